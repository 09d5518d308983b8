#!/usr/bin/env bash
# Generates the SDK of one language from the schema, by the Pulumi CLI, and compiles it: FOLDER/LANGUAGE. With --pack, what a registry takes goes into FOLDER/packages.
set -euo pipefail
usage='usage: eng/generate-sdk.sh nodejs|python|go|dotnet|java FOLDER [--pack]'
[ $# -ge 2 ] || { echo "$usage" >&2; exit 2; }
language=$1 pack=${3:-}
case $language in nodejs | python | go | dotnet | java) ;; *) echo "$usage" >&2; exit 2 ;; esac
case $pack in '' | --pack) ;; *) echo "$usage" >&2; exit 2 ;; esac
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$2"
folder=$(cd "$2" && pwd)
pulumi=${PULUMI_CLI:-pulumi}

"$pulumi" package gen-sdk "$root/schema.json" --language "$language" --out "$folder"
sdk=$folder/$language
cp "$root/LICENSE" "$sdk/LICENSE"
[ -f "$sdk/README.md" ] || cp "$root/README.md" "$sdk/README.md"
cd "$sdk"
case $language in
  nodejs)
    npm install --no-audit --no-fund --no-package-lock
    npm run build
    # What is published is the compiled folder: package.json, which the code reads for its version, lies beside the code.
    cp package.json README.md LICENSE bin/
    ;;
  python) python3 -m compileall -q . ;;
  go)
    go mod tidy
    go build ./...
    ;;
  dotnet) dotnet build -v quiet --nologo ;;
  java) gradle --no-daemon --quiet compileJava ;;
esac
echo "The $language SDK is generated and compiled: $sdk"
[ -n "$pack" ] || exit 0

packages=$folder/packages
mkdir -p "$packages"
case $language in
  nodejs) npm pack ./bin --pack-destination "$packages" ;;
  python) python3 -m build --outdir "$packages" . ;;
  go) tar -czf "$packages/go-sdk.tar.gz" . ;;
  *) echo "Nothing is packed for $language here." >&2; exit 2 ;;
esac
