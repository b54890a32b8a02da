"""From the submission to the model held: late permission, decision, conditions, agreement, go-live, leaving."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from ccgs.actions.models_held import change_model_held
from ccgs.queries.models_held import model_held
from cocommission.shared.clock import LONDON
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Message
from models_abc.actions.evidence import withdraw_attestation
from models_abc.actions.going_live import give_exit_notice
from models_abc.actions.review import (
    decide,
    issue_agreement,
    meet_condition,
    offer_condition,
    sign_agreement,
    start_review,
)
from models_abc.actions.submission import allow_late, submit
from models_abc.models import Condition, Submission
from models_abc.readiness import blockers
from models_abc.tasks.applications import take_back, take_up
from models_abc.terms import ApplicationState
from tests.factories.models_abc import file, fresh, ready, sent
from tests.factories.rounds import arrangement, local_round

pytestmark = pytest.mark.django_db
GO_LIVE = datetime(2016, 4, 1, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def approve_text(world, application, at) -> None:
    """NHS England approves the constitution, written past its action."""
    version = fresh(application).constitution
    version.state, version.adopted_at, version.adopted_by = "ADOPTED", at, world.officer
    version.adoption_evidence = {"what": "Made for a test"}
    version.record(by=world.officer, at=at, why="Adopted")
    version.state, version.approved_at, version.approved_by = "APPROVED", at, world.regional_officer
    version.approval_reasons = "In order"
    version.record(by=world.regional_officer, at=at, why="Approved")


def approved(world, now, *, conditions=()) -> object:
    application = ready(world)
    sent(world, application)
    outcome = "APPROVED_WITH_CONDITIONS" if conditions else "APPROVED"
    decide(application=application, outcome=outcome, reasons="All in order", conditions=conditions,
           by=world.regional_officer, now=now)  # fmt: skip
    return application


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, True), (1, True)])
def test_the_deadline_to_the_second(world, now, travel, seconds, late) -> None:
    application = ready(world)
    at = travel(application.round.closes_at + timedelta(seconds=seconds))
    if late:
        with pytest.raises(Refused) as refused:
            sent(world, application, now=at)
        assert [b.rule for b in refused.value.blockers] == ["APP-01"]
    else:
        assert sent(world, application, now=at).submitted_at == at


def test_the_database_refuses_what_python_thought_in_time(world, now, travel) -> None:
    application = ready(world)
    travel(application.round.closes_at)
    with pytest.raises(Refused, match="The round closed on"):
        submit(application=application, form_token=uuid4(), by=world.accountable_officer,
               now=application.round.closes_at - timedelta(microseconds=1))  # fmt: skip
    assert Submission.objects.count() == 0
    assert fresh(application).state == ApplicationState.PREPARING


def test_late_only_with_the_regions_recorded_decision(world, now, travel) -> None:
    application = ready(world)
    closes = application.round.closes_at
    with pytest.raises(Refused) as refused:
        allow_late(application=application, until_at=closes + timedelta(days=1), reason="x", by=world.officer, now=now)
    assert refused.value.status == 403
    with pytest.raises(Refused):
        allow_late(application=application, until_at=closes, reason="x", by=world.regional_officer, now=now)
    allow_late(application=application, until_at=closes + timedelta(days=1), reason="Power cut",
               by=world.regional_officer, now=now)  # fmt: skip
    at = travel(closes + timedelta(hours=3))
    submission = sent(world, application, now=at)
    assert submission.is_late
    assert Message.objects.filter(subject__contains="may come late").count() == 4


def test_the_database_refuses_a_submission_without_dossier_or_permission(world, now, travel) -> None:
    application = ready(world)
    travel(application.round.closes_at)
    with pytest.raises(IntegrityError, match="The round has closed"), transaction.atomic():
        Submission.objects.create(
            application=application, dossier="{}", sha256="0" * 64, form_token=uuid4(), submitted_at=now,
            submitted_by=world.officer, submitted_by_name="x",
        )  # fmt: skip
    application.state = ApplicationState.SUBMITTED
    with pytest.raises(IntegrityError, match="without a dossier"), transaction.atomic():
        application.record(by=world.officer, at=now, why="x")


@pytest.mark.parametrize(
    ("outcome", "reasons", "conditions", "rule"),
    [
        ("APPROVED", " ", (), "CON-04"),
        ("APPROVED_WITH_CONDITIONS", "Yes", (), "APP-11"),
        ("APPROVED", "Yes", (("Lay chair", None),), "APP-11"),
    ],
)
def test_decisions_that_cannot_be_made(world, now, outcome, reasons, conditions, rule) -> None:
    application = ready(world)
    sent(world, application)
    with pytest.raises(Refused) as refused:
        decide(application=application, outcome=outcome, reasons=reasons, conditions=conditions,
               by=world.regional_officer, now=now)  # fmt: skip
    assert [b.rule for b in refused.value.blockers] == [rule]


def test_no_approval_once_a_signature_was_taken_back(world, now) -> None:
    application = ready(world)
    sent(world, application)
    signed = application.attestations.get(role="AUDIT_CHAIR")
    withdraw_attestation(attestation=signed, reason="Not what I saw", by=world.audit_chair, now=now)
    with pytest.raises(Refused) as refused:
        decide(application=application, outcome="APPROVED", reasons="Yes", by=world.regional_officer, now=now)
    assert {b.rule for b in refused.value.blockers} == {"APP-03"}
    decide(application=application, outcome="DEFERRED", reasons="Ask", by=world.regional_officer, now=now)


@pytest.mark.parametrize("who", ["officer", "other_region_officer", "accountable_officer", "representative"])
def test_only_the_ccgs_region_decides(world, now, who) -> None:
    application = ready(world)
    sent(world, application)
    with pytest.raises(Refused) as refused:
        decide(application=application, outcome="REFUSED", reasons="x", by=world.people[who], now=now)
    assert refused.value.status == 403


def test_defer_then_refuse_and_no_decision_after_that(world, now) -> None:
    application = ready(world)
    sent(world, application)
    start_review(application=application, by=world.regional_officer, now=now)
    decide(application=application, outcome="DEFERRED", reasons="Finance", by=world.regional_officer, now=now)
    decide(application=application, outcome="REFUSED", reasons="Still", by=world.regional_officer, now=now)
    with pytest.raises(Conflict):
        decide(application=application, outcome="APPROVED", reasons="No", by=world.regional_officer, now=now)
    assert fresh(application).state == ApplicationState.REFUSED


def test_conditional_approval_goes_live_only_when_every_condition_is_met(world, now, travel) -> None:
    application = approved(
        world, now, conditions=[("A lay chair is appointed", None), ("Registers are published", None)]
    )
    approve_text(world, application, now)
    agree(world, application, now)
    at = travel(GO_LIVE)
    assert take_up(at).done == 0
    assert [b.rule for b in blockers(fresh(application), at)] == ["APP-11", "APP-11"]
    first, second = Condition.objects.order_by("number")
    offer_condition(condition=first, evidence="Appointed", file=None, by=world.officer, now=at)
    meet_condition(condition=first, reason="Seen", by=world.regional_officer, now=at)
    assert take_up(at).done == 0
    with pytest.raises(Refused):
        meet_condition(condition=second, reason="x", by=world.officer, now=at)
    later = travel(GO_LIVE + timedelta(days=2))
    meet_condition(condition=second, reason="Seen", by=world.regional_officer, now=later)
    assert take_up(later).done == 1
    assert model_held(world.ccg, later - timedelta(seconds=1)) == "A"
    assert model_held(world.ccg, later) == "C"


def agree(world, application, now) -> None:
    issue_agreement(application=application, file=file("The agreement."), by=world.regional_officer, now=now)
    sign_agreement(application=application, by=world.accountable_officer, now=now)
    sign_agreement(application=application, by=world.regional_officer, now=now)


def test_go_live_at_its_minute_even_when_the_sweep_is_late(world, now, travel) -> None:
    application = approved(world, now)
    approve_text(world, application, now)
    agree(world, application, now)
    assert take_up(travel(GO_LIVE - timedelta(seconds=1))).done == 0
    week_later = travel(GO_LIVE + timedelta(days=7))
    assert [take_up(week_later).done for _ in range(3)] == [1, 0, 0]
    assert model_held(world.ccg, GO_LIVE - timedelta(seconds=1)) == "A"
    assert model_held(world.ccg, GO_LIVE) == "C"
    assert fresh(application).state == ApplicationState.LIVE


def test_delegation_takes_the_place_of_joint_commissioning(world, now, travel) -> None:
    """From B to C: what was live ends at the minute the new model is taken up."""
    signed = {"ccg_signed_at": now, "ccg_signed_by": world.officer}
    signed |= {"region_signed_at": now, "region_signed_by": world.regional_officer}
    joint = arrangement(world.ccg, local_round(), "LIVE", live_at=now, **signed)
    change_model_held(ccg=world.ccg, model="B", from_at=now, by=None, now=now, reason="Test", source="Test")
    application = approved(world, now)
    approve_text(world, application, now)
    agree(world, application, now)
    assert take_up(travel(GO_LIVE)).done == 1
    joint.refresh_from_db()
    assert (joint.state, joint.ended_at) == ("ENDED", GO_LIVE)
    assert model_held(world.ccg, GO_LIVE) == "C"


@pytest.mark.parametrize("missing", ["text", "agreement"])
def test_go_live_waits(world, now, travel, missing) -> None:
    application = approved(world, now)
    if missing != "text":
        approve_text(world, application, now)
    if missing != "agreement":
        agree(world, application, now)
    assert take_up(travel(GO_LIVE)).done == 0
    assert model_held(world.ccg, GO_LIVE) == "A"


def test_the_agreement_is_signed_by_each_side_once(world, now) -> None:
    application = approved(world, now)
    with pytest.raises(Conflict):
        sign_agreement(application=application, by=world.accountable_officer, now=now)
    issue_agreement(application=application, file=file("The agreement."), by=world.regional_officer, now=now)
    with pytest.raises(Refused):
        sign_agreement(application=application, by=world.officer, now=now)
    sign_agreement(application=application, by=world.accountable_officer, now=now)
    with pytest.raises(Conflict):
        sign_agreement(application=application, by=world.accountable_officer, now=now)


def live(world, now, travel):
    application = approved(world, now)
    approve_text(world, application, now)
    agree(world, application, now)
    take_up(travel(GO_LIVE))
    return application


@pytest.mark.parametrize(
    ("given", "leaves", "agreed", "late"),
    [
        (datetime(2016, 9, 30, 12, tzinfo=LONDON), date(2017, 4, 1), "", False),
        (datetime(2016, 10, 1, 12, tzinfo=LONDON), date(2018, 4, 1), "", False),
        (datetime(2016, 10, 1, 12, tzinfo=LONDON), date(2017, 4, 1), "Agreed with the region on 3 October", True),
    ],
)
def test_leaving_on_a_first_of_april(world, now, travel, given, leaves, agreed, late) -> None:
    application = live(world, now, travel)
    at = travel(given)
    notice = give_exit_notice(application=application, leaves_on=leaves, reason="Members ask", agreed_with=agreed,
                              by=world.accountable_officer, now=at)  # fmt: skip
    assert notice.is_late is late
    ends = datetime(leaves.year, 4, 1, tzinfo=LONDON)
    assert take_back(travel(ends - timedelta(seconds=1))).done == 0
    assert [take_back(travel(ends + timedelta(days=1))).done for _ in range(2)] == [1, 0]
    assert model_held(world.ccg, ends - timedelta(seconds=1)) == "C"
    assert model_held(world.ccg, ends) == "A"


def test_late_notice_without_agreement_and_other_days_are_refused(world, now, travel) -> None:
    application = live(world, now, travel)
    at = travel(datetime(2016, 10, 1, 12, tzinfo=LONDON))
    facts = {"application": application, "reason": "x", "by": world.accountable_officer, "now": at}
    with pytest.raises(Refused, match="30 September"):
        give_exit_notice(leaves_on=date(2017, 4, 1), **facts)
    with pytest.raises(Refused, match="1 April"):
        give_exit_notice(leaves_on=date(2017, 7, 1), **facts)


def test_nobody_reviews_where_they_have_a_part(world, now) -> None:
    from tests.factories.ccgs_people import post

    application = ready(world)
    post("LAY_MEMBER", world.ccg, world.regional_officer)
    until = application.round.closes_at + timedelta(days=1)
    with pytest.raises(Refused, match="You have a part"):
        allow_late(application=application, until_at=until, reason="Power cut", by=world.regional_officer, now=now)
    sent(world, application)
    with pytest.raises(Refused, match="You have a part"):
        decide(application=application, outcome="REFUSED", reasons="x", by=world.regional_officer, now=now)
