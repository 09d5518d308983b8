# The commands of the repository. `make` alone tells them.
SHELL := /bin/bash
CONFIGURATION ?= Release
PLUGIN := bin/pulumi-resource-infobip

.PHONY: help build plugin sandbox rehearsal demo test format bench run-sandbox clean

help:
	@echo 'make demo         deploy the example to the sandbox through the real plugin, step by step'
	@echo 'make test         everything: build, format check, all tests, the demo'
	@echo 'make plugin       the plugin alone: $(PLUGIN)'
	@echo 'make run-sandbox  the sandbox of the instances API, until Ctrl-C'
	@echo 'make format       write the code as the format check wants it'
	@echo 'make bench        the benchmarks (minutes)'
	@echo 'make clean        remove what was built'

build:
	dotnet build Provider.sln -c $(CONFIGURATION) -v quiet --nologo

plugin:
	@bash eng/publish-plugin.sh bin

sandbox:
	@dotnet publish src/Sandbox/Sandbox.csproj -c $(CONFIGURATION) -o bin/sandbox -v quiet --nologo

rehearsal:
	@dotnet publish src/Rehearsal/Rehearsal.csproj -c $(CONFIGURATION) -o bin/rehearsal -v quiet --nologo

demo: plugin sandbox rehearsal
	@dotnet bin/rehearsal/infobip-rehearsal.dll demo --plugin $(PLUGIN) --sandbox bin/sandbox/infobip-sandbox.dll

test:
	@bash .ci/run

format:
	dotnet format Provider.sln

bench: plugin
	@bash benchmarks/run.sh

run-sandbox: sandbox
	@dotnet bin/sandbox/infobip-sandbox.dll --port 8085

clean:
	rm -rf bin artifacts src/*/bin src/*/obj tests/*/bin tests/*/obj benchmarks/bin benchmarks/obj
