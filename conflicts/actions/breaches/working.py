"""What becomes of a breach under the Guardian: taken up, investigated, concluded, told, published or dismissed."""

from datetime import datetime

from django.db import transaction

from ccgs.actions.beginning import begin
from ccgs.actions.permits import require_any
from ccgs.queries.posts import posts_in
from ccgs.terms import Permission
from cocommission.shared.clock import moment
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from conflicts.actions.breaches.shared import LIFE, begin_breach, enter_act, tell, with_people
from conflicts.models import Breach
from conflicts.queries.breaches import names_of_ccg
from conflicts.rules import breach_acts as acts
from conflicts.rules.breaches import assignment_blockers, conclusion_blockers, publication_blockers
from conflicts.terms.breaches import BreachState


@transaction.atomic
def take_up(*, breach: Breach, by: Person, now: datetime) -> Breach:
    """The Guardian takes up what a check found: from now on it is a reported breach. Twice is once.

    Raises Refused (403) for anybody but the Guardian, Conflict where it is about themself or was dismissed.
    """
    breach = begin_breach(breach, acts.TAKE_UP, by=by, now=now, again=lambda row: row.state == BreachState.REPORTED)
    if breach.state == BreachState.REPORTED:
        return breach
    LIFE.require(breach.state, BreachState.REPORTED, what="This breach")
    breach.state = BreachState.REPORTED
    breach.record(by=by, at=now, why="Taken up")
    enter_act(breach, "breach.taken_up", by, now)
    return breach


@transaction.atomic
def assign_investigator(*, breach: Breach, investigator: Person, by: Person, now: datetime) -> Breach:
    """The Guardian says who investigates: never the reporter (BRE-04); somebody else later is possible.

    Raises Refused for the reporter, whoever it is about, or somebody without a post in the CCG.
    """
    breach = begin_breach(breach, acts.ASSIGN, by=by, now=now)
    if breach.state == BreachState.INVESTIGATED and breach.investigator_id == investigator.pk:
        return breach
    missing = assignment_blockers(
        investigator=investigator.pk, reported_by=breach.reported_by_id, about=breach.person_id
    )
    if missing:
        raise Refused(*missing)
    if not posts_in(breach.ccg, now).filter(person=investigator).exists():
        raise Refused(f"{investigator.name} holds no post in {breach.ccg.name} today.", field="investigator")
    if breach.state != BreachState.INVESTIGATED:
        LIFE.require(breach.state, BreachState.INVESTIGATED, what="This breach")
    breach.state = BreachState.INVESTIGATED
    breach.investigator, breach.assigned_at, breach.assigned_by = investigator, now, by
    breach.record(by=by, at=now, why="Investigator chosen")
    late = breach.investigate_by_at is not None and now > breach.investigate_by_at
    enter_act(breach, "breach.assigned", by, now, late=late)
    tell(
        breach,
        [investigator],
        key="assigned",
        subject=f"{breach.ccg.name}: you investigate breach {breach.number}",
        text=(
            "The Conflicts of Interest Guardian asks you to investigate. Record what you find, what can be "
            "learnt and what was done about it."
        ),
        now=now,
    )
    return breach


@transaction.atomic
def record_findings(*, breach: Breach, findings: str, learning: str, actions: str, by: Person, now: datetime) -> Breach:
    """The investigator, while they hold a post in the CCG, or the Guardian, writes down what was found so far.

    Raises Refused (403) for others and for an investigator who left, Conflict for a Guardian who reported it (BRE-04)
    or whom it is about, and unless it is being investigated.
    """
    breach = with_people(breach).select_for_update(of=("self",), no_key=True).get()
    if breach.investigator_id == by.pk and posts_in(breach.ccg, now).filter(person=by).exists():
        breach = begin(with_people(breach), acts.FINDINGS, by=by, now=now)
    else:
        require_any(by, (Permission.GUARD_CONFLICTS,), breach.ccg, now)
        breach = begin_breach(breach, acts.FINDINGS, by=by, now=now)
    breach.findings, breach.learning, breach.actions = findings.strip(), learning.strip(), actions.strip()
    breach.record(by=by, at=now, why="Findings written")
    enter_act(breach, "breach.findings", by, now)
    return breach


