#!/usr/bin/env bash
# Runs all benchmarks: the plugin as a process, then the micro benchmarks. Takes minutes; wants a quiet machine.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build src/Provider/Provider.csproj -c Release -v quiet --nologo
dotnet publish tools/Sandbox/Sandbox.csproj -c Release -o bin/sandbox -v quiet --nologo
dotnet run -c Release --project benchmarks/Process -- bin/pulumi-resource-infobip src/Provider/bin/Release/net10.0/pulumi-resource-infobip.dll bin/sandbox/infobip-sandbox.dll
dotnet publish benchmarks/Relay/Relay.csproj -c Release -o artifacts/relay --use-current-runtime -v quiet --nologo
dotnet run -c Release --project benchmarks/Process -- throughput bin/pulumi-resource-infobip artifacts/relay/relay bin/sandbox/infobip-sandbox.dll
dotnet run -c Release --project benchmarks/Process -- names bin/pulumi-resource-infobip bin/sandbox/infobip-sandbox.dll
dotnet run -c Release --project benchmarks/Process -- first bin/pulumi-resource-infobip bin/sandbox/infobip-sandbox.dll
dotnet run -c Release --project benchmarks/Micro -- --filter '*' --artifacts artifacts/benchmarks
