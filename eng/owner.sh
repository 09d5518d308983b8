#!/usr/bin/env bash
# Writes what eng/owner.txt says wherever it is needed. With --check: whether that was done, and for a real owner. With --files: where it is needed.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C
placeholder=example-owner
source=eng/owner.txt
schema=schema.json
plugin=sdk/dotnet/Pulumi.InfoBip/pulumi-plugin.json
files=("$schema" "$plugin" sdk/dotnet/Pulumi.InfoBip/README.md sdk/dotnet/Directory.Build.props Directory.Build.props
  README.md docs/_index.md docs/installation-configuration.md examples/go/main.go
  examples/schema/*.go examples/schema/*.java examples/schema/readme.*.md .github/CODEOWNERS)

refuse() { echo "eng/owner.txt: $1" >&2; exit 2; }

# A value of eng/owner.txt.
said() { sed -n "s/^$1=//p" "$source" | tail -n 1; }

# What stands under a name in a JSON file that has each member on a line of its own.
value() { sed -n "s/^ *\"$2\": \"\(.*\)\",\{0,1\}\$/\1/p" "$1" | head -n 1; }

# The name of the account as a part of a Java package.
java() { tr 'A-Z-' 'a-z_' <<<"$1"; }

# What the engine can use: it fills in these four placeholders, in a file server's URL only.
check_download() {
  local url=$1 bare=$1 name host path
  for part in NAME VERSION OS ARCH; do bare=${bare//"\${$part}"/x}; done
  case $bare in *[!A-Za-z0-9:/._~-]*) refuse "the download URL '$url' is not usable: it holds a character or a placeholder that is not for a URL here" ;; esac
  case /$bare/ in
    */ORG/* | */OWNER/* | */REPOSITORY/* | */REPO/* | */HOST/* | */PATH/* | */PROJECT-ID/*) refuse "the download URL '$url' is not usable: a word of the explanation is still in it" ;;
    *://*//*/ | *//) refuse "the download URL '$url' is not usable: it has an empty part, or a slash at its end" ;;
  esac
  name='[A-Za-z0-9][A-Za-z0-9._-]*'
  host="$name(:[0-9]{1,5})?"
  path='(/[A-Za-z0-9._~-]+)*'
  case $url in
    github://*) [[ $url =~ ^github://$name(/$name){1,2}$ ]] || refuse "the download URL '$url' is not usable: after github:// come a host, an owner and perhaps a repository" ;;
    gitlab://*) [[ $url =~ ^gitlab://$host/[0-9]+$ ]] || refuse "the download URL '$url' is not usable: after gitlab:// come a host and the number of a project" ;;
    https://*) [[ $bare =~ ^https://$host$path$ ]] || refuse "the download URL '$url' is not usable: after https:// come a host and a path" ;;
    http://*) [[ $bare =~ ^http://(localhost|127\.0\.0\.1)(:[0-9]{1,5})?$path$ ]] || refuse "the download URL '$url' is not usable: plain http is for this machine only" ;;
    *) refuse "the download URL '$url' is not usable: it begins with none of github://, gitlab:// and https://" ;;
  esac
}

owner=$(said owner) repository=$(said repository) publisher=$(said publisher) download=$(said download)
[[ $owner =~ ^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$ ]] || refuse "'$owner' is not the name of an account on GitHub"
[[ $repository =~ ^[A-Za-z0-9._-]+$ ]] || refuse "'$repository' is not the name of a repository on GitHub"
[[ $publisher =~ ^[A-Za-z0-9\ .,\'-]+$ ]] || refuse "'$publisher' is not a publisher: letters, digits and blanks"
download=${download:-github://api.github.com/$owner/$repository}
check_download "$download"

there=$(value "$schema" repository)
old_repository=${there##*/} there=${there%/*}
old_owner=${there##*/}

# Each old text with the new one; the download URL comes first, because it usually holds the others.
pairs=("$(value "$schema" pluginDownloadURL)" "$download"
  "github.com/$old_owner/$old_repository" "github.com/$owner/$repository"
  "raw.githubusercontent.com/$old_owner/$old_repository" "raw.githubusercontent.com/$owner/$repository"
  "io.github.$(java "$old_owner")" "io.github.$(java "$owner")"
  "@$old_owner" "@$owner"
  "$(value "$schema" publisher)" "$publisher")

# A file as it should be. A text that was put in is not looked at again.
written() {
  PAIRS=$(printf '%s\n' "${pairs[@]}") awk '
    BEGIN { count = split(ENVIRON["PAIRS"], pair, "\n") }
    {
      rest = $0; line = ""
      while (rest != "") {
        at = 0
        for (i = 1; i < count; i += 2) {
          found = index(rest, pair[i])
          if (found && (!at || found < at)) { at = found; which = i }
        }
        if (!at) break
        line = line substr(rest, 1, at - 1) pair[which + 1]
        rest = substr(rest, at + length(pair[which]))
      }
      print line rest
    }' "$1"
}

# Whether a file names this owner, and no other one of such a repository.
holds() {
  grep -qF -e "github.com/$owner/$repository" -e "io.github.$(java "$owner")" -e "$publisher" -e "$download" "$1" &&
    ! grep -oE "github(usercontent)?\.com/[A-Za-z0-9-]+/($repository|$old_repository|pulumi-infobip)" "$1" | grep -qvF "com/$owner/$repository"
}

case ${1:-} in
  --files) printf '%s\n' "${files[@]}" ;;
  --check)
    [ "$owner" != "$placeholder" ] || { echo "eng/owner.txt still names $placeholder, so a release could not be installed. Name the owner, then: make owner" >&2; exit 1; }
    for file in "${files[@]}"; do
      holds "$file" && [ "$(written "$file")" = "$(cat "$file")" ] || { echo "$file is not as eng/owner.txt says. Write it: make owner" >&2; exit 1; }
    done
    [ "$(value "$schema" pluginDownloadURL) $(value "$plugin" server)" = "$download $download" ] ||
      { echo "The schema and the SDK do not name the download URL of eng/owner.txt. Write it: make owner" >&2; exit 1; }
    echo "$download" ;;
  '')
    for file in "${files[@]}"; do
      [ -f "$file" ] || continue
      text=$(written "$file")
      printf '%s\n' "$text" >"$file"
    done
    echo "The owner is $owner; releases are downloaded from $download" ;;
  *) echo 'usage: eng/owner.sh [--check | --files]   the values are in eng/owner.txt' >&2; exit 2 ;;
esac
