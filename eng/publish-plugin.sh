#!/usr/bin/env bash
# Publishes the plugin into a folder: ahead of time where a C compiler can link it, self-contained where none is. The symbols go into a second folder where one is named.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:?usage: eng/publish-plugin.sh FOLDER [SYMBOLS]}
symbols=${2:-}
common=(src/Provider/Provider.csproj -c Release -o "$out" --nologo -v quiet -p:PublishDocumentationFiles=false)
if [ -n "$symbols" ]; then
  common+=(-p:DebugType=portable)
else
  common+=(-p:CopyOutputSymbolsToPublishDirectory=false -p:DebugType=none)
fi
# On Windows the linker comes with Visual Studio, which the build finds by itself.
if [ "${OS:-}" = Windows_NT ] || command -v clang >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1; then
  dotnet publish "${common[@]}" --use-current-runtime
  echo "The plugin, compiled ahead of time: $out/pulumi-resource-infobip"
else
  dotnet publish "${common[@]}" --use-current-runtime --self-contained -p:PublishAot=false -p:PublishSingleFile=true
  echo "There is no C compiler (clang or gcc) here, so the plugin is not compiled ahead of time."
  echo "It is published self-contained instead, which starts more slowly: $out/pulumi-resource-infobip"
fi
# Symbols are named .dbg on Linux, .dSYM on macOS and .pdb on Windows; the .pdb files of our assemblies are part of them.
if [ -n "$symbols" ]; then
  mkdir -p "$symbols"
  find "$out" -mindepth 1 -maxdepth 1 \( -name 'pulumi-resource-infobip*.dbg' -o -name 'pulumi-resource-infobip*.dSYM' -o -name 'pulumi-resource-infobip*.pdb' \) -exec mv {} "$symbols" \;
  find "$out" -mindepth 1 -maxdepth 1 -name '*.pdb' -exec rm {} +
fi
