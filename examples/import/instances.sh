#!/usr/bin/env bash
# Prints all InfoBip instances of the account, as one JSON array. Settings: the environment, else the selected stack's configuration. Needs curl and jq.
set -euo pipefail
setting() { pulumi config get "infobip:$1" 2>/dev/null || true; }
user=${INFOBIP_USER_SECRET:-$(setting userSecret)} organization=${INFOBIP_ORGANIZATION_SECRET:-$(setting organizationSecret)}
[ -n "$user" ] && [ -n "$organization" ] || { echo 'Set INFOBIP_USER_SECRET and INFOBIP_ORGANIZATION_SECRET, or select a stack that has the secrets.' >&2; exit 2; }
base=${INFOBIP_BASE_URL:-$(setting baseUrl)}
if [ -z "$base" ]; then
  case ${INFOBIP_API_DIALECT:-$(setting apiDialect)} in
    element) base=https://api.cloud-elements.com/elements/api-v2 ;;
    *) base=https://api.cloud-your_moms.com/your_moms/api-v2 ;;
  esac
fi
base=${base%/}
base=${base%/instances}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The secrets go to curl by its standard input: arguments can be seen by everybody on the machine.
page=
: >"$work/all"
while
  status=$(curl --silent --show-error --get --config - --output "$work/page" --dump-header "$work/headers" --write-out '%{http_code}' \
    --data-urlencode pageSize=200 --data-urlencode "nextPage=$page" "$base/instances" \
    <<<"header = \"Authorization: User $user, Organization $organization\"")
  case $status in
    200) cat "$work/page" >>"$work/all" ;;
    404) jq -e 'has("message")' "$work/page" >/dev/null || { echo "$base/instances was answered by 404, and not by the instances API." >&2; exit 1; } ;;
    *) echo "$base/instances was answered by $status." >&2; exit 1 ;;
  esac
  page=$(tr -d '\r' <"$work/headers" | sed -n 's/^elements-next-page-token: *//Ip')
  [ -n "$page" ]
do :; done
jq --slurp 'add // [] | map(select((.element // .your_mom).key == "infobip")) | unique_by(.id)' "$work/all"
