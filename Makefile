# `make` prints this help; each line below the targets says what it does.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.complete
CATALOGUES := $(wildcard ssrwiki/translations/*/LC_MESSAGES/messages.po)
BABEL_KEYWORDS := -k say:1 -k say_count:1,2 -k lazy_gettext -k lazy_ngettext:1,2 -k Verb:2 -k FieldSpec:2

help:  ## Show this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(STAMP): requirements/test.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "ssrwiki needs Python 3.11 or newer: PYTHON=python3 make"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements/test.txt
	@$(BIN)/pip install --no-deps --no-build-isolation -e . >$(VENV)/install.log 2>&1 || { cat $(VENV)/install.log; exit 1; }
	@touch $@

$(STAMP)-words: $(STAMP) $(CATALOGUES)
	@$(BIN)/pybabel -q compile -d ssrwiki/translations
	@touch $@

ready: $(STAMP) $(STAMP)-words

run: ready  ## Set up and run the demo site on http://127.0.0.1:8000 (PORT=8001 make run)
	SSRWIKI_ENV=development $(BIN)/ssrwiki serve --demo --with-worker

fresh: ready  ## Run with an empty var/
	rm -rf var
	$(MAKE) run

test: ready  ## Set up and run every test, browser and PostgreSQL included
	tests/run

lint: ready  ## Check style, the import law and the catalogue
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m tests.catalogue

format: ready  ## Put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: ready  ## Check the types
	$(BIN)/mypy

check: lint types test  ## What CI runs

bench: ready  ## Figures as ratios to a constant Flask page
	$(BIN)/python -m bench

words: ready  ## Bring the translation catalogues up to date
	$(BIN)/pybabel -q extract -F babel.cfg $(BABEL_KEYWORDS) --ignore-dirs '.*' --sort-by-file --add-location=file --add-comments=NOTE: --project=ssrwiki -o ssrwiki/translations/messages.pot .
	$(BIN)/pybabel -q update -i ssrwiki/translations/messages.pot -d ssrwiki/translations --ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date
	$(BIN)/pybabel -q compile -d ssrwiki/translations

locks: $(STAMP)  ## Compile the requirement files anew
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe -o requirements/test.txt requirements/test.in
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe -c requirements/test.txt -o requirements/run.txt requirements/run.in

.PHONY: help ready run fresh test lint format types check bench words locks
