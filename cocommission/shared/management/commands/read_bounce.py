"""`manage.py read_bounce < report.eml`: what a mail server says about a message that did not arrive (F-61).

The mail server hands each letter to the sender's address to this command, for example with a line in its aliases.
"""

import json
import sys
from email import message_from_bytes, message_from_string
from email.message import Message as Letter
from typing import Any, cast

from django.core.management.base import BaseCommand, CommandParser

from cocommission.shared.actions.outbox import note_bounce

MOST = 1_000_000
IDS = ("message-id", "original-message-id", "in-reply-to")


def report(letter: Letter) -> tuple[bool, list[str], str]:
    """Whether a delivery report says that it failed, the Message-IDs that it names, and why."""
    failed, ids, why = False, [], ""
    for part in letter.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            for group in cast(list[Letter], part.get_payload()):
                failed = failed or str(group.get("Action", "")).strip().lower() == "failed"
                why = str(group.get("Diagnostic-Code") or group.get("Status") or why)
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            inner = _inner(part)
            ids += [str(inner[name]) for name in IDS if inner[name]]
    return failed, ids, why


def _inner(part: Letter) -> Letter:
    """The letter that a report encloses, whole or its head only."""
    held = part.get_payload()
    if isinstance(held, list):
        return cast(Letter, held[0])
    return message_from_string(str(held))


class Command(BaseCommand):
    """Exit 0 when a message was marked, 1 when the report is about none that was sent from here."""

    help = "Marks the message that a delivery report (on standard input) is about as bounced."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds --json."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads one report."""
        failed, ids, why = report(message_from_bytes(sys.stdin.buffer.read(MOST)))
        found = [note_bounce(message_id=one, reason=why or "Not delivered") for one in ids] if failed else []
        marked = [message.pk for message in found if message is not None]
        if options["json"]:
            self.stdout.write(json.dumps({"bounced": marked}))
        else:
            self.stdout.write(
                f"{len(marked)} marked as bounced" if marked else "The report is about no message of ours."
            )
        if not marked:
            raise SystemExit(1)
