#!/usr/bin/env bash
# Runs the commands of an example's README as somebody who follows it: every ```sh block, in order, in one shell, in a scratch copy of the example's
# folder. A block right below the line <!-- not run: REASON --> is left out, and its reason printed. `pulumi` is the real CLI where one is on the PATH, else
# the engine simulator; the service is a sandbox of its own, which takes the place of http://127.0.0.1:8085, and values that read <your …> become dummies.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
text=$(realpath "${1:?usage: eng/run-commands.sh examples/NAME/README.md}")
folder=$(dirname "$text")
for needed in bin/pulumi-resource-infobip bin/sandbox/infobip-sandbox.dll; do
  [ -f "$root/$needed" ] || { echo "$needed is missing: make plugin sandbox engine-simulator"; exit 1; }
done

# At the depth of the example itself, so that what it refers to in the repository is found from the copy as well.
scratch="$root/artifacts/example-$(basename "$folder")"
rm -rf "$scratch" "$scratch".*
mkdir -p "$scratch" "$scratch.home" "$scratch.state"
(cd "$folder" && tar -c --exclude=./bin --exclude=./obj .) | tar -x -C "$scratch"

export PATH="$root/bin:$PATH"
command -v pulumi >/dev/null || PATH="$root/bin/engine-simulator:$PATH"
echo "pulumi is $(command -v pulumi)"
export PULUMI_HOME="$scratch.home" PULUMI_BACKEND_URL="file://$scratch.state" PULUMI_CONFIG_PASSPHRASE=any PULUMI_SKIP_UPDATE_CHECK=true
unset INFOBIP_USER_SECRET INFOBIP_ORGANIZATION_SECRET INFOBIP_API_DIALECT INFOBIP_BASE_URL

dotnet "$root/bin/sandbox/infobip-sandbox.dll" >"$scratch.sandbox" &
sandbox=$!
trap 'kill $sandbox 2>/dev/null || true' EXIT
until grep -q 'Ctrl-C' "$scratch.sandbox"; do
  kill -0 $sandbox 2>/dev/null || { echo 'The sandbox did not start.'; exit 1; }
  sleep 0.1
done
address=$(sed -n '1s/.*: //p' "$scratch.sandbox")

awk '
  /^```sh$/ { inside = 1; skip = reason != ""; blocks++; if (skip) printf "echo \"Not run, line %d: %s\"\n", NR, reason; else printf "# line %d\n", NR; next }
  /^```/ && inside { inside = 0; reason = ""; next }
  inside { if (!skip) print; next }
  match($0, /^<!-- not run: .* -->$/) { reason = substr($0, 15, length($0) - 18); gsub(/[`"$\\]/, "", reason); next }
  { reason = "" }
  END { if (!blocks) print "echo \"There is no sh block.\"; exit 1" }
' "$text" | sed -e "s|http://127\.0\.0\.1:8085|$address|g" -e 's/<your [^>]*>/dummy-value/g' >"$scratch.sh"

cd "$scratch"
bash -v -euo pipefail "$scratch.sh" 2>&1 </dev/null
