"""`manage.py verify_ledger`: recomputes every hash of every book."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cocommission.shared.queries.ledger import heads, verify


class Command(BaseCommand):
    """Exit 0 when the ledger is whole, 1 when not, 2 for wrong use."""

    help = "Proves the ledger; --export keeps the heads outside, --against compares with heads kept earlier."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the options."""
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--export", metavar="FILE", type=Path, help="write the heads of all books to FILE")
        parser.add_argument("--against", metavar="FILE", type=Path, help="an earlier export")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verifies and reports."""
        exported = None
        if options["against"]:
            try:
                exported = json.loads(options["against"].read_text())
            except (OSError, ValueError) as problem:
                self.stderr.write(f"{options['against']} cannot be read as exported heads: {problem}")
                raise SystemExit(2) from problem
        verdict = verify(exported)
        if options["export"]:
            options["export"].write_text(json.dumps(heads(), indent=1))
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "rows": verdict.rows,
                        "head": verdict.head,
                        "ok": verdict.ok,
                        "first_bad": verdict.first_bad,
                    }
                )
            )
        elif verdict.ok:
            self.stdout.write(f"{verdict.rows} entries, all in order. Head {verdict.head}")
        else:
            self.stdout.write(f"Not in order: {verdict.first_bad}")
        if not verdict.ok:
            raise SystemExit(1)
