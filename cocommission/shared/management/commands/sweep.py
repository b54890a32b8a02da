"""`manage.py sweep`: runs every due sweep once, as beat would."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cocommission.shared.clock import read_clock
from cocommission.shared.sweeps import registered, run


class Command(BaseCommand):
    """Exit 0 when no sweep failed, else 1."""

    help = "Runs every sweep once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds --json."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs and reports."""
        now = read_clock()
        outcomes = {name: run(name, now=now) for name in registered()}
        if options["json"]:
            self.stdout.write(json.dumps({name: {"done": o.done, "failed": o.failed} for name, o in outcomes.items()}))
        else:
            for name, outcome in outcomes.items():
                self.stdout.write(f"{name}: {outcome.done} done, {outcome.failed} failed")
        if any(outcome.failed for outcome in outcomes.values()):
            raise SystemExit(1)
