# Jiedao. `make help` lists everything. Nothing needs to be installed by hand on Debian 12.
PYTHON ?= $(shell command -v python3.11 || echo python3)
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -q
# Two processes, each of which imports only what its folders need; a new folder joins the other half.
UNIT := $(PYTEST) -p no:xdist -p no:schemathesis
HALF := $(addprefix tests/unit/,centers data delegation)
OTHER := $(filter-out $(HALF),$(patsubst %/__init__.py,%,$(wildcard tests/unit/*/__init__.py)))
.DEFAULT_GOAL := help
.PHONY: help run demo test test-browser check lint types unit fast rules contracts docs service bench chaos tools servers browser clean

help:  ## List the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run:  ## Set everything up and bring up the real system (PORT=8080 HOST=127.0.0.1)
	@$(PYTHON) -m infra.local run

demo:  ## Walk through the main job on a running system (URL=http://127.0.0.1:8080)
	@$(BIN)/python -m tests.e2e.demo $(or $(URL),http://127.0.0.1:$(or $(PORT),8080))

test: check servers test-browser  ## Set up and run every test
	$(PYTEST) tests/integration tests/e2e tests/chaos

test-browser: browser  ## People at the portals in Chromium; draws every screen into .local/screens
	$(PYTEST) tests/browser

check: tools lint types fast rules  ## Linters, types, contracts, documents, house rules, unit and contract tests

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m infra.scripts.contracts check
	$(BIN)/python -m infra.scripts.docs check

types:
	$(BIN)/mypy
	@$(PYTHON) -m infra.local types

unit:  ## Unit tests only: no broker, no database, under ten seconds
	@$(UNIT) $(HALF) & half=$$!; $(UNIT) $(OTHER); other=$$?; wait $$half && exit $$other

fast: unit
	$(PYTEST) -n 2 --dist loadfile tests/contract tests/architecture

rules: tools  ## Print which test proves which rule; fail on a rule without one
	@$(BIN)/python -m infra.scripts.rules

contracts: tools  ## Write shared/contracts/*.json from the declarations
	$(BIN)/python -m infra.scripts.contracts write

docs: tools  ## Write the generated parts of the documents
	$(BIN)/python -m infra.scripts.docs write

service: tools  ## Make the rooms of a new service: make service NAME=volunteering TITLE=志愿服务
	$(BIN)/python -m infra.scripts.new_service $(NAME) $(TITLE)

bench: tools servers  ## Measure, as ratios in one run; writes .local/bench.json
	$(BIN)/python -m tests.bench

chaos: tools servers  ## Break things while people work; writes .local/chaos.json
	$(BIN)/python -m tests.chaos

tools:
	@$(PYTHON) -m infra.local tools

servers:
	@$(PYTHON) -m infra.local servers

browser:
	@$(PYTHON) -m infra.local browser

clean:  ## Remove the environment and all local data
	rm -rf .venv .local gateway/static gateway/portals/node_modules
