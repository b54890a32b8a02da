"""What every action on an application does first and last: lock, ask who, write the ledger, tell people."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models

from ccgs.models import CCG
from ccgs.queries.appointments import ccgs_touched
from ccgs.queries.posts import holders, may, posts_of
from ccgs.terms.roles import Permission, RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.transitions import Transitions
from models_abc.models import Application
from models_abc.terms import ApplicationState
from models_abc.terms.applications import APPLICATION_TRANSITIONS

TRANSITIONS = Transitions(APPLICATION_TRANSITIONS)


def require_right(by: Person, permission: str, organisation: models.Model, now: datetime) -> None:
    """Raises Refused (403) unless one of the posts of `by` carries `permission` in `organisation` at `now`."""
    if not may(by, permission, organisation, now):
        label = Permission(permission).label
        raise Refused(f"You cannot {label} for {organisation}. Ask the person who grants posts there.", status=403)


def require_region(ccg: CCG, by: Person, now: datetime) -> None:
    """A regional officer of the CCG's region with no part in the CCG: no post there, in its practices or its LMC."""
    require_right(by, Permission.REVIEW_APPLICATIONS, ccg.region, now)
    others = [post for post in posts_of(by, now) if post.region_id is None]
    if any(ccg.code in ccgs_touched(post.organisation, now) for post in others):
        raise Refused(f"You have a part in {ccg.name}, so another officer of the region must act on it.", status=403)


def require_reviewer(row: Application, by: Person, now: datetime) -> None:
    """As `require_region`, and nobody who prepared the application."""
    require_region(row.ccg, by, now)
    if by.pk == row.started_by_id:
        raise Refused("You started this application, so another person must review it.", status=403)


def lock(application: Application) -> Application:
    """The application's row, locked until the end of the transaction, as it is now."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("ccg__region", "round", "constitution")
        .get(pk=application.pk)
    )


def lock_for_evidence(
    application: Application, *, by: Person, now: datetime, permission: str, also: Iterable[str] = ()
) -> Application:
    """Locks an application whose evidence is about to change; refused once it is submitted (APP-17)."""
    row = lock(application)
    require_right(by, permission, row.ccg, now)
    if row.state != ApplicationState.PREPARING and row.state not in also:
        raise Conflict(
            f"The application is locked because it is {row.get_state_display().lower()}. To change something, "
            "withdraw it and start again."
        )
    return row


def move(row: Application, to: str) -> None:
    """Puts the application into another state, if the table of states allows it."""
    TRANSITIONS.require(row.state, to, what="The application")
    row.state = str(to)


def note(
    row: Application,
    act: str,
    *,
    by: Person | None,
    now: datetime,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
    region_too: bool = False,
) -> None:
    """Writes the act into the CCG's book and, with `region_too`, into the book of its region."""
    for book in [row.book, row.ccg.region.book] if region_too else [row.book]:
        enter(book=book, act=act, by=by, now=now, subject=row.subject, reason=reason, facts=facts)


def tell(row: Application, people: Iterable[Person], *, key: str, subject: str, text: str, now: datetime) -> int:
    """Queues the same news once for each of `people`; gives how many of the messages are new."""
    made = [
        post_message(
            key=f"{row.subject}:{key}:{person.pk}",
            to=person,
            subject=subject,
            text=text,
            now=now,
            about=row.book,
            link=row.url,
        )
        for person in dict.fromkeys(people)
    ]
    return sum(message is not None for message in made)


def ccg_people(row: Application, now: datetime) -> list[Person]:
    """Who prepares and who answers for the application at the CCG."""
    roles = (RoleCode.GOVERNANCE_OFFICER, RoleCode.ACCOUNTABLE_OFFICER, RoleCode.AUDIT_CHAIR)
    return [person for role in roles for person in holders(row.ccg, role, now)]


def region_people(row: Application, now: datetime) -> list[Person]:
    """The regional officers who review it."""
    return holders(row.ccg.region, RoleCode.REGIONAL_OFFICER, now)
