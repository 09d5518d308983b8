#!/usr/bin/env bash
# examples/automation by the `pulumi` on the PATH: two tenants on a sandbox are deployed, found drifted, interrupted in a slow create, and
# destroyed. Fails if an exit code is not the expected one, or if an instance is lost or created twice.
set -euo pipefail
cd "$(dirname "$0")/.."
tenants=${TENANTS:-examples/automation/bin/Release/net10.0/tenants}
[ -n "${TENANTS:-}" ] || dotnet build examples/automation/Tenants.csproj -c Release -v quiet --nologo

folder=$(mktemp -d)
sandbox=
trap 'kill $sandbox 2>/dev/null || true; rm -rf "$folder"' EXIT
dotnet bin/sandbox/infobip-sandbox.dll >"$folder/sandbox.log" &
sandbox=$!
until url=$(sed -n 's/.*for your_mom: *//p' "$folder/sandbox.log") && [ -n "$url" ]; do
  kill -0 $sandbox
  sleep 0.1
done
control=${url%/your_moms/*}/sandbox

mkdir "$folder/states"
printf 'name,username,sender,callbackUrl\nacme,acme,+17777777777,https://www.example.com/acme\nglobex,globex,+17777777778,https://www.example.com/globex\n' >"$folder/tenants.csv"
export PATH="$PWD/bin:$PATH" INFOBIP_BASE_URL=$url INFOBIP_JOURNAL=$folder/pending PULUMI_CONFIG_PASSPHRASE=demo-phrase
export INFOBIP_USER_SECRET=demo-user-secret INFOBIP_ORGANIZATION_SECRET=demo-organization-secret TENANT_ACME_PASSWORD=demo-acme TENANT_GLOBEX_PASSWORD=demo-globex
export TENANTS_BACKEND=file://$folder/states TENANTS_FILE=$folder/tenants.csv TENANTS_LOG_DIR=$folder/logs

expect() {
  local code=0
  "${@:2}" || code=$?
  [ "$code" -eq "$1" ] || { echo "Exit code $code, not $1: ${*:2}"; cat "$folder"/logs/*.log; exit 1; }
}

instances() {
  local count
  count=$(curl -fsS "$control/instances" | { grep -o '"createdDate"' || true; } | wc -l)
  [ "$count" -eq "$1" ] || { echo "The sandbox has $count instances, not $1."; exit 1; }
}

echo '== up'
expect 0 "$tenants" up
instances 2
echo '== drift: none'
expect 0 "$tenants" drift
echo '== drift: an instance was renamed by hand'
id=$(curl -fsS "$control/instances" | grep -o '"id": *[0-9]*' | head -n 1 | grep -o '[0-9]*$')
curl -fsS -X PATCH -H 'Content-Type: application/json' -d '{"name": "renamed by hand"}' "$control/instances/$id" >/dev/null
expect 7 "$tenants" drift
echo '== destroy'
expect 0 "$tenants" destroy --yes
instances 0

echo '== up, interrupted in a slow create: SIGINT to the whole group'
curl -fsS -X DELETE "$control/requests" >/dev/null
curl -fsS -X POST -H 'Content-Type: application/json' -d '{"kind": "delay", "method": "POST", "durationSeconds": 5}' "$control/faults" >/dev/null
# With job control a process in the background has a group of its own, and does not ignore SIGINT.
set -m
"$tenants" up </dev/null &
run=$!
set +m
until curl -fsS "$control/requests" | grep -q '"POST"'; do
  kill -0 $run
  sleep 0.1
done
kill -INT -- -$run
expect 130 wait $run
curl -fsS -X DELETE "$control/faults" >/dev/null
echo '== up: none is lost, none is created twice'
expect 0 "$tenants" up
instances 2
expect 0 "$tenants" destroy --yes
instances 0
echo 'Done; nothing is left.'
