"""`manage.py serve`: web, Celery worker and beat in one process, until Ctrl-C or SIGTERM."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cocommission.celery import app
from cocommission.serving import service
from cocommission.serving.management import preparing
from cocommission.shared.models import DemonstrationSignIn


class Command(BaseCommand):
    """Exit 0 when ended by Ctrl-C or SIGTERM, 1 when it cannot serve."""

    help = "Serves the product: web, worker and beat in one process."
    requires_system_checks = []  # checked by --prepare's migrate, and by `make check`

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the options."""
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--prepare", action="store_true", help="collect static files and migrate first")
        parser.add_argument("--demonstration", action="store_true", help="load the demonstration if there is nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepares, serves, and says where."""
        host = f"[{options['host']}]" if ":" in options["host"] else options["host"]
        address = f"http://{host}:{options['port']}/"
        hand_back = service.take_the_terminal()
        try:
            with service.sole_server(settings.DATA_DIR, address):
                listener = service.listen(options["host"], options["port"])
                settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
                if options["prepare"]:
                    call_command("collectstatic", interactive=False, verbosity=0)
                    self.stdout.write("Preparing the database ...")
                    preparing.migrate()
                if options["demonstration"]:
                    preparing.load_demonstration()
                service.serve(listener, app, ready=lambda: self.say(address))
        except service.CannotServe as problem:
            raise CommandError(str(problem)) from problem
        finally:
            hand_back()
        self.stdout.write("Ended.")

    def say(self, address: str) -> None:
        """The address, and who may be tried."""
        self.stdout.write(f"\ncocommission is at {address}   (Ctrl-C ends it)\n")
        sign_ins = list(DemonstrationSignIn.objects.select_related("person"))
        if sign_ins:
            self.stdout.write(f"Demonstration sign-ins, at {address}accounts/login/ :")
            width = max(len(sign_in.role) for sign_in in sign_ins)
            for sign_in in sign_ins:
                self.stdout.write(f"  {sign_in.role:<{width}}  {sign_in.person.email}")
        self.stdout.flush()
