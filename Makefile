.DEFAULT_GOAL := help
.PHONY: setup run stop test test-half test-rest faults lint format schemas sbom advisories lock bench help
PYTHON ?= python3
BIN := .venv/bin
HALF := tests/chassis tests/journeys tests/services

.venv/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/installed

$(BIN)/promtool: | .venv/installed
	@if command -v promtool; then ln -s "$$(command -v promtool)" $@; \
	elif cd .venv && (apt-get -qq download prometheus || (apt-get -qq update && apt-get -qq download prometheus)); then \
		dpkg-deb --fsys-tarfile prometheus_*.deb | tar -xO ./usr/bin/promtool > promtool && chmod +x promtool && \
		mv promtool bin; \
	else echo "promtool tests the alerts: install Prometheus, which brings it"; exit 1; fi

setup: .venv/installed ## install everything, once, from requirements.lock
run: setup ## broker, store, services, the sample network, audit; Ctrl-C stops it all
	$(BIN)/relais run
stop: setup ## clean up after a crash
	$(BIN)/relais stop
test: setup lint $(BIN)/promtool ## everything that must pass
	$(MAKE) --no-print-directory -k -j2 test-half test-rest
test-half: # each half has servers of its own, and is told as one
	$(BIN)/pytest $(HALF)
test-rest:
	@$(BIN)/pytest $(HALF:%=--ignore=%) > .venv/rest.txt 2>&1; status=$$?; cat .venv/rest.txt; exit $$status
faults: setup ## break everything for 20 minutes, then prove that nothing was lost; more: python -m tests.faults --help
	$(BIN)/python -m tests.faults --minutes 20 --report .relais/faults
lint: setup ## format, types, import rules
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports
format: setup ## put the code in shape
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .
schemas: setup ## generate contracts/schemas and the AsyncAPI documents again
	$(BIN)/python -m contracts.export
bench: setup ## measure what the README promises; takes about 10 minutes
	$(BIN)/python -m bench
sbom: setup ## what a deployment consists of, in dist/sbom.json (CycloneDX)
	mkdir -p dist && $(BIN)/python -m relais.sbom > dist/sbom.json
advisories: setup ## known holes in what is pinned: make advisories IN=<checkout of PyPA's advisory-database, or OSV's export>
	$(BIN)/python -m tests.deploy.advisories $(IN)
lock: ## pin every dependency with its hashes (needs uv)
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile -q --universal --generate-hashes --python-version 3.11 \
		--extra dev --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
help:
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t14
