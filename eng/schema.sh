#!/usr/bin/env bash
# Writes the examples and the readmes of generated SDKs into schema.json, from the files of examples/schema: one program a file, in six languages.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C
sources=examples/schema

# The first line of each program is a comment: the title, the same in all six.
examples() {
  local file title
  title=$(sed '1s/^# //;q' "$sources/$1.yaml")
  printf '{{%% examples %%}}\n## Example Usage\n{{%% example %%}}\n### %s\n' "$title"
  for language in ts:typescript py:python cs:csharp go:go java:java yaml:yaml; do
    file=$sources/$1.${language%%:*}
    [ "$(sed '1s@^\(//\|#\) @@;q' "$file")" = "$title" ] || { echo "$file does not begin with the comment '$title'." >&2; return 1; }
    printf '\n```%s\n%s\n```\n' "${language#*:}" "$(tail -n +2 "$file")"
  done
  printf '{{%% /example %%}}\n{{%% /examples %%}}\n'
}

# A text as the inside of a JSON string.
json() { awk '{ gsub(/\\/, "&&"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }'; }

# Replaces what stands between two texts in the first line after a given one that begins with a given member.
put() {
  local after=$1 member=$2 from=$3 to=$4 written
  written=$(TEXT=$5 AFTER="\"$after\": {" MEMBER="\"$member\": \"" FROM=$from TO=$to awk '
    { line = $0; sub(/^ */, "", line) }
    index(line, ENVIRON["AFTER"]) == 1 { seen = 1 }
    seen && !done && index(line, ENVIRON["MEMBER"]) == 1 {
      start = index($0, ENVIRON["FROM"]); end = length($0)
      while (end > start && substr($0, end, length(ENVIRON["TO"])) != ENVIRON["TO"]) end--
      if (start && end > start) { $0 = substr($0, 1, start - 1) ENVIRON["TEXT"] substr($0, end); done = 1 }
    }
    { print }
    END { exit !done }' schema.json) || { echo "schema.json has no \"$member\" with $from below \"$after\"." >&2; exit 1; }
  printf '%s\n' "$written" >schema.json
}

for token in InfoBipInstance getInfoBipInstance getInfoBipInstances; do
  text=$(examples "$token")
  text=$(json <<<"$text")
  put "infobip:index:$token" description '{{% examples %}}' '{{% /examples %}}' "${text%'{{% /examples %}}'}"
done
for language in nodejs python; do
  put "$language" readme '"readme": "' '"' "\"readme\": \"$(json <"$sources/readme.$language.md")"
done
