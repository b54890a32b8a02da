"""A form that was recorded, sent again from a fresh page: with another number, the middleware knows nothing of it.

An action may then give back what it recorded, but only for the same details. Where it gives back, each thing that can
be typed or chosen is changed in turn: it is recorded, or it is refused; it is never dropped as if it were recorded.
"""

from fnmatch import fnmatch
from typing import Any

from django.db import transaction

from tests.forms import PageForm
from tests.sweeps.resending import Sent, changes, drawn, rows, seen_in

# What a form asks and does not always read, by address: the field, and when it is not read. Patterns as in file names.
NOT_READ: dict[str, dict[str, str]] = {
    "committee-appoint": {"name": "somebody known keeps their name: only they change it"},
    "committee-terms-new": {
        "quorum": "“keep” and what is the same name one quorum",
        "clause-*": "clauses are read where the quorum is one of one's own",
        "different_people": "read with the clauses",
    },
    "declarant-add": {"name": "somebody known keeps their name: only they change it"},
    "declared-interest-change": {
        "relationship*": "read for an indirect interest",
        "consent_reason": "read where there is no consent",
    },
    "meeting-item-new": {
        "affected-find": "read while the person searches for an organisation",
        "private_reason": "read for an item in private",
        "late_reason": "read once the agenda is published",
    },
}


def dropped(client: Any, address: str, form: PageForm, sent: Sent) -> list[str]:
    """The fields of which another value is answered as recorded while nothing is; `form` was `sent`, and recorded."""
    fresh = drawn(client, address)
    typed = {name: value for name, value in sent.items() if name in seen_in(form) or name not in form.fields}
    again = fresh.with_data(typed)
    once = rows()
    if not _given_back(client, address, again, once):
        return []
    asked = fresh if seen_in(fresh) else form
    return [
        name
        for name, value in changes(asked, again, unseen=False)
        if not name.endswith(("[month]", "[year]")) and _given_back(client, address, {**again, name: value}, once)
    ]


def _given_back(client: Any, address: str, sent: Sent, once: list[Any]) -> bool:
    """Whether the form is accepted and nothing is recorded; what is recorded is rolled back."""
    with transaction.atomic():
        found = client.post(address, sent).status_code == 302 and rows() == once
        transaction.set_rollback(True)
    return bool(found)


def not_listed(name: str, fields: list[str]) -> list[str]:
    """Of the dropped fields of an address those that no reason excuses; and the excuses that nothing needs."""
    excuses = NOT_READ.get(name, {})
    wrong = [field for field in fields if not any(fnmatch(field, pattern) for pattern in excuses)]
    return wrong + [f"{one} (listed)" for one in excuses if not any(fnmatch(field, one) for field in fields)]
