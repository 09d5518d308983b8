#!/usr/bin/env bash
# Publishes the files of a folder as the release of this version on GitHub: a draft gets all of them before anybody sees it. It needs gh, and GITHUB_REPOSITORY.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:?usage: eng/publish-release.sh FOLDER}
tag=v$(bash eng/version.sh)
export GH_REPO=${GITHUB_REPOSITORY:?names the repository}

state=$(gh release view "$tag" --json isDraft --jq .isDraft 2>/dev/null || true)
if [ "$state" = false ]; then
  # Whoever has installed it has its sums: the files of a release never change.
  echo "$tag is published already and stays as it is."
  exit 0
fi
if [ -z "$state" ]; then
  kind=()
  case $tag in *-*) kind=(--prerelease) ;; esac
  notes=$(bash eng/release-notes.sh)
  gh release create "$tag" --draft --verify-tag --title "$tag" --notes "$notes" ${kind[@]+"${kind[@]}"}
fi
gh release upload "$tag" "$folder"/* --clobber
there=$(gh release view "$tag" --json assets --jq '.assets | length')
expected=$(find "$folder" -type f | wc -l)
[ "$there" -eq "$expected" ] || { echo "The draft has $there files, and not $expected." >&2; exit 1; }
gh release edit "$tag" --draft=false