@transaction.atomic
def conclude(*, breach: Breach, by: Person, now: datetime) -> Breach:
    """The Guardian concludes what was investigated; nothing of it changes afterwards.

    Raises Refused without findings, learning and actions; Conflict where the Guardian reported it or it is theirs.
    """
    breach = begin_breach(breach, acts.CONCLUDE, by=by, now=now, again=lambda row: row.state == BreachState.CONCLUDED)
    if breach.state == BreachState.CONCLUDED:
        return breach
    missing = conclusion_blockers(findings=breach.findings, learning=breach.learning, actions=breach.actions)
    if missing:
        raise Refused(*missing)
    LIFE.require(breach.state, BreachState.CONCLUDED, what="This breach")
    breach.state = BreachState.CONCLUDED
    breach.concluded_at, breach.concluded_by = now, by
    breach.record(by=by, at=now, why="Concluded")
    enter_act(breach, "breach.concluded", by, now)
    if breach.reported_by:
        tell(
            breach,
            [breach.reported_by],
            key="concluded",
            about="",
            subject=f"{breach.ccg.name}: what you reported was investigated",
            text=f"The investigation of breach {breach.number} was concluded on {moment(now)}. Thank you "
            "for reporting.",
            now=now,
        )
    return breach


@transaction.atomic
def tell_england(*, breach: Breach, by: Person, now: datetime) -> Breach:
    """Keeps that NHS England was told, and when. Once."""
    breach = begin_breach(breach, acts.ENGLAND, by=by, now=now, again=lambda row: row.england_told_at is not None)
    if breach.england_told_at is not None:
        return breach
    breach.england_told_at, breach.england_told_by = now, by
    breach.record(by=by, at=now, why="NHS England told")
    enter_act(breach, "breach.england_told", by, now)
    return breach


@transaction.atomic
def publish_breach(*, breach: Breach, public_text: str, by: Person, now: datetime) -> Breach:
    """Publishes the anonymous text; it stands from then on. The same text again is one publication.

    Raises Refused where the text names somebody of the CCG or the reporter (BRE-01), Conflict where it is published.
    """
    text = public_text.strip()

    def again(row: Breach) -> bool:
        return row.state == BreachState.PUBLISHED and row.public_text == text

    breach = begin_breach(breach, acts.PUBLISH, by=by, now=now, again=again)
    if again(breach):
        return breach
    missing = publication_blockers(text, names_of_ccg(breach))
    if missing:
        raise Refused(*missing)
    LIFE.require(breach.state, BreachState.PUBLISHED, what="This breach")
    breach.state, breach.public_text = BreachState.PUBLISHED, text
    breach.published_at, breach.published_by = now, by
    breach.record(by=by, at=now, why="Published")
    enter_act(breach, "breach.published", by, now)
    return breach


@transaction.atomic
def dismiss_breach(*, breach: Breach, reason: str, by: Person, now: datetime) -> Breach:
    """The Guardian says that it is no breach, and why. It stays on record and is not published.

    The same reason again is one; another reason for what is dismissed already raises Conflict.
    """

    def again(row: Breach) -> bool:
        return row.state == BreachState.DISMISSED and row.dismissed_reason == reason.strip()

    breach = begin_breach(breach, acts.DISMISS, by=by, now=now, again=again)
    if again(breach):
        return breach
    if not reason.strip():
        raise Refused("Enter why it is not a breach.", field="reason")
    LIFE.require(breach.state, BreachState.DISMISSED, what="This breach")
    breach.state, breach.dismissed_reason = BreachState.DISMISSED, reason.strip()
    breach.dismissed_at, breach.dismissed_by = now, by
    breach.record(by=by, at=now, why="Dismissed")
    enter_act(breach, "breach.dismissed", by, now)
    return breach
