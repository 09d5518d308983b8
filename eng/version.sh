#!/usr/bin/env bash
# Prints the version, which is kept in Directory.Build.props alone. `set X.Y.Z` writes another one there and wherever it is repeated; `check` says what differs.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C
source=Directory.Build.props
number='[0-9]+\.[0-9]+\.[0-9]+(-(alpha|beta|rc)[0-9A-Za-z.]*)?'
version=$(sed -nE "s:.*<Version>($number)</Version>.*:\1:p" "$source")
[ -n "$version" ] || { echo "$source has no version." >&2; exit 1; }

# What is generated, or read by people, cannot look it up: a file and what is right before the version in it. All that is missing is left alone.
places() {
  cat <<'END'
schema.json|^  "version": "
sdk/dotnet/Pulumi.InfoBip/pulumi-plugin.json|^  "version": "
sdk/dotnet/Pulumi.InfoBip/version.txt|^
END
  local text
  for text in README.md SECURITY.md docs/*.md docs/*/*.md examples/*/README.md examples/*/Pulumi.yaml sdk/dotnet/Pulumi.InfoBip/README.md examples/*/*.csproj \
    examples/*/Dockerfile examples/pipelines/*/* examples/pipelines/gitlab/.gitlab-ci.yml; do
    [ -f "$text" ] || continue
    printf '%s|%s\n' "$text" 'plugin install resource infobip v?' "$text" 'infobip@v?' "$text" 'Pulumi\.InfoBip --version ' "$text" '"Pulumi\.InfoBip" Version="' \
      "$text" 'pulumi-resource-infobip-v' \
      "$text" 'PLUGIN_VERSION[=:] ?"?'
  done
}

# A file with another version in one of its places.
written() { sed -E "s#($2)$number#\1$3#g" "$1"; }

case ${1:-} in
  '') echo "$version" ;;
  check)
    differs=0
    while IFS='|' read -r file before; do
      if ! found=$(diff <(written "$file" "$before" "$version") "$file"); then
        echo "$file:" >&2
        grep '^>' <<<"$found" >&2
        differs=1
      fi
    done < <(places)
    [ $differs -eq 0 ] || { echo "These do not say $version, which is the version in $source. Write it: bash eng/version.sh set $version" >&2; exit 1; }
    echo "$version" ;;
  set)
    [[ ${2:-} =~ ^$number$ ]] || { echo "'${2:-}' is not a version such as 1.2.3." >&2; exit 2; }
    while IFS='|' read -r file before; do
      text=$(written "$file" "$before" "$2")
      printf '%s\n' "$text" >"$file"
    done < <(echo "$source|<Version>"; places)
    echo "The version is $2. Say in CHANGELOG.md what it brings." ;;
  *) echo 'usage: eng/version.sh [set X.Y.Z | check]' >&2; exit 2 ;;
esac
