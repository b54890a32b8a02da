"""`manage.py draw_states`: writes docs/states.md from the transition tables that the actions obey."""

import json
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from cocommission.shared.transitions import Transitions

HEAD = """# States

Drawn by `manage.py draw_states` from the transition tables in each app's `terms`; the actions obey the same tables.
A test holds this file to them, so change the table, then run the command.

"Open" and "closed" in these tables are what is stored. What people see follows the clock: a ballot, a consultation or
a round whose closing time has come is closed, whether or not the sweep that records it has run.
"""


def tables() -> dict[str, Transitions]:
    """Every table by the noun it is about: `TRANSITIONS` and `TRANSITION_TABLES` of each app's `terms`."""
    found: dict[str, Any] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.terms"
        if config.name.startswith("django.") or not find_spec(name):
            continue
        terms = import_module(name)
        for attribute in ("TRANSITIONS", "TRANSITION_TABLES"):
            found |= getattr(terms, attribute, {})
    return {
        noun: table if isinstance(table, Transitions) else Transitions(table) for noun, table in sorted(found.items())
    }


def document(drawn: Mapping[str, Transitions]) -> str:
    """The Markdown text of all tables."""
    parts = [HEAD]
    for noun, table in drawn.items():
        ends = [state for state, after in table.table.items() if not after]
        last = f"Ends in: {', '.join(ends)}." if ends else "Has no last state."
        parts.append(f"## {noun}\n\n```mermaid\n{table.to_mermaid()}\n```\n\n{last}\n")
    return "\n".join(parts)


class Command(BaseCommand):
    """Exit 0 when the file is written or up to date, 1 with --check when it is not."""

    help = "Writes docs/states.md from the transition tables; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the options."""
        parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when the file is out of date")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compares, and writes unless asked only to check."""
        path = settings.BASE_DIR / "docs" / "states.md"
        drawn = tables()
        wanted = document(drawn)
        same = path.exists() and path.read_text("utf-8") == wanted
        if not same and not options["check"]:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted, "utf-8")
        if options["json"]:
            self.stdout.write(json.dumps({"tables": len(drawn), "up_to_date": same}))
        else:
            words = "is up to date" if same else ("is out of date" if options["check"] else "is written")
            self.stdout.write(f"docs/states.md {words}: {len(drawn)} tables")
        if options["check"] and not same:
            raise SystemExit(1)
