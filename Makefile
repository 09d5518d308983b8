# The commands of the repository. `make` alone lists them.
SHELL := /bin/bash
CONFIGURATION ?= Release
PLUGIN := bin/pulumi-resource-infobip
SDK := sdk/dotnet/Sdk.sln

.PHONY: help build plugin sandbox sandbox-tool engine-simulator demo test sdk test-sdk dist owner smoke demo-pulumi format bench chaos run-sandbox clean

help:
	@echo 'make demo         deploy the example to the sandbox through the real plugin, step by step'
	@echo 'make test         everything: build, format check, all tests, the demo'
	@echo 'make plugin       the plugin alone: $(PLUGIN)'
	@echo 'make run-sandbox  the sandbox of the instances API, until Ctrl-C'
	@echo 'make sandbox-tool the sandbox as a .NET tool: bin/tools'
	@echo 'make sdk          the NuGet package Pulumi.InfoBip: bin/sdk'
	@echo 'make test-sdk     build and test the SDK and the C# examples (needs the packages Pulumi and Pulumi.Automation)'
	@echo 'make dist         the plugin of this system, packed for a release: bin/dist'
	@echo 'make smoke        use a real account for a minute, and print how its service behaves: docs/smoke.md'
	@echo 'make owner  URL=github://api.github.com/OWNER: where releases are downloaded from, for the schema and the SDK'
	@echo 'make demo-pulumi  examples/automation by the real Pulumi CLI, with two tenants and a sandbox'
	@echo 'make format       write the code as the format check wants it'
	@echo 'make bench        the benchmarks (minutes)'
	@echo 'make chaos        a storm of 10,000 operations and faults against the plugin (minutes); SEED=n OPERATIONS=n'
	@echo 'make clean        remove what was built'

build:
	dotnet build Provider.sln -c $(CONFIGURATION) -v quiet --nologo

plugin:
	@bash eng/publish-plugin.sh bin

sandbox:
	@dotnet publish tools/Sandbox/Sandbox.csproj -c $(CONFIGURATION) -o bin/sandbox -v quiet --nologo

sandbox-tool:
	@dotnet pack tools/Sandbox/Sandbox.csproj -c $(CONFIGURATION) -o bin/tools -v quiet --nologo
	@ls bin/tools/*.nupkg

engine-simulator:
	@dotnet publish tools/EngineSimulator/EngineSimulator.csproj -c $(CONFIGURATION) -o bin/engine-simulator -v quiet --nologo

demo: plugin sandbox engine-simulator
	@bash examples/demo.sh

test:
	@bash .ci/run

sdk:
	@dotnet pack sdk/dotnet/Pulumi.InfoBip -c $(CONFIGURATION) -o bin/sdk -v quiet --nologo
	@ls bin/sdk/*.nupkg

test-sdk: plugin
	@dotnet build $(SDK) -c $(CONFIGURATION) -v quiet --nologo
	@dotnet format $(SDK) --verify-no-changes --no-restore
	@sdk/dotnet/tests/Pulumi.InfoBip.Tests/bin/$(CONFIGURATION)/net10.0/Pulumi.InfoBip.Tests --progress off --ansi off
	@INFOBIP_PLUGIN=$(CURDIR)/$(PLUGIN) sdk/dotnet/tests/Programs.Tests/bin/$(CONFIGURATION)/net10.0/Programs.Tests --progress off --ansi off
	@sdk/dotnet/tests/Tenants.Tests/bin/$(CONFIGURATION)/net10.0/Tenants.Tests --progress off --ansi off

dist:
	@bash eng/dist.sh

owner:
	@bash eng/owner.sh

smoke:
	@bash eng/smoke.sh

demo-pulumi: plugin sandbox
	@bash eng/demo-pulumi.sh

format:
	dotnet format Provider.sln

bench: plugin
	@bash benchmarks/run.sh

chaos: plugin
	@dotnet run --project tools/Chaos -c $(CONFIGURATION) -- $(PLUGIN) $(or $(SEED),$(shell echo $$((RANDOM % 1000 + 1)))) $(OPERATIONS)

run-sandbox: sandbox
	@dotnet bin/sandbox/infobip-sandbox.dll --port 8085

clean:
	rm -rf bin artifacts src/*/bin src/*/obj tests/*/bin tests/*/obj benchmarks/*/bin benchmarks/*/obj \
	  sdk/dotnet/*/bin sdk/dotnet/*/obj sdk/dotnet/tests/*/bin sdk/dotnet/tests/*/obj examples/*/bin examples/*/obj
