"""`manage.py load_rounds`: records the national rounds of 2014 to 2018 that are not on record yet."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cocommission.shared.clock import read_clock
from models_abc.actions.rounds import load_calendar
from models_abc.rules.calendar import ROUNDS


class Command(BaseCommand):
    """Exit 0, also when there was nothing to record."""

    help = "Records the rounds of 2014 to 2018 with their sources; a round that is there already is not touched."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds --json."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Records them and says which."""
        made = load_calendar(by=None, now=read_clock())
        if options["json"]:
            self.stdout.write(json.dumps({"created": made, "unchanged": len(ROUNDS) - len(made)}))
        else:
            self.stdout.write(f"{len(made)} recorded, {len(ROUNDS) - len(made)} there already.")
