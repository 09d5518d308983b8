#!/usr/bin/env bash
# The sandbox as a .NET tool, as a user gets it: packed, installed from the file alone, started, asked and ended.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
rm -rf bin/tools
make --no-print-directory sandbox-tool
dotnet tool install InfoBip.Sandbox --tool-path "$folder" --source "$PWD/bin/tools"
exec 3< <(exec "$folder/infobip-sandbox" --behaviour list=thin)
sandbox=$!
read -r -t 120 line <&3
curl -sSf "${line##* }/" | grep '<title>'
curl -sSf "${line##* }/sandbox/behaviours" | grep -o '"list":{"value":"thin"'
kill "$sandbox"
wait "$sandbox"
