#!/usr/bin/env bash
# Builds the plugin for this machine and packs it for a release, its symbols beside it: bin/dist. Ahead of time means one system at a time.
set -euo pipefail
cd "$(dirname "$0")/.."
# On Windows the line ends with a carriage return as well.
runtime=$(dotnet msbuild src/Provider/Provider.csproj -getProperty:NETCoreSdkPortableRuntimeIdentifier | tr -d '\r')
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
bash eng/publish-plugin.sh "$build/plugin" "$build/symbols"
binary=$build/plugin/pulumi-resource-infobip
[ -f "$binary" ] || binary=$binary.exe
bash eng/archive-plugin.sh "$binary" "$runtime" bin/dist "$build/symbols"
