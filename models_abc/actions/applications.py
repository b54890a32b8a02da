"""Starting an application, choosing what it rests on, withdrawing it (F-22, F-23)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from ccgs.actions.permits import require_any
from ccgs.models import CCG, Constitution
from ccgs.terms.roles import Permission
from cocommission.shared.clock import day, moment
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker, blocking
from models_abc.actions.shared import (
    begin_application,
    ccg_people,
    move,
    note,
    region_people,
    tell,
)
from models_abc.models import Application, ApplicationConsultation, MandateBallot, Round
from models_abc.rules import application_acts as acts
from models_abc.rules.catalogue import source_of
from models_abc.terms import ApplicationState, CoCommissioningModel, RoundPurpose
from votes.models import Ballot, Consultation

_OFFICER = "Governance officer"


def start_blockers(round_: Round, model_sought: str, go_live_on: date | None, *, now: datetime) -> list[Blocker]:
    """Why an application cannot be started: the model (APP-13, APP-14), the round, the day to start."""
    found = []
    if model_sought == CoCommissioningModel.A:
        found.append(Blocker("APP-14", "Model A needs no application: every CCG has it.", "", source_of("APP-14")))
    elif model_sought not in round_.takes or round_.purpose != RoundPurpose.NATIONAL:
        found.append(
            Blocker(
                "APP-13",
                f"{round_.name} does not take applications for model {model_sought}. Choose a round that does; "
                "where there is none, model B is agreed locally with the regional team.",
                _OFFICER,
                source_of("APP-13"),
                field="round",
            )
        )
    elif go_live_on not in round_.go_live_on:
        listed = ", ".join(day(on) for on in round_.go_live_on) or "none"
        found.append(
            Blocker(
                "APP-13",
                f"Choose a start that the round lists: {listed}.",
                _OFFICER,
                source_of("APP-13"),
                field="go_live_on",
            )
        )
    if now >= round_.closes_at:
        found.append(
            Blocker(
                "APP-01",
                f"{round_.name} closed on {moment(round_.closes_at)}. An application started now "
                "can only go in with the region's late decision.",
                _OFFICER,
                source_of("APP-01"),
                level="W",
            )
        )
    return found


@transaction.atomic
def start_application(
    *, ccg: CCG, round: Round, model_sought: str, go_live_on: date | None, by: Person, now: datetime
) -> Application:
    """Starts an application of `ccg` in `round`; one open application per round.

    Raises Refused with the reasons (APP-13, APP-14), Conflict when one is open already.
    """
    require_any(by, (Permission.EDIT_APPLICATION,), ccg, now)
    stops = blocking(start_blockers(round, model_sought, go_live_on, now=now))
    if stops:
        raise Refused(*stops)
    CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    last = Application.objects.filter(ccg=ccg).aggregate(last=Max("number"))["last"] or 0
    row = Application(
        ccg=ccg,
        round=round,
        number=last + 1,
        model_sought=model_sought,
        go_live_on=go_live_on,
        started_at=now,
        started_by=by,
    )
    row.record(by=by, at=now, why="Application started")
    note(
        row,
        "application.started",
        by=by,
        now=now,
        facts={"round": round.slug, "model_sought": model_sought, "go_live_on": go_live_on},
    )
    return row


@transaction.atomic
def change_start(*, application: Application, go_live_on: date, by: Person, now: datetime) -> Application:
    """Chooses another day to start, one that the round lists (APP-13)."""
    row = begin_application(application, acts.START_DAY, by=by, now=now)
    if go_live_on not in row.round.go_live_on:
        raise Refused(*blocking(start_blockers(row.round, row.model_sought, go_live_on, now=now)))
    if go_live_on == row.go_live_on:
        return row
    plan = row.vote_plans.order_by("-pk").first()
    if plan is not None and plan.result_by_on >= go_live_on:
        raise Refused(
            f"The members' vote has its result by {day(plan.result_by_on)} only, so the model cannot be taken up on "
            f"{day(go_live_on)}.",
            field="go_live_on",
        )
    row.go_live_on = go_live_on
    row.record(by=by, at=now, why="Day to start changed")
    note(row, "application.start_changed", by=by, now=now, facts={"go_live_on": go_live_on})
    return row


@transaction.atomic
def choose_constitution(
    *, application: Application, constitution: Constitution | None, by: Person, now: datetime
) -> Application:
    """Names the version of the constitution that the application rests on (APP-10)."""
    row = begin_application(application, acts.CONSTITUTION, by=by, now=now)
    if constitution is not None and constitution.ccg_id != row.ccg_id:
        raise Refused("That version belongs to another CCG.", status=404)
    row.constitution = constitution
    row.record(by=by, at=now, why="Constitution version chosen")
    facts = {"constitution": constitution.number, "text_hash": constitution.text_hash} if constitution else {}
    note(row, "application.constitution_chosen", by=by, now=now, facts=facts)
    return row


@transaction.atomic
def choose_ballots(*, application: Application, ballots: list[Ballot], by: Person, now: datetime) -> None:
    """Links exactly these ballots as the members' mandate (APP-06); while subject to vote, the vote itself too."""
    row = begin_application(application, acts.MANDATE, by=by, now=now)
    if any(ballot.ccg_id != row.ccg_id for ballot in ballots):
        raise Refused("That ballot belongs to another CCG.", status=404)
    wanted = {ballot.pk for ballot in ballots}
    links = list(row.mandate_links.filter(unlinked_at__isnull=True))
    if row.state == ApplicationState.SUBMITTED_SUBJECT_TO_VOTE and not {link.ballot_id for link in links} <= wanted:
        raise Refused("A ballot that went in with the submission stays. You can add the vote that it is subject to.")
    for link in links:
        if link.ballot_id not in wanted:
            link.unlinked_at, link.unlinked_by = now, by
            link.record(by=by, at=now, why="No longer relied on")
    for ballot in ballots:
        if ballot.pk not in {link.ballot_id for link in links}:
            new = MandateBallot(application=row, ballot=ballot, linked_at=now, linked_by=by)
            new.record(by=by, at=now, why="Chosen as mandate")
    note(row, "application.mandate_chosen", by=by, now=now, facts={"ballots": sorted(wanted)})


