"""What the clock and the members' vote do to an application: settle, rescind, take up, leave (F-23, F-24)."""

from datetime import date, datetime, time

from django.db import transaction

from ccgs.actions.models_held import change_model_held
from cocommission.shared.clock import LONDON, day, london
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker
from models_abc.actions.arrangements import end_for_delegation
from models_abc.actions.shared import begin_application, ccg_people, lock, move, note, region_people, tell
from models_abc.models import Application, ExitNotice, MandateBallot
from models_abc.queries.mandates import vote_held_since
from models_abc.readiness import evidence_of
from models_abc.rules import application_acts as acts
from models_abc.rules import readiness as rule
from models_abc.rules.catalogue import source_of
from models_abc.rules.exits import exit_is_late, next_exit
from models_abc.rules.readiness import lost_question, votes_are_in
from models_abc.terms import ApplicationState, CoCommissioningModel, Stage

S = ApplicationState


@transaction.atomic
def settle_vote(*, application: Application, now: datetime) -> bool:
    """What the members' vote means for an application submitted subject to it; True when it settled something.

    A No on any question rescinds it (APP-08). A Yes on all makes it a plain submission. An inquorate vote or none
    settles nothing.
    """
    row = lock(application)
    if row.state != S.SUBMITTED_SUBJECT_TO_VOTE:
        return False
    _link_the_vote(row, now)
    evidence = evidence_of(row, now)
    lost = lost_question(evidence)
    if lost is not None:
        ballot, question = lost
        because = f"The members voted no: {ballot.title}, question {question.number} ({question.text})."
        move(row, S.RESCINDED)
        row.rescinded_at, row.rescinded_because = now, because
        row.record(by=None, at=now, why=because)
        note(row, "application.rescinded", by=None, now=now, reason=because, region_too=True)
        tell(
            row,
            [*region_people(row, now), *ccg_people(row, now)],
            key="rescinded",
            now=now,
            subject=f"The application of {row.ccg.name} is rescinded",
            text=f"{because}\n\nThe application was submitted subject to this vote, so it is now withdrawn. The CCG "
            "keeps the model it holds.",
        )
        return True
    if not votes_are_in(evidence, now=now):
        return False
    move(row, S.SUBMITTED)
    row.record(by=None, at=now, why="The members voted Yes")
    note(row, "application.vote_carried", by=None, now=now, region_too=True)
    tell(
        row,
        [*region_people(row, now), *ccg_people(row, now)],
        key="vote-carried",
        now=now,
        subject=f"The members of {row.ccg.name} voted Yes",
        text="The application is no longer subject to a vote. The regional team can decide on it.",
    )
    return True


def _link_the_vote(row: Application, now: datetime) -> None:
    """Links the ballots held in the planned time, whether or not the CCG has chosen them."""
    for ballot in vote_held_since(row, now):
        link = MandateBallot(application=row, ballot=ballot, linked_at=now)
        link.record(by=None, at=now, why="The vote the application is subject to")


@transaction.atomic
def go_live(*, application: Application, now: datetime) -> bool:
    """Takes the model up from the first minute of its day, once everything is ready; True when it did.

    Run late, it still takes effect from that minute if all was in place by then, else from now.
    """
    row = lock(application)
    if row.state not in (S.APPROVED, S.APPROVED_WITH_CONDITIONS) or row.goes_live_at is None or now < row.goes_live_at:
        return False
    if rule.blockers(evidence_of(row, now), now=now, stage=Stage.GO_LIVE):
        return False
    at_its_minute = evidence_of(row, row.goes_live_at, past=True)
    in_time = not rule.blockers(at_its_minute, now=row.goes_live_at, stage=Stage.GO_LIVE)
    from_at = row.goes_live_at if in_time else now
    change_model_held(
        ccg=row.ccg,
        model=row.model_sought,
        from_at=from_at,
        by=None,
        now=now,
        reason=f"Application {row.number} approved by NHS England",
        source=row.url,
    )
    because = f"Model {row.model_sought} from {day(from_at)}, application {row.number}"
    end_for_delegation(ccg=row.ccg, from_at=from_at, now=now, why=because)
    _end_others(row, from_at=from_at, now=now, why=because)
    move(row, S.LIVE)
    row.live_at = from_at
    row.record(by=None, at=now, why=f"Model {row.model_sought} taken up")
    note(
        row,
        "application.live",
        by=None,
        now=now,
        facts={"model_held": row.model_sought, "from": from_at},
        region_too=True,
    )
    tell(
        row,
        [*region_people(row, now), *ccg_people(row, now)],
        key="live",
        now=now,
        subject=f"{row.ccg.name} holds model {row.model_sought}",
        text=f"{row.ccg.name} holds model {row.model_sought} from {day(from_at)}.",
    )
    return True


