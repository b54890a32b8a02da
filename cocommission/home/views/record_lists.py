"""Ledgers and messages as lists to take away (F-65, F-67), and the rules."""

import json
from collections.abc import Iterable
from typing import Any

from ccgs.terms.roles import Permission
from ccgs.views.access import Request
from cocommission.home.views.records import LMC_OUTBOX, OUTBOX, REGION_OUTBOX, Place, book_of
from cocommission.shared.models import Entry, Message
from cocommission.shared.queries.rules import catalogues
from cocommission.shared.rules.blockers import STRENGTHS
from cocommission.shared.views.lists import ListFile

Rows = Iterable[list[Any]]


def _ledger(request: Request, place: Place) -> Rows:
    """Every entry, the first one first, with its facts and its hash."""
    entries = Entry.objects.filter(book__key=book_of(place)).order_by("number")
    for entry in entries.iterator(chunk_size=2000):
        facts = json.loads(entry.body).get("facts") or {}
        yield [entry.number, entry.at, entry.recorded_at, entry.act, entry.actor_name, entry.subject, entry.reason,
               json.dumps(facts, ensure_ascii=False, sort_keys=True), bytes(entry.hash).hex()]  # fmt: skip


def _messages(request: Request, place: Place) -> Rows:
    """As the page has them: the words of a message are for its reader alone."""
    wanted = request.GET.get("state", "").upper()
    rows = Message.objects.filter(about=book_of(place)).order_by("-queued_at", "-pk")
    if wanted:
        rows = rows.filter(state=wanted.replace("\x00", ""))
    for row in rows.iterator(chunk_size=2000):
        yield [row.to_address, row.subject, row.queued_at, row.get_state_display(), row.sent_at, row.attempts,
               row.last_error]  # fmt: skip


def _rules(request: Request, _: None) -> Rows:
    for each in catalogues():
        for rule in each.rules:
            yield [rule.id, each.title, rule.says, STRENGTHS[rule.strength], rule.source, rule.since, rule.until]


LEDGER = ("Entry", "When", "Written down", "Act", "Who", "Record", "Reason", "Facts", "Hash (SHA-256)")
MESSAGES = ("To", "Subject", "Queued", "State", "Sent", "Attempts", "Last error")
STEWARD_OR_REGION = (Permission.MANAGE_ROUNDS,)
"""Of lists of the country: for the national data steward and the regional officers."""


def _proofs(place: str, ledger: tuple[str, ...], outbox: tuple[str, ...]) -> tuple[ListFile, ...]:
    return (
        ListFile("ledger", "Ledger", LEDGER, _ledger, needs=ledger, pages={f"{place}-ledger": {}}),
        ListFile("messages", "Messages", MESSAGES, _messages, needs=outbox, pages={f"{place}-outbox": {}}),
    )


CCG_LISTS = _proofs("ccg", (Permission.VIEW_WORKING,), OUTBOX)
REGION_LISTS = _proofs("region", (Permission.REVIEW_APPLICATIONS,), REGION_OUTBOX)
LMC_LISTS = _proofs("lmc", (Permission.ANSWER_CONSULTATION,), LMC_OUTBOX)
NATIONAL = (
    ListFile(
        "rules", "Rules and their sources", ("Rule", "Part", "What it says", "Strength", "Source", "Since", "Until"),
        _rules, pages={"rules": {}},
    ),
    *_proofs("national", STEWARD_OR_REGION, STEWARD_OR_REGION),
)  # fmt: skip
