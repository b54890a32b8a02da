"""`manage.py load_demo`: the demonstration, into an empty database only."""

import json
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cocommission.demo.load import is_empty, is_loaded, load_demonstration
from cocommission.shared.clock import read_clock
from cocommission.shared.models import DemonstrationSignIn


class Command(BaseCommand):
    """Exit 0 when it is there afterwards, 1 when the database holds something else or this is production."""

    help = "Loads the demonstration: Medway 2015 from the public record, and an invented present."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the options."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing, and say nothing, if data is there")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loads, or says why not."""
        if settings.PRODUCTION:
            raise CommandError("The demonstration's sign-ins are open to everyone, so production never loads it.")
        if not is_empty():
            if options["if_empty"]:
                return
            words = "It is loaded already." if is_loaded() else "There is other data in this database."
            raise CommandError(f"{words} The demonstration goes into an empty database only.")
        started = monotonic()
        people = load_demonstration(now=read_clock(), say=lambda line: options["json"] or self.stdout.write(line))
        seconds = round(monotonic() - started, 1)
        if options["json"]:
            sign_ins = DemonstrationSignIn.objects.select_related("person")
            found = {"people": people, "seconds": seconds, "sign_ins": {one.role: one.person.email for one in sign_ins}}
            self.stdout.write(json.dumps(found))
        else:
            self.stdout.write(f"The demonstration is loaded: {people} invented people, in {seconds} s.")
