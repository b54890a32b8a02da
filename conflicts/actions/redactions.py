"""Keeping an entry, or its name, off the public page: asked by its declarant, decided by the Guardian (COI-11)."""

from datetime import datetime

from django.db import transaction

from ccgs.actions.beginning import begin
from ccgs.models import CCG
from ccgs.queries.posts import holders
from ccgs.terms import RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Blocker
from conflicts.models import Interest, Redaction
from conflicts.rules.publication import (
    redaction_decision_blockers,
    redaction_lift_blockers,
    redaction_request_blockers,
)
from conflicts.rules.redaction_acts import DECIDE, LIFT, REQUEST
from conflicts.terms import TRANSITIONS, RedactionState

LIFE = TRANSITIONS["Redaction request"]
LIVE = (RedactionState.REQUESTED, RedactionState.GRANTED)


def redactions_url(ccg: CCG) -> str:
    """Where the Guardian decides."""
    return url_to("redactions", ccg)


def begin_redaction(redaction: Redaction, act: Act, *, by: Person, now: datetime) -> Redaction:
    """The request, with its entry locked too, for an act of `rules.redaction_acts`; raises as `begin` does."""
    Interest.objects.select_for_update(of=("self",), no_key=True).get(pk=redaction.interest_id)
    rows = Redaction.objects.select_related("interest__ccg", "interest__person").filter(pk=redaction.pk)
    return begin(rows, act, by=by, now=now)


def _require_own(interest: Interest, act: Act, by: Person, now: datetime) -> None:
    if by.pk != interest.person_id:
        words = "Only the person whose interest it is can ask to keep it off the public page."
        raise Refused(Blocker(act.rule, words, act.who, act.source), status=403)


@transaction.atomic
def request_redaction(*, interest: Interest, whole: bool, request: str, by: Person, now: datetime) -> Redaction:
    """Asks the Guardian to keep an entry off the public page (`whole`), or only the name on it.

    The same request sent twice is one. Raises Refused for somebody else's entry, a withdrawn one or without words.
    """
    rows = Interest.objects.select_related("ccg").filter(pk=interest.pk)
    interest = begin(rows, REQUEST, by=by, now=now, permit=_require_own)
    live = interest.redactions.filter(state__in=LIVE).first()
    if live is not None and (live.request, live.whole) == (request.strip(), whole):
        return live
    missing = redaction_request_blockers(live=live is not None, request=request)
    if missing:
        raise Refused(*missing)
    redaction = Redaction(
        interest=interest, whole=whole, request=request.strip(), requested_at=now, requested_by=by
    ).record(by=by, at=now, why="Redaction requested")
    _enter("redaction.requested", redaction, by, now)
    for guardian in holders(interest.ccg, RoleCode.GUARDIAN, now):
        post_message(
            key=f"redaction:{redaction.pk}:requested:{guardian.pk}",
            to=guardian,
            subject=f"{interest.ccg.name}: a request to keep an interest off the public register",
            text=(
                "There is a request to keep an entry of the register of interests off the public page. It "
                "stays public until you decide."
            ),
            now=now,
            about=interest.ccg.book,
            link=redaction.url,
        )
    return redaction


@transaction.atomic
def decide_redaction(*, redaction: Redaction, granted: bool, reason: str, by: Person, now: datetime) -> Redaction:
    """The Guardian grants or refuses a request, with a reason; never about their own entry.

    Raises Refused (403) for anybody but the Guardian, Conflict when it is decided already.
    """
    redaction = begin_redaction(redaction, DECIDE, by=by, now=now)
    missing = redaction_decision_blockers(is_own=by.pk == redaction.interest.person_id, reason=reason)
    if missing:
        raise Conflict(*missing)
    state = RedactionState.GRANTED if granted else RedactionState.REFUSED
    LIFE.require(redaction.state, state, what="This request")
    redaction.state, redaction.decision_reason = state, reason.strip()
    redaction.decided_at, redaction.decided_by = now, by
    redaction.record(by=by, at=now, why=reason.strip())
    _enter(f"redaction.{state.lower()}", redaction, by, now)
    words = "is kept off the public register" if granted else "stays on the public register"
    what = "Your entry" if redaction.whole else "The name on your entry"
    _tell_declarant(redaction, "decided", f"{what} {words}. Reason: {reason.strip()}", now)
    return redaction


@transaction.atomic
def lift_redaction(*, redaction: Redaction, reason: str, by: Person, now: datetime) -> Redaction:
    """The Guardian lifts a redaction: the entry is public again, by the rules of everybody's.

    Raises Refused (403) for anybody but the Guardian, Conflict when there is nothing to lift.
    """
    redaction = begin_redaction(redaction, LIFT, by=by, now=now)
    missing = redaction_lift_blockers(is_own=by.pk == redaction.interest.person_id, reason=reason)
    if missing:
        raise Conflict(*missing)
    LIFE.require(redaction.state, RedactionState.LIFTED, what="This redaction")
    redaction.state, redaction.lifted_reason = RedactionState.LIFTED, reason.strip()
    redaction.lifted_at, redaction.lifted_by = now, by
    redaction.record(by=by, at=now, why=reason.strip())
    _enter("redaction.lifted", redaction, by, now)
    _tell_declarant(redaction, "lifted", f"Your entry is public again. Reason: {reason.strip()}", now)
    return redaction


def _enter(act: str, redaction: Redaction, by: Person, now: datetime) -> None:
    """Everybody who sees working papers reads the ledger: it says neither which entry nor why."""
    enter(
        book=redaction.interest.ccg.book,
        act=act,
        by=by,
        now=now,
        subject=f"conflicts.Redaction:{redaction.pk}",
        facts={"whole": redaction.whole},
    )


def _tell_declarant(redaction: Redaction, key: str, text: str, now: datetime) -> None:
    interest = redaction.interest
    post_message(
        key=f"redaction:{redaction.pk}:{key}",
        to=interest.person,
        subject=f"{interest.ccg.name}: your entry {interest.number} on the register of interests",
        text=text,
        now=now,
        about=interest.ccg.book,
        link=url_to("redaction-request", interest),
    )
