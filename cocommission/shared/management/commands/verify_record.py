"""`manage.py verify_record`: is every governed row what its history says, and is the ledger whole."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cocommission.shared.queries.ledger import verify
from cocommission.shared.queries.record import governed_models, not_as_recorded


class Command(BaseCommand):
    """Exit 0 when the record is whole, 1 when not."""

    help = "Compares every row with its history, then proves the ledger. Run it each night and after each restore."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the options."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verifies and reports."""
        differing, verdict = list(not_as_recorded()), verify()
        if options["json"]:
            found = {one.table: {"count": one.count, "rows": one.named} for one in differing}
            self.stdout.write(json.dumps({"ok": not found and verdict.ok, "rows": found, "ledger": verdict.first_bad}))
        else:
            for one in differing:
                self.stdout.write(f"{one.table}: {one.count} not as recorded. {'; '.join(one.named)}")
            if not differing:
                self.stdout.write(f"All rows of {len(governed_models())} tables are as their history says.")
            whole = f"{verdict.rows} entries, all in order"
            self.stdout.write(f"Ledger: {whole if verdict.ok else verdict.first_bad}")
        if differing or not verdict.ok:
            raise SystemExit(1)
