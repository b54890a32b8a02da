"""What a server does before it serves: the tables, and the demonstration if it is wanted."""

import os
import subprocess
import sys

from django.conf import settings

from cocommission.serving.service import CannotServe


def migrate() -> None:
    """Bring the tables to what the migrations say; raises CannotServe when that fails."""
    _as_owner("migrate", "--verbosity=0")


def load_demonstration() -> None:
    """Fill the database with the demonstration if there is nothing in it; raises CannotServe when that fails."""
    _as_owner("load_demo", "--if-empty")


def _as_owner(*words: str) -> None:
    """Run another management command, which connects as the owner of the database."""
    environment = {**os.environ}
    if environment.pop("DATABASE_URL_IS_EMBEDDED", ""):
        environment.pop("DATABASE_URL", None)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
    if subprocess.run(command, env=environment, check=False).returncode:  # noqa: S603
        raise CannotServe(f"`manage.py {' '.join(words)}` failed; see above.")
