"""`manage.py verify_database`: are the database's own checks those of this release."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cocommission.shared.queries.fingerprint import changed_guards, guards, write


class Command(BaseCommand):
    """Exit 0 when every check is there, 1 when not."""

    help = "Compares triggers, constraints, functions and rights with those that this release makes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the options."""
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--write", action="store_true", help="keep what a freshly migrated database has (makers)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compares and reports."""
        if options["write"]:
            write(guards())
        changed = changed_guards()
        if options["json"]:
            self.stdout.write(json.dumps({"ok": not changed, "changed": changed}))
        elif changed:
            self.stdout.write("Not as this release makes it: " + ", ".join(changed))
        else:
            self.stdout.write(f"{len(guards())} tables, functions and lists of rights, all as this release makes them.")
        if changed:
            raise SystemExit(1)
