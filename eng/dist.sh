#!/usr/bin/env bash
# Builds the plugin for this machine and packs it for a release: bin/dist. Ahead of time means one system at a time.
set -euo pipefail
cd "$(dirname "$0")/.."
runtime=$(dotnet msbuild src/Provider/Provider.csproj -getProperty:NETCoreSdkPortableRuntimeIdentifier)
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
bash eng/publish-plugin.sh "$build"
binary=$build/pulumi-resource-infobip
[ -f "$binary" ] || binary=$binary.exe
bash eng/archive-plugin.sh "$binary" "$runtime" bin/dist
