#!/usr/bin/env bash
# Starts a plugin for Linux in containers with other C libraries, and deploys with it there by the Pulumi CLI of this machine. It needs docker, pulumi and `make sandbox`.
set -euo pipefail
cd "$(dirname "$0")/.."
plugin=$(realpath "${1:?usage: eng/try-in-containers.sh PLUGIN}")
command -v docker >/dev/null || { echo 'There is no docker here.' >&2; exit 2; }
pulumi=$(dirname "$(realpath "$(command -v pulumi)")") || { echo 'There is no pulumi here.' >&2; exit 2; }
log=$(mktemp)
dotnet bin/sandbox/infobip-sandbox.dll >"$log" &
sandbox=$!
trap 'kill -INT $sandbox 2>/dev/null || true; wait $sandbox || true; rm -f "$log"' EXIT
until grep -q 'Ctrl-C' "$log"; do
  kill -0 $sandbox 2>/dev/null || { echo 'The sandbox did not start: make sandbox' >&2; exit 1; }
  sleep 0.1
done
address=$(sed -n 's/.*base URL for your_mom: //p' "$log")
failed=0

# The network is that of the machine, so the sandbox is reached on loopback.
try() {
  echo "== $1, $2"
  docker run --rm --network host \
    -v "$plugin:/try/pulumi-resource-infobip:ro" -v "$pulumi:/try/cli:ro" -v "$PWD/examples/yaml/Pulumi.yaml:/try/Pulumi.yaml:ro" \
    -v "$PWD/eng/try-here.sh:/try/try-here.sh:ro" \
    -e ADDRESS="$address" -e VERSION="$(bash eng/version.sh)" -e PULUMI=/try/cli/pulumi "$1" sh /try/try-here.sh "$2" || { echo "FAILED: $1, $2"; failed=1; }
}

try debian:12-slim deploys
try ubuntu:22.04 deploys
try rockylinux:9 deploys
try debian:12-slim without-openssl
try alpine:3 without-glibc
exit $failed
