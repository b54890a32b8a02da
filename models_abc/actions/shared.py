"""What every action on an application does first and last: lock, ask who, write the ledger, tell people."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ccgs.actions.beginning import begin, never
from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.queries.appointments import ccgs_touched
from ccgs.queries.posts import holders, posts_of
from ccgs.terms.roles import Permission, RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from cocommission.shared.transitions import Transitions
from models_abc.models import Application
from models_abc.terms.applications import APPLICATION_TRANSITIONS

TRANSITIONS = Transitions(APPLICATION_TRANSITIONS)


def require_region(ccg: CCG, by: Person, now: datetime) -> None:
    """A regional officer of the CCG's region with no part in the CCG: no post there, in its practices or its LMC."""
    require_any(by, (Permission.REVIEW_APPLICATIONS,), ccg.region, now)
    others = [post for post in posts_of(by, now) if post.region_id is None]
    if any(ccg.code in ccgs_touched(post.organisation, now) for post in others):
        raise Refused(f"You have a part in {ccg.name}, so another officer of the region must act on it.", status=403)


def require_reviewer(row: Application, act: Act, by: Person, now: datetime) -> None:
    """As `require_region`, and nobody who prepared the application: who does the acts of the region."""
    require_region(row.ccg, by, now)
    if by.pk == row.started_by_id:
        raise Refused("You started this application, so another person must review it.", status=403)


def as_region(row: Any, act: Act, by: Person, now: datetime) -> None:
    """As `require_region`, for the acts of the region on another record of a CCG."""
    require_region(row.ccg, by, now)


def _rows(application: Application) -> QuerySet[Application]:
    return Application.objects.select_related("ccg__region", "round", "constitution").filter(pk=application.pk)


def lock(application: Application) -> Application:
    """The application's row, locked until the end of the transaction, as it is now: for what the clock does."""
    return _rows(application).select_for_update(of=("self",), no_key=True).get()


def begin_application(
    application: Application, act: Act, *, by: Person, now: datetime, again: Callable[[Application], bool] = never
) -> Application:
    """The locked application, for an act of the CCG in `rules.application_acts`; raises as `begin` does."""
    return begin(_rows(application), act, by=by, now=now, again=again)


def begin_review(application: Application, act: Act, *, by: Person, now: datetime) -> Application:
    """The locked application, for an act of the region in `rules.application_acts`; raises as `begin` does."""
    return begin(_rows(application), act, by=by, now=now, permit=require_reviewer)


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