def _end_others(row: Application, *, from_at: datetime, now: datetime, why: str) -> None:
    """A CCG holds one model at a time (APP-16): an earlier application that is live ends when this one goes live."""
    for other in (
        Application.objects.select_for_update(no_key=True).filter(ccg=row.ccg, state=S.LIVE).exclude(pk=row.pk)
    ):
        move(other, S.ENDED)
        other.ended_at = from_at
        other.record(by=None, at=now, why=why)
        note(other, "application.ended", by=None, now=now, reason=why, facts={"from": from_at}, region_too=True)


@transaction.atomic
def give_exit_notice(
    *, application: Application, leaves_on: date, reason: str, agreed_with: str = "", by: Person, now: datetime
) -> ExitNotice:
    """The CCG gives notice to leave delegation on a 1 April; after 30 September only as agreed with NHS England.

    Raises Refused when the day is not a coming 1 April, or the notice is late and nothing was agreed (APP-15).
    """
    row = begin_application(application, acts.EXIT, by=by, now=now)
    if ExitNotice.objects.filter(application=row).exists():
        raise Conflict("Notice was given already.")
    if not reason.strip():
        raise Refused("Enter why the CCG leaves.", status=400, field="reason")
    today = london(now).date()
    if (leaves_on.month, leaves_on.day) != (4, 1) or leaves_on <= today:
        raise Refused("A CCG leaves on a 1 April that is still to come.", status=400, field="leaves_on")
    late = exit_is_late(leaves_on, today)
    if late and not agreed_with.strip():
        raise Refused(
            Blocker(
                "APP-15",
                f"Notice for {day(leaves_on)} had to be given by 30 September. Agree it with NHS England and say what "
                f"was agreed, or leave on {day(next_exit(today))}.",
                "Accountable Officer",
                source_of("APP-15"),
                field="agreed_with",
            )
        )
    notice = ExitNotice.objects.create(
        application=row,
        leaves_on=leaves_on,
        reason=reason.strip(),
        is_late=late,
        agreed_with=agreed_with.strip(),
        given_at=now,
        given_by=by,
    )
    note(
        row,
        "application.exit_notice",
        by=by,
        now=now,
        reason=reason.strip(),
        facts={"leaves_on": leaves_on, "late": late},
        region_too=True,
    )
    tell(
        row,
        region_people(row, now),
        key="exit-notice",
        now=now,
        subject=f"{row.ccg.name} gives notice to leave model {row.model_sought}",
        text=f"It leaves on {day(leaves_on)}.\n\nReason: {reason.strip()}",
    )
    return notice


@transaction.atomic
def leave(*, application: Application, now: datetime) -> bool:
    """Ends the model on the day the exit notice names; the CCG falls back to model A. True when it did."""
    row = lock(application)
    notice = ExitNotice.objects.filter(application=row).first()
    if row.state != S.LIVE or notice is None:
        return False
    leaves_at = datetime.combine(notice.leaves_on, time(0), LONDON)
    if now < leaves_at:
        return False
    change_model_held(
        ccg=row.ccg,
        model=CoCommissioningModel.A,
        from_at=leaves_at,
        by=None,
        now=now,
        reason=notice.reason,
        source=row.url,
    )
    move(row, S.ENDED)
    row.ended_at = leaves_at
    row.record(by=None, at=now, why="Left the model")
    note(row, "application.ended", by=None, now=now, facts={"from": leaves_at}, region_too=True)
    return True
