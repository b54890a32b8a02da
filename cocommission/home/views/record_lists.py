"""The proof of a CCG's acts as lists to take away: its ledger and its messages (F-65, F-67)."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from ccgs.models import CCG
from ccgs.terms.roles import Permission
from cocommission.home.queries.rules import catalogues
from cocommission.home.views.records import OUTBOX
from cocommission.shared.models import Entry, Message
from cocommission.shared.rules.blockers import STRENGTHS
from cocommission.shared.views.lists import ListFile

Rows = Iterable[list[Any]]


def _ledger(request: HttpRequest, ccg: CCG) -> Rows:
    """Every entry, the first one first, with its facts and its hash."""
    entries = Entry.objects.filter(book__key=ccg.book).order_by("number")
    for entry in entries.iterator(chunk_size=2000):
        facts = json.loads(entry.body).get("facts") or {}
        yield [entry.number, entry.at, entry.recorded_at, entry.act, entry.actor_name, entry.subject, entry.reason,
               json.dumps(facts, ensure_ascii=False, sort_keys=True), bytes(entry.hash).hex()]  # fmt: skip


def _messages(request: HttpRequest, ccg: CCG) -> Rows:
    """As the page has them: the words of a message are for its reader alone."""
    wanted = request.GET.get("state", "").upper()
    rows = Message.objects.filter(about=ccg.book).order_by("-queued_at", "-pk")
    if wanted:
        rows = rows.filter(state=wanted.replace("\x00", ""))
    for row in rows.iterator(chunk_size=2000):
        yield [row.to_address, row.subject, row.queued_at, row.get_state_display(), row.sent_at, row.attempts,
               row.last_error]  # fmt: skip


def _rules(request: HttpRequest, _: None) -> Rows:
    for each in catalogues():
        for rule in each.rules:
            yield [rule.id, each.title, rule.says, STRENGTHS[rule.strength], rule.source, rule.since, rule.until]


CCG_LISTS = (
    ListFile(
        "ledger", "Ledger",
        ("Entry", "When", "Written down", "Act", "Who", "Record", "Reason", "Facts", "Hash (SHA-256)"),
        _ledger, needs=(Permission.VIEW_WORKING,), pages={"ccg-ledger": {}},
    ),
    ListFile(
        "messages", "Messages", ("To", "Subject", "Queued", "State", "Sent", "Attempts", "Last error"), _messages,
        needs=OUTBOX, pages={"ccg-outbox": {}},
    ),
)  # fmt: skip
NATIONAL = (
    ListFile(
        "rules", "Rules and their sources", ("Rule", "Part", "What it says", "Strength", "Source", "Since", "Until"),
        _rules, pages={"rules": {}},
    ),
)  # fmt: skip
