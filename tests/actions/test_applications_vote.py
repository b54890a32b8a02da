"""Submitted subject to a vote: the members' answer settles it, whoever links the ballot."""

from datetime import date, datetime, timedelta

import pytest

from ccgs.queries.models_held import model_held
from cocommission.shared.clock import LONDON
from cocommission.shared.errors import Refused
from cocommission.shared.models import Entry, Message
from models_abc.actions.applications import choose_ballots
from models_abc.actions.evidence import plan_vote
from models_abc.actions.review import decide
from models_abc.readiness import evidence_of
from models_abc.rules.readiness import requirements
from models_abc.tasks.applications import votes_known
from models_abc.terms import ApplicationState
from tests.factories.models_abc import a_ballot, announce, fresh, ready, sent, sign
from votes.rules.ballot_options import options_for
from votes.terms.ballots import BallotState

pytestmark = pytest.mark.django_db
GO_LIVE = datetime(2016, 4, 1, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def subject(world, now, **over):
    """An application submitted subject to a vote in October, and the version it is about."""
    application = ready(world, attested=False, **over)
    choose_ballots(application=application, ballots=[], by=world.officer, now=now)
    plan_vote(application=application, votes_from_on=date(2015, 10, 12), votes_until_on=date(2015, 10, 22),
              result_by_on=date(2015, 10, 26), reason="Talks took longer", by=world.officer, now=now)  # fmt: skip
    sign(world, application, "accountable_officer")
    sign(world, application, "audit_chair")
    submission = sent(world, application)
    assert submission.is_subject_to_vote
    assert fresh(application).state == ApplicationState.SUBMITTED_SUBJECT_TO_VOTE
    return application


@pytest.mark.parametrize(
    ("votes", "state"),
    [
        ({"FOR": 50, "AGAINST": 3}, ApplicationState.SUBMITTED),
        ({"FOR": 20, "AGAINST": 33}, ApplicationState.RESCINDED),
    ],
)
def test_the_vote_settles_it_whether_or_not_the_ccg_links_the_ballot(world, now, travel, votes, state) -> None:
    application = subject(world, now)
    with pytest.raises(Refused) as refused:
        decide(application=application, outcome="APPROVED", reasons="Yes", by=world.regional_officer, now=now)
    assert [b.rule for b in refused.value.blockers] == ["APP-06"]
    assert votes_known(now).done == 0
    closes = datetime(2015, 10, 22, 20, tzinfo=LONDON)
    at = travel(closes + timedelta(hours=1))
    a_ballot(world, [("MODEL_CHOICE", votes, None), ("CONSTITUTION_CHANGE", votes, application.constitution)],
             closes_at=closes)  # fmt: skip
    assert [votes_known(at).done for _ in range(3)] == [1, 0, 0]
    row = fresh(application)
    assert row.state == state
    if state == ApplicationState.RESCINDED:
        assert "The members voted no" in row.rescinded_because
        told = Message.objects.filter(subject__contains="is rescinded").values_list("to_person__name", flat=True)
        assert {"Regina Regional", "Olive Officer"} <= set(told)
        assert model_held(world.ccg, GO_LIVE) == "A"


def test_app_03_the_signatures_stand_when_the_vote_has_carried_and_the_region_can_approve(world, now, travel) -> None:
    application = subject(world, now)
    closes = datetime(2015, 10, 22, 20, tzinfo=LONDON)
    at = travel(closes + timedelta(hours=1))
    yes = {"FOR": 50, "AGAINST": 3}
    a_ballot(world, [("MODEL_CHOICE", yes, None), ("CONSTITUTION_CHANGE", yes, application.constitution)],
             closes_at=closes)  # fmt: skip
    assert votes_known(at).done == 1
    states = {one.id: str(one.state) for one in requirements(evidence_of(fresh(application), at), now=at)}
    assert {states[role] for role in ("ACCOUNTABLE_OFFICER", "AUDIT_CHAIR")} == {"MET"}
    decide(application=application, outcome="APPROVED", reasons="Carried", by=world.regional_officer, now=at)
    assert fresh(application).state == ApplicationState.APPROVED


@pytest.mark.parametrize("outcome", ["APPROVED", "APPROVED_WITH_CONDITIONS", "DEFERRED"])
def test_app_06_no_way_round_the_vote_leads_through_another_decision(world, now, outcome) -> None:
    """A deferred application was subject to no vote any more: it could be approved, and a No no longer rescinded it."""
    application = subject(world, now)
    conditions = [("Ask", None)] if outcome.endswith("CONDITIONS") else []
    with pytest.raises(Refused) as refused:
        decide(application=application, outcome=outcome, reasons="Now", conditions=conditions,
               by=world.regional_officer, now=now)  # fmt: skip
    assert [b.rule for b in refused.value.blockers] == ["APP-06"]
    assert fresh(application).state == ApplicationState.SUBMITTED_SUBJECT_TO_VOTE
    decide(application=application, outcome="REFUSED", reasons="Too early", by=world.regional_officer, now=now)
    assert fresh(application).state == ApplicationState.REFUSED


def test_the_region_is_told_when_the_dates_of_the_vote_move(world, now) -> None:
    application = subject(world, now)
    plan_vote(application=application, votes_from_on=date(2015, 10, 19), votes_until_on=date(2015, 10, 29),
              result_by_on=date(2015, 11, 2), reason="No post", by=world.officer, now=now)  # fmt: skip
    letter = Message.objects.get(subject__contains="other dates for the members' vote")
    assert letter.to_person == world.regional_officer
    assert "2 November 2015" in letter.text
    books = Entry.objects.filter(act="application.vote_planned").values_list("book__key", flat=True)
    assert sorted(books) == ["CCG 09W", "CCG 09W", "REGION Y57"]


def test_a_running_vote_settles_nothing(world, now, travel) -> None:
    application = subject(world, now)
    travel(datetime(2015, 10, 12, 9, tzinfo=LONDON))
    ballot = a_ballot(
        world, [("MODEL_CHOICE", {}, None)], opens_at=datetime(2015, 10, 12, 8, tzinfo=LONDON),
        closes_at=datetime(2015, 10, 22, 20, tzinfo=LONDON), state=BallotState.OPENED,
    )  # fmt: skip
    at = travel(datetime(2015, 10, 22, 21, tzinfo=LONDON))
    assert votes_known(at).done == 0
    question = ballot.questions.get()
    announce(world, ballot, [(question, options_for("MODEL_CHOICE", models=("C",)), {"FOR": 1, "AGAINST": 30})], 56)
    assert votes_known(at).done == 1
    assert fresh(application).state == ApplicationState.RESCINDED


def test_a_plan_with_bad_dates_is_refused(world, now) -> None:
    application = ready(world)
    days = {
        "votes_from_on": date(2015, 10, 22),
        "votes_until_on": date(2015, 10, 12),
        "result_by_on": date(2015, 11, 1),
    }
    with pytest.raises(Refused, match="in order"):
        plan_vote(application=application, **days, reason="x", by=world.officer, now=now)
    days = {"votes_from_on": date(2015, 9, 1), "votes_until_on": date(2015, 9, 2), "result_by_on": date(2015, 11, 1)}
    with pytest.raises(Refused, match="already be over"):
        plan_vote(application=application, **days, reason="x", by=world.officer, now=now)
    days = {"votes_from_on": date(2016, 4, 1), "votes_until_on": date(2016, 4, 2), "result_by_on": date(2016, 4, 3)}
    with pytest.raises(Refused, match="before the day to start"):
        plan_vote(application=application, **days, reason="x", by=world.officer, now=now)
