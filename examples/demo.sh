#!/usr/bin/env bash
# The life of two instances, step by step: the program of examples/yaml, the real plugin, a sandbox of the service. By the Pulumi CLI where one is on the
# PATH, else by the engine simulator. Every step is checked; one that does not come out as it should ends the demo.
# usage: examples/demo.sh, once `make plugin sandbox engine-simulator` has been run; `make demo` does both
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
sandbox=
trap '[ -z "$sandbox" ] || kill "$sandbox" 2>/dev/null || true; rm -rf "$work"' EXIT

export PATH="$root/bin:$PATH"
command -v pulumi >/dev/null || PATH="$root/bin/engine-simulator:$PATH"
export PULUMI_HOME="$work/home" PULUMI_BACKEND_URL="file://$work/state" PULUMI_CONFIG_PASSPHRASE=any PULUMI_SKIP_UPDATE_CHECK=true
unset INFOBIP_USER_SECRET INFOBIP_ORGANIZATION_SECRET INFOBIP_API_DIALECT INFOBIP_BASE_URL
type=infobip:index:InfoBipInstance
steps=0 out='' token=none
secrets=(user-secret-9041 organization-secret-7733 first-pass-2268 second-pass-8115 legacy-pass-5512)

step() { steps=$((steps + 1)); printf '\n%s. %s\n' "$steps" "$1"; }
broken() { printf '\nStep %s did not do what it says: %s\n' "$steps" "$1" >&2; exit 1; }

# Runs a command and shows it with what it prints, in which no secret may be.
shown() {
  local code=0 secret
  printf '$ %s\n' "$*"
  out=$("$@" 2>&1) || code=$?
  # Colours are gone where no terminal is; how long it took is of no interest.
  out=$(sed -e 's/ ([0-9.]*s)//' -e '/^Duration:/d' -e 's/[[:blank:]]*$//' <<<"$out")
  printf '%s\n' "$out"
  for secret in "${secrets[@]}" "$token"; do
    ! grep -qF -- "$secret" <<<"$out" || broken 'a secret is shown.'
  done
  return $code
}
run() { shown "$@" || broken 'the command failed.'; }
has() { grep -qF -- "$1" <<<"$out" || broken "'$1' should be in the output."; }
hasnt() { ! grep -qF -- "$1" <<<"$out" || broken "'$1' should not be in the output."; }
held() { curl -sS "$address/sandbox/instances" | { grep -o '"createdDate"' || true; } | wc -l; }
holds() { [ "$(held)" -eq "$1" ] || broken "the service should hold $1 instances, and holds $(held)."; }

dotnet "$root/bin/sandbox/infobip-sandbox.dll" >"$work/sandbox.log" &
sandbox=$!
until grep -q 'Ctrl-C' "$work/sandbox.log"; do
  kill -0 "$sandbox" || exit 1
  sleep 0.1
done
address=$(sed -n '1s/.*: //p' "$work/sandbox.log")
echo "The sandbox serves the instances API at $address: look at it in a browser while this runs."

mkdir -p "$work/state" "$work/project"
cp "$root/examples/yaml/Pulumi.yaml" "$work/project"
cd "$work/project"
pulumi stack init dev >/dev/null
pulumi config set infobip:baseUrl "$address/your_moms/api-v2"
pulumi config set --secret infobip:userSecret "${secrets[0]}"
pulumi config set --secret infobip:organizationSecret "${secrets[1]}"
pulumi config set --secret infobipPassword "${secrets[2]}"

step 'A preview shows what would be made, and makes nothing.'
run pulumi preview
has '+ 3 to create'
holds 0

step "Up makes both instances. The service's token comes back as a secret."
run pulumi up --yes --skip-preview
has '+ 3 created'
has 'token     : [secret]'
holds 2
id=$(pulumi stack output id)
token=$(pulumi stack output token --show-secrets)
[ "${#token}" -gt 20 ] || broken 'there is no token.'

step 'Another preview finds nothing to do.'
run pulumi preview --expect-no-changes
has '3 unchanged'

step 'Another team: one tag of one instance changes, in place.'
pulumi config set team growth
run pulumi up --yes --skip-preview --diff
has '"team-platform" => "team-growth"'
has '~ 1 updated'

step 'A new password: both instances change; the diff names it and shows neither value.'
pulumi config set --secret infobipPassword "${secrets[3]}"
run pulumi up --yes --skip-preview --diff
has '~ password: [secret] => [secret]'
has '~ 2 updated'

