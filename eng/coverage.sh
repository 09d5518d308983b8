#!/usr/bin/env bash
# Joins Cobertura reports: a line counts as covered when any of them has seen it run. Prints a row for each part of src.
set -euo pipefail
awk '
  /<class / { match($0, /filename="[^"]*"/); file = substr($0, RSTART + 10, RLENGTH - 11); keep = file ~ /\/?src\// && file !~ /\/obj\// }
  /<line / && keep {
    match($0, /number="[0-9]+"/); number = substr($0, RSTART + 8, RLENGTH - 9)
    match($0, /hits="[0-9]+"/); hits = substr($0, RSTART + 6, RLENGTH - 7)
    key = file ":" number
    if (!(key in seen)) seen[key] = 0
    if (hits + 0 > 0) seen[key] = 1
  }
  END {
    for (key in seen) {
      part = key
      sub(/^.*\/?src\//, "", part)
      sub(/\/[^\/]*$/, "", part)
      sub(/^Sandbox\/.*/, "Sandbox", part); sub(/^EngineSimulator\/.*/, "EngineSimulator", part); sub(/^InstancesApi\/.*/, "InstancesApi", part)
      lines[part]++; run[part] += seen[key]; all++; ran += seen[key]
    }
    if (all == 0) { print "no coverage was measured"; exit 1 }
    for (part in lines) printf "%6.1f %%  %5d of %5d  %s\n", 100 * run[part] / lines[part], run[part], lines[part], part | "sort -k5"
    close("sort -k5")
    printf "%6.1f %%  %5d of %5d  in all\n", 100 * ran / all, ran, all
  }' "$@"
