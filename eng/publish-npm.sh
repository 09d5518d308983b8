#!/usr/bin/env bash
# Publishes a packed package for npm, unless this version is there already. NPM_TOKEN is for the first version: npm trusts a workflow only for a package that exists.
set -euo pipefail
package=$(realpath "${1:?usage: eng/publish-npm.sh PACKAGE.tgz}")
field() { tar -xzOf "$package" package/package.json | node -p "JSON.parse(require('fs').readFileSync(0, 'utf8')).$1"; }
name=$(field name) version=$(field version)
if [ "$(npm view "$name@$version" version 2>/dev/null || true)" = "$version" ]; then
  echo "$name $version is published already."
  exit 0
fi
if [ -n "${NPM_TOKEN:-}" ]; then
  registry=$(npm config get registry)
  npm config set "${registry#https:}:_authToken" "$NPM_TOKEN"
fi
tag=latest
case $version in *-*) tag=next ;; esac
npm publish "$package" --access public --provenance --tag "$tag"
