#!/usr/bin/env bash
# Checks the types of all TypeScript programs here against the schema, with the compiler and @pulumi/pulumi from npm. Ends with 3 where they cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=artifacts/typescript
command -v npm >/dev/null || { echo 'There is no npm here.'; exit 3; }
mkdir -p "$folder/node_modules"
cp examples/typescript/{package.json,tsconfig.json} "$folder"
(cd "$folder" && npm install --no-audit --no-fund --ignore-scripts --no-package-lock --loglevel error) || { echo 'The packages of examples/typescript could not be installed.'; exit 3; }
mkdir -p "$folder/node_modules/pulumi-infobip"
node eng/typescript-types.mjs schema.json >"$folder/node_modules/pulumi-infobip/index.d.ts"
echo '{"name":"pulumi-infobip","types":"index.d.ts"}' >"$folder/node_modules/pulumi-infobip/package.json"

check() { (cd "$folder" && node_modules/.bin/tsc --noEmit --strict --target es2020 --module commonjs --moduleResolution node --skipLibCheck "$@"); }
cp examples/typescript/index.ts examples/schema/*.ts "$folder"
for page in examples/schema/readme.nodejs.md docs/_index.md; do
  awk '/^```typescript$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$page" >"$folder/$(basename "$page" .md).ts"
done
(cd "$folder" && ls ./*.ts) | grep -v misspelt >"$folder/programs"
mapfile -t programs <"$folder/programs"
check "${programs[@]}"

# The check itself is checked: a program with a misspelt input must not pass.
sed 's/callbackUrl:/callbackURL:/' examples/typescript/index.ts >"$folder/misspelt.ts"
if check misspelt.ts >/dev/null; then echo 'A misspelt input passed the check.'; exit 1; fi
echo "${#programs[@]} TypeScript programs have the types of the schema"
