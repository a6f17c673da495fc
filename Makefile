# `make help` lists what there is. A second `make` does only what the changed files ask for.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

PORT ?= 8000
export PORT

BIN := .venv/bin
# A stamp lies in the folder that its step fills, so that both go together.
UV := .venv/.uv
RUNTIME := .venv/.runtime
DEV := .venv/.dev
BROWSER := .venv/.browser
NPM := node_modules/.ready
BUNDLES := static/dist/manifest.json
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard competition/translations/*/LC_MESSAGES/*.po))
SETTINGS := var/facet.env
READY := $(RUNTIME) $(BUNDLES) $(CATALOGUES)
# What the bundles are made from: the Chinese font is cut to the characters that templates and translations use.
SOURCES := $(shell find static templates competition -path static/dist -prune -o \
	-type f ! -name '*.pyc' ! -name '*.mo' -print 2>/dev/null)

.NOTPARALLEL:
.PHONY: help install setup demo demo-reset demo-art test test-slow lint format bench simulate-judging screenshots messages locks clean

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' Makefile

install: $(READY) ## Install only what running needs.

setup: $(DEV) $(READY) $(SETTINGS) ## Install everything that running, testing and linting need.

demo: $(READY) ## Serve the product with demo data on http://127.0.0.1:8000; PORT=8001 changes the port.
	@$(BIN)/python -m deploy.serve

demo-reset: $(RUNTIME) ## Throw the demo's data away, so that the next `make demo` starts over.
	@$(BIN)/python -m deploy.reset

demo-art: $(RUNTIME) ## Render the demo's pictures anew, in about an hour; the results are committed.
	@$(BIN)/python -m deploy.art

test: setup $(BROWSER) ## Run the tests: units, integration on both databases, journeys in a browser.
	@$(BIN)/python -m deploy.run_tests units integration journeys

test-slow: setup $(BROWSER) ## Run the tests that take minutes.
	@$(BIN)/python -m deploy.run_tests slow

lint: setup ## Check style, types, templates, imports and the laws of tests/architecture.
	@$(BIN)/python -m deploy.lint

format: $(DEV) ## Put Python into the house's format.
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only --exit-zero --quiet .

bench: setup ## Measure what has a limit.
	@$(BIN)/python -m tests.bench

simulate-judging: $(DEV) ## Let simulated juries judge, and write what each method finds into docs/.
	@$(BIN)/python -m deploy.simulate_judging

screenshots: setup $(BROWSER) ## Photograph every page of the running demo, and lay the pictures on one sheet.
	@$(BIN)/python -m deploy.screenshots

messages: $(DEV) ## Gather the strings to translate into the catalogues.
	@$(BIN)/python -m deploy.messages

locks: $(UV) ## Resolve the dependencies anew: UPGRADE=1 takes the newest.
	@$(BIN)/uv pip compile --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --quiet \
		$(if $(UPGRADE),--upgrade) pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --quiet \
		$(if $(UPGRADE),--upgrade) pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock

clean: ## Remove what was installed and built; the demo's data stay.
	rm -rf .venv node_modules static/dist var/cache

# ── Steps ───────────────────────────────────────────────────────────────────────────────────────────

$(UV): requirements-uv.lock
	@sh deploy/make_venv.sh
	@touch $@

$(RUNTIME): requirements.lock $(UV)
	@$(BIN)/python deploy/step.py packages requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(UV)
	@$(BIN)/python deploy/step.py packages requirements-dev.lock
	@touch $@ $(RUNTIME)

$(SETTINGS): | $(RUNTIME)
	@$(BIN)/python -m deploy.settings

$(NPM): package-lock.json package.json | $(RUNTIME)
	@$(BIN)/python deploy/step.py npm
	@touch $@

$(BUNDLES): $(NPM) $(wildcard deploy/*.mjs) $(SOURCES)
	@$(BIN)/python deploy/step.py bundles

%.mo: %.po | $(RUNTIME)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

$(BROWSER): deploy/browser.py $(DEV)
	@$(BIN)/python -m deploy.browser
	@touch $@
