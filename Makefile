# Everything a person needs: run, test, check, bench, clean. See docs/running.md.
SHELL := /bin/sh
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3; do \
	command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$name && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes
PORT ?= 8000
DEMO ?= 1
TESTS ?= tests
BENCH ?=
export PORT

.PHONY: run test check bench clean assets lock

run: .venv/run assets
	@exec $(BIN)/python manage.py serve --prepare $(if $(filter 0,$(DEMO)),,--demonstration)

test: .venv/dev assets
	@$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder $(TESTS)

check: .venv/dev assets
	@sh scripts/check.sh

bench: .venv/dev assets
	@$(BIN)/python scripts/bench.py $(BENCH)

assets: .venv/run
	@$(BIN)/python scripts/assets.py

# The hash-locked environment; the stamps say which lock file it was made from.
.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed."; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/run: requirements.txt | .venv/bin/python
	@echo "Installing requirements.txt ..."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/run
	@echo "Installing requirements-dev.txt ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

# Dependencies are named in pyproject.toml; this writes the lock files anew.
lock: .venv/dev
	@$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-strip-extras --no-emit-index-url --quiet --native-tls \
		--output-file requirements.txt pyproject.toml
	@$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-strip-extras --no-emit-index-url --quiet --native-tls \
		--extra dev --output-file requirements-dev.txt pyproject.toml

clean:
	@if test -x $(BIN)/python; then $(BIN)/python -m cocommission.postgres remove; fi
	@rm -rf .venv .data node_modules static .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		.coverage test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
