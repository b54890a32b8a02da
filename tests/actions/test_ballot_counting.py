"""From the close to the published result, and what may go wrong on the way."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError

from ccgs.terms import RoleCode
from ccgs.terms.voting import Rounding, WeightKind
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from models_abc.queries.mandates import ballot_facts, ballots_that_decide
from tests.database import owners_cursor
from tests.factories.ccgs_people import post
from tests.factories.votes import NO_NOTICE, cast, cast_all, draft, opened, proposed, published, rules
from votes.actions.ballot_changes import correct_roll, extend_ballot
from votes.actions.ballot_counting import certify_ballot, close_ballot, count_ballot, publish_ballot
from votes.actions.ballot_disputes import answer_challenge, challenge_ballot, void_ballot
from votes.actions.ballot_opening import open_ballot
from votes.actions.ballots import draft_re_ballot, join_group
from votes.actions.historic_results import note_historic_result
from votes.models import Ballot, Result
from votes.queries.mandates import group_outcomes, historic_results
from votes.rules.facts import PublishedResultFacts
from votes.tasks.ballots import close_due, remind
from votes.terms.ballots import BallotState, QuestionKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(database_clock, now):
    database_clock(now)
    return database_clock


@pytest.fixture
def closed(world, now, clock):
    """A ballot with four votes, its close come; gives (ballot, moment after the close)."""
    ballot = opened(world, now=now)
    cast_all(world, ballot, {"G82001": ("C",), "G82002": ("C",), "G82003": ("B",), "G82004": ("ABSTAIN",)}, now=now)
    later = clock(ballot.closes_at)
    return ballot, later


def facts_of(ballot, at):
    """The ballot as the readiness of an application is asked for it."""
    (found,) = ballot_facts([ballot], at)
    return found


def test_the_whole_way(world, closed):
    ballot, later = closed
    assert close_due(later).done == 1
    assert close_due(later).done == 0
    (result,) = count_ballot(ballot=ballot, by=world.officer, now=later)
    assert result.outcome == "CARRIED"
    assert result.tally.leading == "C"
    assert (result.tally.line_that_counts.numerator, result.tally.line_that_counts.denominator) == (2, 3)
    with pytest.raises(Conflict):
        publish_ballot(ballot=ballot, by=world.officer, now=later)
    certify_ballot(ballot=ballot, by=world.audit_chair, now=later, note="Checked against the papers")
    ballot = publish_ballot(ballot=ballot, by=world.officer, now=later)
    assert ballot.state == BallotState.PUBLISHED
    acts = [act for act in Entry.objects.order_by("pk").values_list("act", flat=True) if act.startswith("ballot.")]
    assert acts == [
        "ballot.drafted",
        "ballot.opened",
        *[f"ballot.{a}" for a in ["closed", "counted", "certified", "published"]],
    ]
    tally = json.loads(ballot.tally.text)
    assert hashlib.sha256(ballot.tally.text.encode()).hexdigest() == ballot.tally.sha256
    assert [paper["answers"] for paper in tally["papers"]] == [{"1": "C"}, {"1": "C"}, {"1": "B"}, {"1": "ABSTAIN"}]
    assert Message.objects.filter(key__startswith=f"ballot:{ballot.pk}:published").count() == 6


def test_nobody_counts_before_the_close(world, now, clock):
    ballot = opened(world, now=now)
    with pytest.raises(Conflict, match="after voting has closed"):
        count_ballot(ballot=ballot, by=world.officer, now=now)
    assert not close_ballot(ballot.pk, now=now)


def test_counting_closes_what_no_sweep_has_closed(world, closed):
    ballot, later = closed
    count_ballot(ballot=ballot, by=world.officer, now=later)
    assert Entry.objects.filter(act="ballot.closed").count() == 1
    with pytest.raises(Conflict):
        count_ballot(ballot=ballot, by=world.officer, now=later)
    assert Result.objects.count() == 1


def test_the_verifier_is_never_the_returning_officer_nor_who_counted(world, closed):
    ballot, later = closed
    count_ballot(ballot=ballot, by=world.second_officer, now=later)
    for person in (world.officer, world.second_officer, world.representative, world.other_lmc_reviewer):
        with pytest.raises(Refused) as refused:
            certify_ballot(ballot=ballot, by=person, now=later)
        assert refused.value.status == 403
    with pytest.raises(IntegrityError), owners_cursor() as cursor:
        cursor.execute(
            "UPDATE votes_ballot SET certified_at = now(), certified_by_id = returning_officer_id WHERE id = %s",
            [ballot.pk],
        )
    assert certify_ballot(ballot=ballot, by=world.lmc_reviewer, now=later).certified_by == world.lmc_reviewer


def test_an_officer_who_also_verifies_cannot_certify_their_own_ballot(world, now, clock):
    from ccgs.terms import RoleCode

    post(RoleCode.LAY_MEMBER, world.ccg, world.officer)
    ballot = opened(world, now=now)
    later = clock(ballot.closes_at)
    count_ballot(ballot=ballot, by=world.second_officer, now=later)
    with pytest.raises(Refused, match="You are the returning officer"):
        certify_ballot(ballot=ballot, by=world.officer, now=later)


# -- weights ---------------------------------------------------------------------------------------------------------


def test_weights_per_patients_and_a_reweighted_practice(world, now, clock):
    terms = replace(NO_NOTICE, weight_kind=WeightKind.PER_PATIENTS, weight_number=2000, weight_rounding=Rounding.CEIL)
    ballot = opened(world, now=now, constitution=rules(world.ccg, terms))
    assert list(ballot.roll.order_by("code").values_list("weight", flat=True)) == [6, 4, 4, 2, 1]
    cast_all(world, ballot, {"G82001": ("C",), "G82002": ("B",), "G82003": ("B",)}, now=now)
    correct_roll(
        ballot=ballot,
        practice=world.practices[2],
        kind="REWEIGHTED",
        weight=1,
        reason="List counted twice",
        by=world.officer,
        now=now,
    )
    later = clock(ballot.closes_at)
    (result,) = count_ballot(ballot=ballot, by=world.officer, now=later)
    tally = result.tally
    assert (tally.eligible.practices, tally.eligible.weight) == (5, 14)
    assert {option.code: (count.practices, count.weight) for option, count in tally.options if count.practices} == {
        "C": (1, 6),
        "B": (2, 5),
    }
    assert (tally.leading, tally.outcome) == ("C", "CARRIED")
    assert len(tally.lines) == 6


# -- deadlines -------------------------------------------------------------------------------------------------------


def test_extension_only_before_the_close_with_a_reason_and_notice_to_all(world, now, clock):
    ballot = opened(world, now=now)
    cast(world, ballot, "G82001", "C", now=now)
    new = ballot.closes_at + timedelta(days=3)
    with pytest.raises(Conflict, match="reason"):
        extend_ballot(ballot=ballot, closes_at=new, reason=" ", by=world.officer, now=now)
    ballot = extend_ballot(ballot=ballot, closes_at=new, reason="Snow", by=world.officer, now=now)
    assert ballot.closes_at == new
    assert Message.objects.filter(key__startswith=f"ballot:{ballot.pk}:extended").count() == 6
    clock(new)
    with pytest.raises(Conflict, match="cannot be reopened"):
        extend_ballot(ballot=ballot, closes_at=new + timedelta(days=1), reason="More", by=world.officer, now=new)
    assert Entry.objects.get(act="ballot.extended").reason == "Snow"


def test_reminders_go_only_to_those_who_have_not_voted_once_a_step_and_right_after_an_outage(world, now, clock):
    ballot = opened(world, now=now)
    cast(world, ballot, "G82001", "C", now=now)

    def reminded():
        return Message.objects.filter(key__startswith=f"ballot:{ballot.pk}:remind").count()

    assert remind(now).done == 0
    assert remind(ballot.closes_at - timedelta(days=7)).done == 4
    assert remind(ballot.closes_at - timedelta(days=6)).done == 0
    cast(world, ballot, "G82002", "C", now=now)
    assert remind(ballot.closes_at - timedelta(hours=5)).done == 3  # slept through the step of three days
    assert reminded() == 7
    assert remind(ballot.closes_at).done == 0
    extend_ballot(
        ballot=ballot, closes_at=ballot.closes_at + timedelta(days=4), reason="Snow", by=world.officer, now=now
    )
    assert remind(ballot.closes_at + timedelta(days=2)).done == 3  # the ladder of the new close


def test_a_representative_appointed_after_the_opening_is_told(world, now, clock):
    ballot = opened(world, now=now)
    assert remind(now).done == 0
    post(RoleCode.DEPUTY, world.practices[1], world.nobody, starts_at=now)
    assert remind(now).done == 1
    assert Message.objects.filter(to_person=world.nobody, key__startswith=f"ballot:{ballot.pk}:opened").count() == 1


# -- disputes --------------------------------------------------------------------------------------------------------


def test_challenge_answer_and_void(world, closed):
    ballot, later = closed
    ballot = published(world, ballot, now=later)
    for person in (world.foreign_representative, world.nobody, world.accountable_officer):
        with pytest.raises(Refused):
            challenge_ballot(ballot=ballot, reason="Wrong", by=person, now=later)
    ballot = challenge_ballot(ballot=ballot, reason="We got no notice.", by=world.representative, now=later)
    assert not facts_of(ballot, later).announced
    with pytest.raises(Refused):
        answer_challenge(ballot=ballot, reason="You did", by=world.officer, now=later)
    ballot = answer_challenge(ballot=ballot, reason="The outbox shows it was sent.", by=world.lay_member, now=later)
    assert ballot.state == BallotState.PUBLISHED
    ballot = void_ballot(ballot=ballot, reason="The wrong text was attached.", by=world.officer, now=later)
    assert facts_of(ballot, later).void
    assert ballots_that_decide(world.ccg, later) == []
    assert Message.objects.filter(key__startswith=f"ballot:{ballot.pk}:void").count() == 6
    with pytest.raises(Conflict):
        void_ballot(ballot=ballot, reason="Again", by=world.officer, now=later)


def test_re_ballot_says_what_changed(world, closed):
    ballot, later = closed
    with pytest.raises(Conflict):
        draft_re_ballot(ballot=ballot, reason="New text", by=world.officer, now=later)
    published(world, ballot, now=later)
    with pytest.raises(Refused, match="what changed"):
        draft_re_ballot(ballot=ballot, reason="", by=world.officer, now=later)
    again = draft_re_ballot(ballot=ballot, reason="Talks were held.", by=world.officer, now=later)
    assert (again.re_ballot_of, again.title, again.questions.count()) == (
        ballot,
        "Re-ballot: Delegated commissioning",
        1,
    )


def test_mandate_binds_the_text_that_was_voted_on(world, now, clock):
    version = proposed(world.ccg)
    ballot = opened(
        world,
        now=now,
        questions=(
            {"kind": QuestionKind.MODEL_CHOICE, "text": "Take up C?", "models": "C"},
            {"kind": QuestionKind.CONSTITUTION_CHANGE, "text": "Adopt?", "constitution": version},
        ),
    )
    for code in ("G82001", "G82002", "G82003"):
        cast(world, ballot, code, "FOR", "AGAINST", now=now)
    later = clock(ballot.closes_at)
    assert [question.outcome for question in facts_of(ballot, later).questions] == ["", ""]
    published(world, ballot, now=later)
    found = facts_of(ballot, later)
    model, change = found.questions
    assert (model.kind, model.outcome, model.supports) == ("MODEL_CHOICE", "CARRIED", ("C",))
    assert (change.kind, change.outcome) == ("CONSTITUTION_CHANGE", "LOST")
    assert (change.text_hash, change.rules_hash) == (version.text_hash, version.rules_hash)
    assert found.announced


def test_all_must_pass(world, now, clock):
    ballots = []
    for ccg, officer in ((world.ccg, world.officer), (world.other_ccg, world.other_officer)):
        ballot = draft(world, now=now, ccg=ccg, by=officer)
        ballots.append((join_group(ballot=ballot, name="Kent and Medway", by=officer, now=now), officer))
    first, second = [open_ballot(ballot=ballot, by=officer, now=now) for ballot, officer in ballots]
    cast(world, first, "G82001", "C", now=now)
    cast(world, second, "H81001", "NONE", now=now)
    later = clock(first.closes_at)
    group = Ballot.objects.get(pk=first.pk).group
    published(world, first, now=later)
    assert group_outcomes(group) == {1: None}
    count_ballot(ballot=second, by=world.other_officer, now=later)
    assert group_outcomes(group) == {1: None}  # what the other counted is neither certified nor anybody else's to know
    certify_ballot(ballot=second, by=post("AUDIT_CHAIR", world.other_ccg).person, now=later)
    assert group_outcomes(group) == {1: None}
    publish_ballot(ballot=second, by=world.other_officer, now=later)
    assert group_outcomes(group) == {1: "LOST"}
    assert Result.objects.get(question__ballot=first).outcome == "CARRIED"
    assert facts_of(first, later).questions[0].outcome == "LOST"


def test_a_result_as_published_is_text_and_never_a_mandate(world, now):
    facts = PublishedResultFacts(
        held_on=(now - timedelta(days=77)).date(),
        question="Changes to the constitution",
        kind=QuestionKind.CONSTITUTION_CHANGE,
        turnout_text="95% of practices",
        support_text="93.5%",
        outcome="CARRIED",
        source="Health and Wellbeing Board paper, 15 September 2015",
    )
    noted = partial(note_historic_result, ccg=world.ccg, by=world.officer, now=now)
    with pytest.raises(Refused, match="where the result was published"):
        noted(facts=replace(facts, source=" "))
    with pytest.raises(Refused, match="not come yet"):
        noted(facts=replace(facts, held_on=(now + timedelta(days=1)).date()))
    row = noted(facts=facts)
    assert (row.turnout_text, row.support_text) == ("95% of practices", "93.5%")
    assert ballots_that_decide(world.ccg, now) == []
    assert historic_results(world.ccg) == [row]
    assert Ballot.objects.count() == 0
