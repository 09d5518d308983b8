#!/usr/bin/env bash
# Fails where a Linux binary of the plugin needs a newer glibc than the documented one, or a library that is not part of it. It is for a binary that was linked
# where releases are: on a newer system the same code may ask for more.
set -euo pipefail
export LC_ALL=C
floor=2.34
plugin=${1:?usage: eng/glibc-floor.sh PLUGIN}
[ -f "$plugin" ] || { echo "There is no plugin at $plugin." >&2; exit 2; }
versions=$(readelf --version-info "$plugin" | grep -o 'GLIBC_[0-9][0-9.]*' | sed 's/^GLIBC_//' | sort -uV)
[ -n "$versions" ] || { echo "$plugin asks for no glibc: it is no binary for Linux with glibc." >&2; exit 2; }
newest=$(tail -n 1 <<<"$versions")
others=$(readelf --dynamic "$plugin" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE '^(libc|libm|libdl|libpthread|librt)\.so|^ld-linux' || true)
[ -z "$others" ] || { echo "$plugin needs libraries that are not part of glibc: $(tr '\n' ' ' <<<"$others")" >&2; exit 1; }
if [ "$(printf '%s\n' "$newest" "$floor" | sort -V | tail -n 1)" != "$floor" ]; then
  echo "$plugin needs glibc $newest; the documentation promises that $floor is enough." >&2
  exit 1
fi
echo "$plugin needs glibc $newest or later; the documented version is $floor."
