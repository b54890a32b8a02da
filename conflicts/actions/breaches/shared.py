"""What every act on a breach shares: the lock, the ledger without particulars, whom to tell."""

from datetime import datetime
from typing import Any

from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.queries.posts import holders
from ccgs.terms import Permission, RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Conflict
from cocommission.shared.models import Person
from conflicts.models import Breach
from conflicts.rules.breaches import guarding_blockers
from conflicts.terms import TRANSITIONS

LIFE = TRANSITIONS["Breach"]
STAND_INS = (RoleCode.GUARDIAN, RoleCode.AUDIT_CHAIR, RoleCode.ACCOUNTABLE_OFFICER)


def locked(breach: Breach) -> Breach:
    """The breach as it is now, locked until the end of the transaction."""
    rows = Breach.objects.select_for_update(of=("self",)).select_related("ccg", "person", "reported_by", "investigator")
    return rows.get(pk=breach.pk)


def guarded(breach: Breach, by: Person, now: datetime, *, last_word: bool = False) -> Breach:
    """The breach, locked, for its Guardian. Raises Refused (403) for others, Conflict where it is about themself."""
    breach = locked(breach)
    require_any(by, (Permission.GUARD_CONFLICTS,), breach.ccg, now)
    found = guarding_blockers(by=by.pk, reported_by=breach.reported_by_id, about=breach.person_id, last_word=last_word)
    if found:
        raise Conflict(*found)
    return breach


def enter_act(breach: Breach, act: str, by: Person | None, now: datetime, **more: Any) -> None:
    """Writes an act into the ledger, without who reported, whom it is about or what is said to have happened."""
    facts = {"number": breach.number, "kind": str(breach.kind), "state": str(breach.state), **more}
    enter(book=breach.ccg.book, act=act, by=by, now=now, subject=breach.subject, facts=facts)


def people_to_tell(ccg: CCG, now: datetime, *, without: set[int | None]) -> list[Person]:
    """The Guardian; where there is none, or it is about them, the Audit Chair, else the Accountable Officer."""
    for role in STAND_INS:
        found = [person for person in holders(ccg, role, now) if person.pk not in without]
        if found:
            return found
    return []


def tell(
    breach: Breach,
    people: list[Person],
    *,
    key: str,
    subject: str,
    text: str,
    now: datetime,
    about: str | None = None,
) -> None:
    """Queues a message to each of `people`, once per key. No names in it: mail is read over shoulders.

    `about`: the book whose officers see in their list of messages that it went out, the CCG's unless told; "" for
    nobody's, where the receiver is a secret.
    """
    for person in people:
        post_message(
            key=f"breach:{breach.pk}:{key}:{person.pk}",
            to=person,
            subject=subject,
            text=text,
            now=now,
            about=breach.ccg.book if about is None else about,
            link=breach.url,
        )
