#!/usr/bin/env bash
# Writes down what the plugin is made of, as CycloneDX: FOLDER/pulumi-resource-infobip-vVERSION.cdx.json. It needs jq.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:?usage: eng/sbom.sh FOLDER}
version=$(bash eng/version.sh)
project=src/Provider/Provider.csproj
file=pulumi-resource-infobip-v$version.cdx.json
dotnet tool restore >/dev/null
dotnet restore "$project" -v quiet
dotnet CycloneDX "$project" --disable-package-restore --exclude-dev --output "$folder" --filename "$file" --output-format Json \
  --set-name pulumi-resource-infobip --set-version "$version" >/dev/null

# Compiling ahead of time links the runtime and ASP.NET Core into the binary. They come with the SDK, so no list of packages has them.
runtime=$(dotnet msbuild "$project" -getProperty:BundledNETCoreAppPackageVersion | tr -d '\r')
[ -n "$runtime" ] || { echo 'The SDK does not say which runtime it brings.' >&2; exit 1; }
jq --arg version "$runtime" '
  def linked($name): {type: "framework", "bom-ref": "pkg:nuget/\($name)@\($version)", name: $name, version: $version, scope: "required",
    licenses: [{license: {id: "MIT"}}], purl: "pkg:nuget/\($name)@\($version)"};
  .components += [linked("Microsoft.NETCore.App.Runtime.NativeAOT"), linked("Microsoft.AspNetCore.App.Runtime")]' "$folder/$file" >"$folder/$file.new"
mv "$folder/$file.new" "$folder/$file"
echo "$folder/$file"
