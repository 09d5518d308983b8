#!/usr/bin/env bash
# Takes every InfoBip instance of the account that the selected stack does not hold yet into it, and writes the code for them: import-all.sh FILE
set -euo pipefail
out=${1:?usage: import-all.sh FILE   for example: import-all.sh imported.yaml}
here=$(cd "$(dirname "$0")" && pwd)

# Resource names come from the names of the instances; where two would be the same, the ids are added.
held=$(pulumi stack export | jq '[.deployment.resources[]? | select(.type == "infobip:index:InfoBipInstance") | .id]')
"$here/instances.sh" | jq --argjson held "$held" '
  map(select((.id | tostring) as $id | $held | index($id) | not))
  | map({type: "infobip:index:InfoBipInstance", id: (.id | tostring), name: (.name | ascii_downcase | gsub("[^a-z0-9]+"; "-") | gsub("^-|-$"; "") | if . == "" then "instance" else . end)})
  | group_by(.name) | map(if length > 1 then map(.name += "-" + .id) else . end) | add // [] | sort_by(.id | tonumber) | {resources: .}' >import.json
count=$(jq '.resources | length' import.json)
[ "$count" -gt 0 ] || { echo 'The stack holds every InfoBip instance of the account.'; exit 0; }
echo "$count instances in import.json"
pulumi import --file import.json --out "$out" --yes --skip-preview --suppress-progress >import.log 2>&1 || { tail -n 20 import.log >&2; exit 1; }
echo "The code for them is in $out. The API does not return passwords: leave them out, or add them one by one."
