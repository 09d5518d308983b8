#!/usr/bin/env bash
# Prints the InfoBip instances of the account that no given stack holds: find-orphans.sh EXPORT..., each from `pulumi stack export`. Ends with 1 if there are any.
set -euo pipefail
[ $# -gt 0 ] || { echo 'usage: find-orphans.sh EXPORT...   each file from: pulumi stack export >FILE' >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
held=$(jq --slurp '
  if all(.[]; .deployment? | type == "object") then . else error("one of the files is not the export of a stack") end
  | [.[].deployment.resources[]? | select(.type == "infobip:index:InfoBipInstance") | .id]' "$@")
orphans=$("$here/instances.sh" | jq --argjson held "$held" 'map(select((.id | tostring) as $id | $held | index($id) | not))')
if [ "$(jq length <<<"$orphans")" = 0 ]; then
  echo 'Every instance is in one of the stacks.'
  exit 0
fi
jq -r '.[] | "\(.id)\t\(.name)\t\(.createdDate // "")"' <<<"$orphans"
exit 1
