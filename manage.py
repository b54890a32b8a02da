#!/usr/bin/env python
"""Runs a management command, on DATABASE_URL or else on the embedded PostgreSQL of DATA_DIR."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocommission.settings")
    from django.core.management import execute_from_command_line

    if os.environ.get("DATABASE_URL"):
        execute_from_command_line(sys.argv)
        return
    from cocommission.postgres import join_or_start

    with join_or_start(os.environ.get("DATA_DIR", ".data")) as server:
        os.environ["DATABASE_URL"] = server.url
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
