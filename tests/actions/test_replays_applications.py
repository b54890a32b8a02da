"""Cases of the public record, from the inputs to what really happened to the application."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from ccgs.actions.constitutions.deciding import approve_by_nhs_england, return_to_draft
from ccgs.queries.models_held import model_held
from cocommission.shared.clock import LONDON
from cocommission.shared.errors import Refused
from cocommission.shared.models import Message
from models_abc.actions.applications import (
    choose_ballots,
    choose_constitution,
    choose_consultations,
    start_application,
)
from models_abc.actions.evidence import add_document, plan_vote, record_approval
from models_abc.actions.review import decide, issue_agreement, meet_condition, sign_agreement, start_review
from models_abc.actions.submission import submit
from models_abc.models import Condition
from models_abc.queries.applications import current_application
from models_abc.readiness import answer_for, blockers
from models_abc.rules.rounds import USUAL_EVIDENCE
from models_abc.tasks.applications import lost, take_up, votes_known
from models_abc.terms import ApplicationState, DocumentKind
from tests.factories import committees
from tests.factories.consultations import answer
from tests.factories.consultations import opened as consult
from tests.factories.models_abc import file, fresh, sign
from tests.factories.rounds import round_row
from tests.factories.votes import cast, more_practices, opened, proposed, published
from votes.models import RollEntry
from votes.terms.ballots import QuestionKind

pytestmark = pytest.mark.django_db
TAKE_UP = {"kind": QuestionKind.MODEL_CHOICE, "text": "Take up co-commissioning?", "models": "BC", "as_choice": False}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def vote(world, travel, opens: str, questions, votes):
    """Opens a ballot, casts (number of practices, answers) and announces the result at its close."""
    now = travel(at(opens))
    ballot = opened(world, now=now, questions=questions)
    entries = iter(RollEntry.objects.filter(ballot=ballot).order_by("code"))
    for number, answers in votes:
        for _ in range(number):
            cast(world, ballot, next(entries).code, *answers, now=now)
    travel(ballot.closes_at)
    return published(world, ballot, now=ballot.closes_at)


def change(version):
    return {"kind": QuestionKind.CONSTITUTION_CHANGE, "text": "Change the constitution?", "constitution": version}


def documents(world, application, now) -> None:
    committees.governed(replace(world, now=now))
    for kind in (kind for kind in DocumentKind if kind.value in application.round.required_evidence):
        add_document(application=application, kind=kind, file=file(kind.label), by=world.officer, now=now)


def board(world, application, on: date, now) -> None:
    record_approval(application=application, held_on=on, minute_reference="9.2", file=file("Minutes"),
                    by=world.secretary, now=now)  # fmt: skip


def rules(application, now) -> list[str]:
    return sorted({blocker.rule for blocker in blockers(fresh(application), now)})


@pytest.fixture
def medway(world, now, travel):
    """Medway with 56 member practices, as in 2015."""
    travel(now)
    more_practices(world, 51)
    return world


MARCH = [(21, ("FOR", "FOR")), (21, ("FOR", "AGAINST")), (14, ("AGAINST", "AGAINST"))]


@pytest.mark.parametrize("now", ["2015-03-02 09:00"], indirect=True)
def test_medway_march_2015_is_refused_for_the_constitution(medway, now, travel) -> None:
    """75% for co-commissioning, 37% for the constitution: B and C blocked by the constitution, the CCG stays at A."""
    version = proposed(medway.ccg)
    ballot = vote(medway, travel, "2015-03-02 09:00", (TAKE_UP, change(version)), MARCH)
    now = ballot.closes_at
    for model in "BC":
        round_ = round_row(f"spring-{model.lower()}", model_sought=model, purpose="NATIONAL",
                           opens_at=at("2015-03-01 09:00"))  # fmt: skip
        found = answer_for(medway.ccg, now, round_=round_)
        stops = [one for one in found["blockers"] if one["rule"] in ("APP-06", "APP-10", "VOT-09", "CON-01")]
        assert [one["rule"] for one in stops] == ["APP-06", "APP-10"]  # not started; the constitution
        assert "voted no on the constitution change" in stops[1]["missing"]
    application = start_application(ccg=medway.ccg, round=round_, model_sought="C", go_live_on=date(2016, 4, 1),
                                    by=medway.officer, now=now)  # fmt: skip
    choose_ballots(application=application, ballots=[ballot], by=medway.officer, now=now)
    choose_constitution(application=application, constitution=version, by=medway.officer, now=now)
    with pytest.raises(Refused, match="voted no on the constitution change"):
        submit(application=application, form_token=uuid4(), by=medway.accountable_officer, now=now)
    assert "APP-06" not in rules(application, now)
    assert model_held(medway.ccg, at("2016-04-01 00:00")) == "A"


@pytest.mark.parametrize("now", ["2015-03-02 09:00"], indirect=True)
@pytest.mark.parametrize(("submits", "in_time"), [("2015-11-06 11:59:59", True), ("2015-11-06 12:00:00", False)])
def test_medway_2015_from_the_second_ballot_to_model_c(medway, now, travel, submits, in_time) -> None:
    """July: 53 of 56 vote, 50 for the change. In time at 11:59:59 on 6 November, late at 12:00:00; C from 1 April."""
    first = proposed(medway.ccg)
    march = vote(medway, travel, "2015-03-02 09:00", (TAKE_UP, change(first)), MARCH)
    second = proposed(medway.ccg, "# New\n\nThe general practice budget is ring-fenced; members agree any change.")
    july = vote(medway, travel, "2015-07-02 20:00", (change(second),), [(50, ("FOR",)), (3, ("AGAINST",))])
    second.refresh_from_db()
    assert (second.state, second.adoption_evidence["figures"]) == ("ADOPTED", "94.3% (50 of 53)")
    round_ = round_row("delegated-2016", required_evidence=[str(kind) for kind in USUAL_EVIDENCE["C"]])

    now = travel(at("2015-09-01 09:00"))
    application = start_application(ccg=medway.ccg, round=round_, model_sought="C", go_live_on=date(2016, 4, 1),
                                    by=medway.officer, now=now)  # fmt: skip
    choose_ballots(application=application, ballots=[march, july], by=medway.officer, now=now)
    choose_constitution(application=application, constitution=second, by=medway.officer, now=now)
    asked = consult(medway, now=now)
    answer(asked, medway.lmc_reviewer, travel(at("2015-09-20 10:00")))
    choose_consultations(application=application, consultations=[asked], by=medway.officer, now=now)
    now = travel(at("2015-10-20 09:00"))
    documents(medway, application, now)
    assert rules(application, now) == ["APP-03", "APP-05"]
    now = travel(at("2015-10-28 17:00"))
    board(medway, application, date(2015, 10, 28), now)
    assert rules(application, now) == ["APP-03"]
    now = travel(at("2015-11-02 10:00"))
    sign(medway, application, "accountable_officer", now=now)
    assert rules(application, now) == ["APP-03"]
    sign(medway, application, "audit_chair", now=now)
    assert rules(application, now) == []

    now = travel(at(submits))
    if not in_time:
        with pytest.raises(Refused) as refused:
            submit(application=application, form_token=uuid4(), by=medway.accountable_officer, now=now)
        assert [blocker.rule for blocker in refused.value.blockers] == ["APP-01"]
        return
    submit(application=application, form_token=uuid4(), by=medway.accountable_officer, now=now)
    now = travel(at("2015-12-16 15:00"))
    start_review(application=application, by=medway.regional_officer, now=now)
    decide(application=application, outcome="APPROVED", reasons="In order", by=medway.regional_officer, now=now)
    approve_by_nhs_england(constitution=second, reasons="In order", by=medway.regional_officer, now=now)
    now = travel(at("2016-03-10 12:00"))
    issue_agreement(application=application, file=file("Agreement"), by=medway.regional_officer, now=now)
    sign_agreement(application=application, by=medway.accountable_officer, now=now)
    sign_agreement(application=application, by=medway.regional_officer, now=now)
    assert take_up(travel(at("2016-03-31 23:59:59"))).done == 0
    assert take_up(travel(at("2016-04-01 00:00"))).done == 1
    assert model_held(medway.ccg, at("2016-03-31 23:59:59")) == "A"
    assert model_held(medway.ccg, at("2016-04-01 00:00")) == "C"


@pytest.mark.parametrize("now", ["2015-09-15 09:00"], indirect=True)
def test_brighton_and_hove_2015_no_application_and_the_region_told(medway, now, travel) -> None:
    """A majority of practices against: readiness says No, and the region hears of it once."""
    asks = {"kind": QuestionKind.MODEL_CHOICE, "text": "Apply for model C?", "models": "C"}
    ballot = vote(medway, travel, "2015-09-15 09:00", (asks,), [(16, ("FOR",)), (30, ("AGAINST",))])
    round_ = round_row("delegated-2016")
    found = answer_for(medway.ccg, ballot.closes_at, round_=round_)
    assert any("voted no on model C" in one["missing"] for one in found["blockers"])
    assert current_application(medway.ccg) is None
    assert [lost(ballot.closes_at + timedelta(hours=hours)).done for hours in (1, 2, 3)] == [1, 0, 0]
    assert Message.objects.filter(to_person=medway.regional_officer, subject__contains="voted no").count() == 1


@pytest.mark.parametrize("now", ["2016-11-01 09:00"], indirect=True)
@pytest.mark.parametrize(("yes", "no", "state"), [(3, 2, "SUBMITTED"), (2, 3, "RESCINDED")])
def test_ealing_2017_a_no_rescinds(world, now, travel, yes, no, state) -> None:
    """In by 5 December 2016 subject to a vote of 1 to 10 February 2017. If they vote no, it is withdrawn "
    "automatically with notice."""
    now = travel(now)
    version = proposed(world.ccg)
    needs = ["MANDATE", "CONSTITUTION", "GOVERNING_BODY", "ACCOUNTABLE_OFFICER", "AUDIT_CHAIR", "FINANCE_TEMPLATE"]
    round_ = round_row("delegated-2017", opens_at=at("2016-10-01 09:00"), closes_at=at("2016-12-06 00:00"),
                       go_live_on=[date(2017, 4, 1)], required_evidence=needs)  # fmt: skip
    application = start_application(ccg=world.ccg, round=round_, model_sought="C", go_live_on=date(2017, 4, 1),
                                    by=world.officer, now=now)  # fmt: skip
    choose_constitution(application=application, constitution=version, by=world.officer, now=now)
    documents(world, application, now)
    board(world, application, date(2016, 10, 31), now)
    assert rules(application, now) == ["APP-03", "APP-06", "APP-10"]
    plan_vote(application=application, votes_from_on=date(2017, 2, 1), votes_until_on=date(2017, 2, 10),
              result_by_on=date(2017, 2, 28), reason="Members vote in February", by=world.officer, now=now)  # fmt: skip
    for key in ("accountable_officer", "audit_chair"):
        sign(world, application, key, now=now)
    now = travel(at("2016-12-05 16:00"))
    assert submit(application=application, form_token=uuid4(), by=world.accountable_officer, now=now).is_subject_to_vote
    asks = {"kind": QuestionKind.MODEL_CHOICE, "text": "Delegated commissioning?", "models": "C"}
    ballot = vote(world, travel, "2017-02-01 09:00", (asks, change(version)),
                  [(yes, ("FOR", "FOR")), (no, ("AGAINST", "FOR"))])  # fmt: skip
    assert votes_known(ballot.closes_at).done == 1
    assert fresh(application).state == state
    told = Message.objects.filter(to_person=world.regional_officer, subject__contains="rescinded").count()
    assert told == (1 if state == "RESCINDED" else 0)


