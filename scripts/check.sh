#!/bin/sh
# Everything `make check` holds: each line is one promise. Stops at the first that is broken.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

step() { printf '%-28s' "$1"; shift; if out=$("$@" 2>&1); then echo ok; else echo FAILED; echo "$out"; exit 1; fi; }

# No cache for ruff: what is first party depends on which folders exist, which its cache does not see.
step "format"                 $bin/ruff format --no-cache --check .
step "lint"                   $bin/ruff check --no-cache .
step "types"                  $bin/mypy
step "who may import whom"    $bin/lint-imports
step "templates"              $bin/djlint templates --lint --quiet
step "file lengths"           $bin/python scripts/lengths.py
step "unused code"            $bin/python scripts/unused.py
step "compose schema"         $bin/python scripts/check_compose.py
data=$(mktemp -d)
trap 'DATA_DIR=$data $bin/python -m cocommission.postgres remove; rm -rf "$data"' EXIT
export DATA_DIR="$data"
step "migrations drift"       $bin/python manage.py makemigrations --check --dry-run
export PRODUCTION=1 ALLOWED_HOSTS=cocommission.example SECRET_KEY="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(60))')"
step "check --deploy"         $bin/python manage.py check --deploy --fail-level WARNING
echo "All checks passed."
