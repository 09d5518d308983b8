#!/usr/bin/env bash
# Prints what the changelog says of this version. Fails where it says nothing, or still calls it unreleased.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(bash eng/version.sh)
if grep -qx "## $version (unreleased)" CHANGELOG.md; then
  echo "CHANGELOG.md still calls $version unreleased." >&2
  exit 1
fi
notes=$(VERSION=$version awk '
  /^## / { inside = ($2 == ENVIRON["VERSION"]); next }
  inside { print }' CHANGELOG.md)
[ -n "${notes//[[:space:]]/}" ] || { echo "CHANGELOG.md has nothing of $version." >&2; exit 1; }
printf '%s\n' "$notes"
