#!/usr/bin/env bash
# Writes where the plugin's releases are downloaded from into the schema and the C# SDK, or says with --check whether it is set.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C
schema=schema.json
plugin=sdk/dotnet/Pulumi.InfoBip/pulumi-plugin.json
usage='usage: eng/release-url.sh URL | --check
URL is one of
  github://api.github.com/OWNER[/REPOSITORY]   releases on GitHub; the repository is pulumi-infobip where none is named
  gitlab://HOST/PROJECT-ID                     releases on GitLab
  https://HOST/PATH                            a file server; ${NAME} ${VERSION} ${OS} ${ARCH} may stand in it (http for this machine only)'

refuse() {
  echo "The download URL '$url' is not usable: $1." >&2
  echo "$usage" >&2
  exit 2
}

# What stands under a name in a JSON file that has each member on a line of its own.
value() { sed -n "s/^ *\"$2\": \"\(.*\)\",\{0,1\}\$/\1/p" "$1"; }

[ $# -eq 1 ] || { echo "$usage" >&2; exit 2; }
if [ "$1" = --check ]; then
  in_schema=$(value "$schema" pluginDownloadURL)
  in_sdk=$(value "$plugin" server)
  if [ -z "$in_schema" ]; then
    echo 'No download URL is set, so a release could not be installed. Set it: make release-url URL=…' >&2
    exit 1
  fi
  [ "$in_schema" = "$in_sdk" ] || { echo "The schema says $in_schema, the SDK $in_sdk. Set it anew: make release-url URL=…" >&2; exit 1; }
  echo "$in_schema"
  exit 0
fi

url=$1
# The engine fills in these four, in a file server's URL only.
bare=$url
for placeholder in NAME VERSION OS ARCH; do bare=${bare//"\${$placeholder}"/x}; done
case $bare in
  *[!A-Za-z0-9:/._~-]*) refuse 'it holds a character or a placeholder that is not for a URL here' ;;
esac
case /$bare/ in
  */ORG/* | */OWNER/* | */REPOSITORY/* | */REPO/* | */HOST/* | */PATH/* | */PROJECT-ID/*) refuse 'a word of the usage still stands in it' ;;
  *://*//*/ | *//) refuse 'it has an empty part, or a slash at its end' ;;
esac
name='[A-Za-z0-9][A-Za-z0-9._-]*'
host="$name(:[0-9]{1,5})?"
path='(/[A-Za-z0-9._~-]+)*'
case $url in
  github://*) [[ $url =~ ^github://$name(/$name){1,2}$ ]] || refuse 'after github:// come a host, an owner and perhaps a repository' ;;
  gitlab://*) [[ $url =~ ^gitlab://$host/[0-9]+$ ]] || refuse 'after gitlab:// come a host and the number of a project' ;;
  https://*) [[ $bare =~ ^https://$host$path$ ]] || refuse 'after https:// come a host and a path' ;;
  http://*) [[ $bare =~ ^http://(localhost|127\.0\.0\.1)(:[0-9]{1,5})?$path$ ]] || refuse 'plain http is for this machine only' ;;
  *) refuse 'it begins with none of github://, gitlab:// and https://' ;;
esac

# Sets a member of a JSON file: in its place, or after another one where it is not there yet.
put() {
  local file=$1 member=$2 after=$3 written
  written=$(MEMBER="  \"$member\": " AFTER="  \"$after\": " IS_THERE=$(value "$file" "$member") URL=$url awk '
    function line(comma) { return ENVIRON["MEMBER"] "\"" ENVIRON["URL"] "\"" comma }
    { comma = /,$/ ? "," : "" }
    index($0, ENVIRON["MEMBER"]) == 1 { print line(comma); next }
    ENVIRON["IS_THERE"] == "" && index($0, ENVIRON["AFTER"]) == 1 { print (comma == "" ? $0 "," : $0); print line(comma); next }
    { print }' "$file")
  printf '%s\n' "$written" >"$file"
  [ "$(value "$file" "$member")" = "$url" ] || { echo "$file could not be written: it has no \"$after\"." >&2; exit 1; }
}

put "$schema" pluginDownloadURL publisher
put "$plugin" server version
echo "Releases are downloaded from $url"
