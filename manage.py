#!/usr/bin/env python
"""Runs a management command, on DATABASE_URL or else on the embedded PostgreSQL of DATA_DIR.

On the embedded server the commands that build the database connect as its owner; all others, and so the running
product, connect as the role that may change no table and no row of the ledger.
"""

import json
import os
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OWNERS = {
    "backup",
    "createcachetable",
    "dbshell",
    "flush",
    "load_demo",
    "makemigrations",
    "migrate",
    "sqlmigrate",
    "squashmigrations",
}
LIMITED = {"serve", "runserver", "sweep"}
"""What waits and runs no longer than settings.DATABASE_LIMITS; other commands may take their time."""
NO_DATABASE = {"", "-h", "--help", "--version", "collectstatic", "findstatic", "help", "version"}


def main() -> None:
    """Sets the database up, then hands over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocommission.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in LIMITED:
        os.environ["DATABASE_UNLIMITED"] = "1"
    end_in_good_order(0 if name in ("serve", "runserver") else 128 + signal.SIGTERM)
    if os.environ.get("DATABASE_URL") or name in NO_DATABASE:
        execute()
        return
    from cocommission import postgres

    try:
        with postgres.start(os.environ.get("DATA_DIR") or ROOT / ".data") as server:
            os.environ["DATABASE_URL"] = server.url if name in OWNERS else server.app_url
            os.environ["DATABASE_URL_IS_EMBEDDED"] = "yes"
            execute()
    except postgres.PostgresError as problem:
        sys.exit(f"{problem}")


def end_in_good_order(code: int) -> None:
    """SIGTERM ends the command like an exit, so that a server it started is stopped; so does Ctrl-C for a server."""

    def end(*_: object) -> None:
        sys.exit(code)

    signal.signal(signal.SIGTERM, end)
    if code == 0:
        signal.signal(signal.SIGINT, end)


def execute() -> None:
    """Django's own entry. What is refused is said in words, with --json also as data, and the exit code is 1."""
    from django.core.management import execute_from_command_line

    from cocommission.shared.database.referee import refusal_in

    try:
        execute_from_command_line(sys.argv)
    except Exception as problem:
        refused = refusal_in(problem)
        if refused is None:
            raise
        if "--json" in sys.argv:
            sys.stdout.write(json.dumps({"refused": refused.texts}) + "\n")
        sys.exit("\n".join(refused.texts))


if __name__ == "__main__":
    main()
