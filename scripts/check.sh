#!/bin/sh
# Everything `make check` holds: each line is one promise. Stops at the first that is broken.
# With names it runs only those: sh scripts/check.sh format lint
set -eu
cd "$(dirname "$0")/.."
bin=${BIN:-.venv/bin}
only=" $* "
asked=$#
ran=0
names=""

# step NAME "what to do when it fails" COMMAND ...
step() {
    name=$1 advice=$2
    shift 2
    names="$names $name"
    case "$only" in "  " | *" $name "*) ;; *) return 0 ;; esac
    ran=$((ran + 1))
    printf '%-12s' "$name"
    if out=$("$@" 2>&1); then echo ok; else echo FAILED; echo "$out"; test -z "$advice" || echo "$advice"; exit 1; fi
}

# No cache for ruff: what is first party depends on which folders exist, which its cache does not see.
step format     "Run: make format"                              $bin/ruff format --no-cache --check .
step lint       "Run: make format. Change by hand what is left." $bin/ruff check --no-cache .
step types      "Change the types at the lines above."          $bin/mypy
step imports    "See docs/map.md: a later part may import an earlier one, never back." $bin/lint-imports
step templates  "Change the templates at the lines above."      $bin/djlint templates --lint --quiet
step voice      "Write what each line says instead." $bin/python scripts/voice.py
step lengths    "Split the file into a folder of the same name." $bin/python scripts/lengths.py
step arguments  "Hand what people type as one object: cocommission/shared/rules/facts.py." $bin/python scripts/arguments.py
step names      "Split the file: each page that people know by a name of its own is a file." $bin/python scripts/names.py
step unused     "Remove it, or give the reason in the list of allowed names." $bin/python scripts/unused.py
step compose    "Change docker-compose.yml."                    $bin/python scripts/check_compose.py
step locks      ""                                              $bin/python scripts/resolve_locks.py
data=$(mktemp -d)
trap 'test -z "$(ls -A "$data")" || DATA_DIR=$data $bin/python -m cocommission.postgres remove; rm -rf "$data"' EXIT
export DATA_DIR="$data"
step migrations "Run: $bin/python manage.py makemigrations"     $bin/python manage.py makemigrations --check --dry-run
export PRODUCTION=1 ALLOWED_HOSTS=cocommission.example SECRET_KEY="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(60))')"
step deploy     "Change cocommission/settings.py."              $bin/python manage.py check --deploy --fail-level WARNING
if test $asked -gt 0 && test $ran -ne $asked; then echo "The checks are:$names"; exit 1; fi
echo "All checks passed."
