#!/usr/bin/env bash
# Publishes the generated module for Go: a commit on top of the release, which no branch holds, with sdk/go in it, under the tag that Go asks for.
set -euo pipefail
archive=$(realpath "${1:?usage: eng/publish-go.sh ARCHIVE}")
cd "$(dirname "$0")/.."
tag=sdk/go/v$(bash eng/version.sh)
rm -rf sdk/go
mkdir -p sdk/go
tar -xzf "$archive" -C sdk/go
[ -f sdk/go/go.mod ] || { echo "There is no go.mod in $archive." >&2; exit 1; }
git add --force sdk/go
tree=$(git write-tree)
if git ls-remote --exit-code --tags origin "refs/tags/$tag" >/dev/null; then
  git fetch --quiet --depth 1 origin "refs/tags/$tag"
  # The checksum database of Go has seen it: a tag never moves.
  [ "$(git rev-parse 'FETCH_HEAD:sdk/go')" = "$(git rev-parse "$tree:sdk/go")" ] || { echo "$tag is published already, with another module." >&2; exit 1; }
  echo "$tag is published already."
  exit 0
fi
export GIT_AUTHOR_NAME='release workflow' GIT_AUTHOR_EMAIL=release@localhost GIT_COMMITTER_NAME='release workflow' GIT_COMMITTER_EMAIL=release@localhost
commit=$(git commit-tree "$tree" -p HEAD -m "The module for Go, $tag")
git push origin "$commit:refs/tags/$tag"
