"""What every act on a breach shares: the lock, the ledger without particulars, whom to tell."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ccgs.actions.beginning import begin, never
from ccgs.models import CCG
from ccgs.queries.posts import holders
from ccgs.terms import RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Conflict
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Blocker
from conflicts.models import Breach
from conflicts.rules.breach_acts import LAST_WORD
from conflicts.rules.breaches import guarding_blockers
from conflicts.terms import TRANSITIONS

LIFE = TRANSITIONS["Breach"]
STAND_INS = (RoleCode.GUARDIAN, RoleCode.AUDIT_CHAIR, RoleCode.ACCOUNTABLE_OFFICER)


def with_people(breach: Breach) -> QuerySet[Breach]:
    """The one row with everybody whom its acts name."""
    return Breach.objects.select_related("ccg", "person", "reported_by", "investigator").filter(pk=breach.pk)


def barred_from(act: Act, breach: Breach, person: Person) -> list[Blocker]:
    """Why a Guardian cannot do this although right and state allow it: it is about them, or they reported it."""
    return guarding_blockers(
        by=person.pk, reported_by=breach.reported_by_id, about=breach.person_id, last_word=act in LAST_WORD
    )


def begin_breach(
    breach: Breach, act: Act, *, by: Person, now: datetime, again: Callable[[Breach], bool] = never
) -> Breach:
    """The locked breach, for an act of `rules.breach_acts` by its Guardian; Conflict also where it is about them."""
    breach = begin(with_people(breach), act, by=by, now=now, again=again)
    barred = barred_from(act, breach, by)
    if barred:
        raise Conflict(*barred)
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