step 'Somebody renames an instance and adds a tag in the console. Refresh finds both.'
curl -sSf -o /dev/null -X PATCH "$address/sandbox/instances/$id" -H 'Content-Type: application/json' \
  -d '{"name": "renamed by hand", "tags": ["sms", "team-growth", "by-hand"]}'
run pulumi refresh --yes --skip-preview --diff
has '"customer-texts-dev" => "renamed by hand"'
has '"by-hand"'
has '~ 1 updated'

step 'Up brings it back to what the program says.'
run pulumi up --yes --skip-preview --diff
has '"renamed by hand" => "customer-texts-dev"'
has '~ 1 updated'
curl -sS "$address/sandbox/instances" | grep -q '"name":"customer-texts-dev"' || broken 'the service has the other name.'

step 'Somebody made an instance by REST. It is listed beside the two, with its id, by the settings of the environment.'
legacy=$(curl -sSf -X POST "$address/your_moms/api-v2/instances" -H 'Authorization: User somebody, Organization else' -H 'Content-Type: application/json' -d '{
  "your_mom": {"key": "infobip"}, "name": "legacy-texts", "tags": ["legacy"], "configuration": {
    "messaging.sms.infobip.sender": "+15555555555", "messaging.sms.infobip.username": "somebody",
    "messaging.sms.infobip.password": "'"${secrets[4]}"'", "messaging.sms.infobip.callback.url": "https://legacy.example.com/auth"}}' | sed 's/{"id":\([0-9]*\),.*/\1/')
INFOBIP_BASE_URL="$address/your_moms/api-v2" INFOBIP_USER_SECRET=any INFOBIP_ORGANIZATION_SECRET=any run pulumi do --package infobip "$type" list
has "$legacy"
has legacy-texts
has customer-texts-dev

step 'It is imported by that id.'
run pulumi import "$type" legacy "$legacy" --yes --skip-preview --protect=false --out "$work/legacy.yaml"
has '= 1 imported'

step 'With the code of the import in the program, as it is, the imported instance previews quietly.'
sed -i.before "/^resources:/r "<(sed 1d "$work/legacy.yaml") Pulumi.yaml
run pulumi preview --expect-no-changes
has '4 unchanged'

step 'A program looks instances up: one by its name, and all that have a tag. No result holds a secret.'
sed -i.before '/^outputs:/,$d' Pulumi.yaml
cat >>Pulumi.yaml <<'END'
outputs:
  foundId:
    fn::invoke: {function: infobip:index:getInfoBipInstance, arguments: {name: legacy-texts}, return: id}
  foundByTag:
    fn::invoke: {function: infobip:index:getInfoBipInstances, arguments: {tags: [legacy]}, return: instances}
END
run pulumi up --yes --skip-preview
has "\"$legacy\""
has '4 unchanged'
hasnt '[secret]'

step 'Every invalid input is named before anything is sent.'
mkdir "$work/invalid"
refused() {
  local what=$1 named=$2 entry=$3
  printf '\n%s\n' "   $what:"
  {
    printf 'name: infobip-sms\nruntime: yaml\nresources:\n  invalid:\n    type: %s\n    properties:\n' "$type"
    printf '%s\n' 'sender: "+17777777777"' 'username: acme' 'password: any' 'callbackUrl: https://www.example.com/auth' \
      | { grep -v "^${entry%%:*}:" || true; } | sed 's/^/      /'
    printf '      %s\n' "$entry"
  } >"$work/invalid/Pulumi.yaml"
  cp Pulumi.dev.yaml "$work/invalid"
  ! shown pulumi preview -C ../invalid --stack dev || broken "$what should be refused."
  has "$named"
}
refused 'a callback that is no URL' callbackUrl 'callbackUrl: somewhere'
refused 'the placeholder of the documentation' username 'username: <INSERT_INFOBIP_USERNAME>'
refused 'curly quotes from a web page' sender 'sender: “+17777777777”'
refused 'a misspelt input' "Did you mean 'tags'?" 'tag: red'
refused 'HTML in a tag, which the service would strip' tags "tags: ['<b>sms</b>']"
refused 'the mask that the service shows, used as the password' password "password: '********'"
refused 'a setting given twice' extraConfiguration 'extraConfiguration: {messaging.sms.infobip.sender: x}'
holds 3

step 'Destroy deletes all three, and the service is empty.'
run pulumi destroy --yes --skip-preview
has '- 4 deleted'
holds 0

printf '\nAll %s steps did what they say.\n' "$steps"