@pytest.mark.parametrize("now", ["2014-12-01 09:00"], indirect=True)
def test_conditional_approval_2015_waits_for_every_condition(world, now, travel) -> None:
    """February 2015: approved subject to governance changes; go-live waits until they are made."""
    now = travel(now)
    round_ = round_row("delegated-2015", opens_at=at("2014-11-10 09:00"), closes_at=at("2015-01-09 12:00"),
                       go_live_on=[date(2015, 4, 1)], required_evidence=["GOVERNING_BODY", "COMMITTEE"])  # fmt: skip
    application = start_application(ccg=world.ccg, round=round_, model_sought="C", go_live_on=date(2015, 4, 1),
                                    by=world.officer, now=now)  # fmt: skip
    documents(world, application, now)
    board(world, application, date(2014, 11, 26), now)
    submit(application=application, form_token=uuid4(), by=world.accountable_officer, now=now)
    now = travel(at("2015-02-18 12:00"))
    decide(application=application, outcome="APPROVED_WITH_CONDITIONS", reasons="Governance has to change",
           conditions=[("The committee has a lay chair", date(2015, 3, 20)), ("Lay and executive majority", None)],
           by=world.regional_officer, now=now)  # fmt: skip
    issue_agreement(application=application, file=file("Agreement"), by=world.regional_officer, now=now)
    for key in ("accountable_officer", "regional_officer"):
        sign_agreement(application=application, by=world.people[key], now=now)
    now = travel(at("2015-04-01 00:00"))
    assert take_up(now).done == 0
    assert rules(application, now) == ["APP-11"]
    for condition in Condition.objects.all():
        meet_condition(condition=condition, reason="Seen in the minutes", by=world.regional_officer, now=now)
    assert take_up(now).done == 1
    assert model_held(world.ccg, now) == "C"
    assert fresh(application).state == ApplicationState.LIVE


@pytest.mark.parametrize("now", ["2015-07-02 20:00"], indirect=True)
def test_a_text_edited_after_the_vote_reopens_the_constitution(world, now, travel) -> None:
    """What the members said of a text that was taken back to draft counts for nothing until they are asked again."""
    version = proposed(world.ccg)
    ballot = vote(world, travel, "2015-07-02 20:00", (change(version),), [(5, ("FOR",))])
    application = start_application(ccg=world.ccg, round=round_row(), model_sought="C", go_live_on=date(2016, 4, 1),
                                    by=world.officer, now=ballot.closes_at)  # fmt: skip
    now = ballot.closes_at
    choose_ballots(application=application, ballots=[ballot], by=world.officer, now=now)
    choose_constitution(application=application, constitution=version, by=world.officer, now=now)
    assert "APP-10" not in rules(application, now)
    from ccgs.actions.constitutions.drafting import change_text

    return_to_draft(constitution=version, reason="A clause was wrong", by=world.officer, now=now)
    version.refresh_from_db()
    change_text(constitution=version, text=version.text + "\n\nOne more clause.", title=version.title,
                by=world.officer, now=now)  # fmt: skip
    assert "APP-10" in rules(application, now)
