"""`manage.py load_demo`: the demonstration, into an empty database or in the place of an older demonstration."""

import json
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from cocommission.demo.load import is_empty, is_loaded, load_demonstration
from cocommission.serving.service import CannotServe, sole_server
from cocommission.shared.clock import read_clock
from cocommission.shared.models import DemonstrationSignIn


def _take_away() -> None:
    """Empties a database that holds the demonstration, or nothing; raises CommandError where it holds anything else."""
    call_command("migrate", verbosity=0)
    if is_empty():
        return
    if not is_loaded():
        raise CommandError("The database has other data than the demonstration, so nothing was changed.")
    try:
        with sole_server(settings.DATA_DIR, "the demonstration"), connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    except CannotServe as served:
        raise CommandError(f"Stop the service first. {served}") from None
    call_command("migrate", verbosity=0)


class Command(BaseCommand):
    """Exit 0 when it is there afterwards, 1 when the database holds something else or this is production."""

    help = "Loads the demonstration: Medway 2015 from the public record, and an invented present."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the options."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing, and say nothing, if data is there")
        parser.add_argument(
            "--again", action="store_true", help="take the demonstration away, then load it as of today"
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loads, or says why not."""
        if settings.PRODUCTION:
            raise CommandError("The demonstration's sign-ins are open to everyone, so production never loads it.")
        if options["again"]:
            _take_away()
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
