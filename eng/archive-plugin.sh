#!/usr/bin/env bash
# Packs a built plugin as the engine wants to download it, and its symbols, and writes down the SHA-256 sums beside the others of the folder.
set -euo pipefail
usage='usage: eng/archive-plugin.sh PLUGIN RUNTIME-IDENTIFIER FOLDER [SYMBOLS]   for example: bin/pulumi-resource-infobip linux-x64 bin/dist'
[ $# -eq 3 ] || [ $# -eq 4 ] || { echo "$usage" >&2; exit 2; }
plugin=$1 runtime=$2
case $runtime in
  linux-x64 | linux-arm64) os=linux ;;
  osx-x64 | osx-arm64) os=darwin ;;
  win-x64 | win-arm64) os=windows ;;
  *) echo "The engine asks for no plugin for $runtime: only for Linux with glibc, macOS and Windows, on x64 and arm64." >&2; exit 2 ;;
esac
case $runtime in *-x64) arch=amd64 ;; *) arch=arm64 ;; esac
[ -f "$plugin" ] || { echo "There is no plugin at $plugin." >&2; exit 1; }
root=$(cd "$(dirname "$0")/.." && pwd)
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props")
mkdir -p "$3"
folder=$(cd "$3" && pwd)
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT

# The binary alone, at the archive's root, executable, and without an owner: the builder's name is not for the world.
binary=pulumi-resource-infobip
if [ $os = windows ]; then binary=$binary.exe; fi
mkdir "$staging/plugin"
cp "$plugin" "$staging/plugin/$binary"
chmod 755 "$staging/plugin/$binary"
if tar --version | grep -q GNU; then
  owner=(--owner=0 --group=0 --numeric-owner)
  executable=(--mode=755)
else
  owner=(--uid 0 --gid 0 --numeric-owner)
  executable=()
fi
name=pulumi-resource-infobip-v$version-$os-$arch
archives=("$name.tar.gz")
tar -C "$staging/plugin" "${owner[@]}" ${executable[@]+"${executable[@]}"} -czf "$folder/$name.tar.gz" "$binary"

# Who has an address of a crash resolves it with these; the engine never asks for them.
if [ $# -eq 4 ]; then
  [ -n "$(ls -A "$4")" ] || { echo "There are no symbols in $4." >&2; exit 1; }
  archives+=("$name-symbols.tar.gz")
  tar -C "$4" "${owner[@]}" -czf "$folder/$name-symbols.tar.gz" .
fi

sums=$folder/sha256sums.txt
if command -v sha256sum >/dev/null 2>&1; then sum=(sha256sum); else sum=(shasum -a 256); fi
touch "$sums"
for archive in "${archives[@]}"; do
  { grep -v " $archive\$" "$sums" || true; (cd "$folder" && "${sum[@]}" "$archive" | sed 's/ \*/  /'); } | sort -k 2 >"$staging/sums"
  cp "$staging/sums" "$sums"
  echo "$folder/$archive"
done
