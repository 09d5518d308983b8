#!/usr/bin/env bash
# Publishes the plugin into a folder: ahead of time where a C compiler can link it, self-contained where none is.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:?usage: eng/publish-plugin.sh FOLDER}
common=(src/Provider/Provider.csproj -c Release -o "$out" --nologo -v quiet
  -p:PublishDocumentationFiles=false -p:CopyOutputSymbolsToPublishDirectory=false -p:DebugType=none)
# On Windows the linker comes with Visual Studio, which the build finds by itself.
if [ "${OS:-}" = Windows_NT ] || command -v clang >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1; then
  dotnet publish "${common[@]}" --use-current-runtime
  echo "The plugin, compiled ahead of time: $out/pulumi-resource-infobip"
else
  dotnet publish "${common[@]}" --use-current-runtime --self-contained -p:PublishAot=false -p:PublishSingleFile=true
  echo "There is no C compiler (clang or gcc) here, so the plugin is not compiled ahead of time."
  echo "It is published self-contained instead, which starts more slowly: $out/pulumi-resource-infobip"
fi
