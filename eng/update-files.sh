#!/usr/bin/env bash
# Prints the files of src that an update executes beyond those of a check, measured by coverage of a plugin process; 14 are the most.
set -euo pipefail
cd "$(dirname "$0")/.."
most=14
tests=tests/Plugin.Tests/bin/Release/net10.0/Plugin.Tests
out=artifacts/update-files
[ -x "$tests" ] || { echo "Build first: dotnet build Provider.sln -c Release" >&2; exit 2; }
rm -rf "$out"
mkdir -p "$out"
export INFOBIP_PLUGIN="$PWD/src/Provider/bin/Release/net10.0/pulumi-resource-infobip.dll"

executed() {
  "$tests" --results-directory "$PWD/$out" --progress off --ansi off --filter-method "*UpdatePathTests.$1" \
    --coverage --coverage-output "$1.cobertura.xml" --coverage-output-format cobertura --coverage-settings "$PWD/eng/coverage.xml" >"$out/$1.log" 2>&1 || { cat "$out/$1.log"; exit 1; }
  awk '
    /<class / { match($0, /filename="[^"]*"/); file = substr($0, RSTART + 10, RLENGTH - 11); keep = file ~ /\/?src\// && file !~ /\/obj\//; sub(/^.*\/?src\//, "src/", file) }
    /<line / && keep && /hits="[1-9]/ { print file }' "$out/$1.cobertura.xml" | sort -u
}

executed A_check_is_answered >"$out/check.txt"
executed A_check_and_updates_of_a_tag_and_of_an_entry_are_answered >"$out/update.txt"
[ -s "$out/check.txt" ] || { echo 'no coverage was measured' >&2; exit 1; }
comm -13 "$out/check.txt" "$out/update.txt" | tee "$out/beyond.txt"
count=$(wc -l <"$out/beyond.txt")
echo "$count files beyond the $(wc -l <"$out/check.txt") of a check; $most are the most"
[ "$count" -gt 0 ] && [ "$count" -le "$most" ]
