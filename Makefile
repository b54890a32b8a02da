# Everything a person needs: run, dev, demo, test, check, format, shell, bench, clean. See docs/running.md.
SHELL := /bin/sh
# The oldest supported Python first; the list is in pyproject.toml too, and a test compares them.
PYTHONS := python3.11 python3.12 python3.13
PYTHON ?= $(shell for name in $(PYTHONS) python3; do \
	$$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$name && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes
PORT ?= 8000
DEMO ?= 1
TESTS ?= tests
QUICK := tests/rules tests/actions tests/sweeps/test_locks.py tests/sweeps/test_repository.py
BENCH ?=
PYTEST := $(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder --durations=10
DEMONSTRATION := $(if $(filter 0,$(DEMO)),,--demonstration)
export PORT

.PHONY: run dev demo shell test quick check format bench clean assets lock locks

run: $(VENV)/run assets
	@exec $(BIN)/python manage.py serve --prepare $(DEMONSTRATION)

# Starts again when Python changes; templates are read for each page.
dev: $(VENV)/dev assets
	@DEBUG=1 exec $(BIN)/python manage.py runserver $(DEMONSTRATION)

# Loads the demonstration again, as of today. The service must not be running.
demo: $(VENV)/run
	@$(BIN)/python manage.py load_demo --again

# Python with every model at hand, with the rights of the running product.
shell: $(VENV)/run
	@$(BIN)/python manage.py migrate --verbosity=0
	@exec $(BIN)/python manage.py shell

test: $(VENV)/dev assets
	@$(PYTEST) $(TESTS)

# The part of the suite that each supported Python has to pass.
quick: $(VENV)/dev assets
	@$(PYTEST) $(QUICK)

check: $(VENV)/dev assets
	@BIN=$(BIN) sh scripts/check.sh

format: $(VENV)/dev
	@$(BIN)/ruff check --no-cache --fix-only --quiet .
	@$(BIN)/ruff format --no-cache --quiet .

bench: $(VENV)/dev assets
	@$(BIN)/python scripts/bench.py $(BENCH)

assets: $(VENV)/run
	@$(BIN)/python scripts/assets.py

# The hash-locked environment; the stamps say which lock file it was made from.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "You need Python 3.11, 3.12 or 3.13. Install one, or say where it is: make run PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is not Python 3.11 or later. Say where a later one is: make run PYTHON=/path/to/python3.12"; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) could not make a virtual environment. On Debian and Ubuntu, install the package python3-venv."; exit 1; }

$(VENV)/run: requirements.txt | $(VENV)/bin/python
	@$(call install,requirements.txt)

$(VENV)/dev: requirements-dev.txt $(VENV)/run
	@$(call install,requirements-dev.txt)

define install
echo "Installing $(1) ..."
$(PIP) -r $(1) || { echo "$(1) could not be installed. Check that this machine reaches PyPI, or your mirror of it \
(PIP_INDEX_URL), then try again. If it does, run: make locks"; exit 1; }
touch $@
endef

# Dependencies are named in pyproject.toml; this writes the lock files anew.
lock: $(VENV)/dev
	@$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-strip-extras --no-emit-index-url --quiet --native-tls \
		--output-file requirements.txt pyproject.toml
	@$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-strip-extras --no-emit-index-url --quiet --native-tls \
		--extra dev --output-file requirements-dev.txt pyproject.toml

# Can a new environment be made from both lock files today? Needs no environment of its own.
locks:
	@$(PYTHON) scripts/resolve_locks.py

clean:
	@if test -x $(BIN)/python; then $(BIN)/python -m cocommission.postgres remove; fi
	@rm -rf .venv .venv-* .data node_modules static .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		.coverage test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
