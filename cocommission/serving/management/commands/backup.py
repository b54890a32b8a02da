"""`manage.py backup FILE`: the dump of the database, and beside it the heads of its ledger."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cocommission.serving.backup import BackupError, back_up


class Command(BaseCommand):
    """Exit 0 when both files are written; else nothing is left, and the reason is said."""

    help = "Backs the database up while people work; the heads beside the dump are of the same moment."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the file."""
        parser.add_argument("file", type=Path, help="where the dump goes; it must not be there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes both files and says where they are."""
        try:
            made = back_up(options["file"])
        except BackupError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{made.dump}: {made.dump.stat().st_size:,} bytes, {made.acts:,} acts. Heads: {made.heads}")