@transaction.atomic
def choose_consultations(
    *, application: Application, consultations: list[Consultation], by: Person, now: datetime
) -> Application:
    """Links exactly these consultations of the LMC (APP-09)."""
    row = begin_application(application, acts.CONSULTATION, by=by, now=now)
    if any(consultation.ccg_id != row.ccg_id for consultation in consultations):
        raise Refused("That consultation belongs to another CCG.", status=404)
    wanted = {consultation.pk for consultation in consultations}
    links = list(row.consultation_links.filter(unlinked_at__isnull=True))
    for link in links:
        if link.consultation_id not in wanted:
            link.unlinked_at, link.unlinked_by = now, by
            link.record(by=by, at=now, why="No longer relied on")
    for consultation in consultations:
        if consultation.pk not in {link.consultation_id for link in links}:
            new = ApplicationConsultation(application=row, consultation=consultation, linked_at=now, linked_by=by)
            new.record(by=by, at=now, why="Chosen as consultation")
    note(row, "application.consultation_chosen", by=by, now=now, facts={"consultations": sorted(wanted)})
    return row


@transaction.atomic
def withdraw_application(*, application: Application, reason: str, by: Person, now: datetime) -> Application:
    """Takes the application back, with a reason; possible until the model is taken up. A new one can be started."""
    row = begin_application(application, acts.WITHDRAW, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter why the application is withdrawn.", status=400, field="reason")
    was_sent = row.state != ApplicationState.PREPARING
    move(row, ApplicationState.WITHDRAWN)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = now, by, reason.strip()
    row.record(by=by, at=now, why=reason.strip())
    note(row, "application.withdrawn", by=by, now=now, reason=reason.strip(), region_too=was_sent)
    if was_sent:
        tell(
            row,
            [*region_people(row, now), *ccg_people(row, now)],
            key="withdrawn",
            subject=f"{row.ccg.name} has withdrawn its application",
            text=f"{row.ccg.name} has withdrawn its application for model {row.model_sought}.\n\n"
            f"Reason: {reason.strip()}",
            now=now,
        )
    return row
