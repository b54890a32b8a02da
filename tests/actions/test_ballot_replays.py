"""Cases of the public record, run from their inputs through the product's own actions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ccgs.terms import RoleCode
from ccgs.terms.voting import QuorumOf, ThresholdBase, WeightKind
from cocommission.shared.errors import Refused
from models_abc.queries.mandates import ballot_facts, ballots_that_decide
from tests.factories import world as places
from tests.factories.ccgs_people import person, post
from tests.factories.votes import NO_NOTICE, cast, draft, entry_of, more_practices, opened, proposed, published, rules
from votes.actions.ballot_opening import open_ballot
from votes.actions.ballots import bind_rule, draft_re_ballot, edit_draft, join_group
from votes.models import RollEntry, VotingPaper
from votes.queries.ballots import missing_before_opening, verifiers
from votes.rules.ballot_words import turnout_sentence
from votes.terms.ballots import QuestionKind

pytestmark = pytest.mark.django_db
TAKE_UP = {"kind": QuestionKind.MODEL_CHOICE, "text": "Take up co-commissioning?", "models": "BC", "as_choice": False}


def many_casts(world, ballot, votes, *, now):
    """Writes votes in bulk: (number of practices, answers to each question), through the database's own referee."""
    entries = iter(RollEntry.objects.filter(ballot=ballot).order_by("code"))
    for number, answers in votes:
        for _ in range(number):
            cast(world, ballot, next(entries).code, *answers, now=now)


def said(client, ballot):
    """What the service tells everybody about each question of a published ballot."""
    return client.get(f"/api/v1/ballots/{ballot.pk}/").json()["questions"]


def outcomes(client, ballot):
    return [question["outcome"] for question in said(client, ballot)]


def mandate(ccg, at):
    """The questions of the latest ballot that decides, as the readiness of an application is asked for them."""
    *_, latest = ballot_facts(ballots_that_decide(ccg, at), at)
    assert latest.announced
    return latest.questions


@pytest.fixture
def medway(world, now, travel):
    """Medway with 56 member practices, as in the first half of 2015."""
    travel(now)
    more_practices(world, 51)
    return world


@pytest.mark.parametrize("now", ["2015-03-02 09:00"], indirect=True)
def test_medway_march_2015(medway, now, travel, client):
    """75% for co-commissioning and 37% for the constitution: carried and lost, one ballot, no mandate to change."""
    version = proposed(medway.ccg)
    ballot = opened(
        medway,
        now=now,
        questions=(
            TAKE_UP,
            {"kind": QuestionKind.CONSTITUTION_CHANGE, "text": "Change the constitution?", "constitution": version},
        ),
    )
    assert RollEntry.objects.filter(ballot=ballot).count() == 56
    votes = [(21, ("FOR", "FOR")), (21, ("FOR", "AGAINST")), (14, ("AGAINST", "AGAINST"))]
    many_casts(medway, ballot, votes, now=now)
    later = travel(ballot.closes_at)
    published(medway, ballot, now=later)
    assert outcomes(client, ballot) == ["CARRIED", "LOST"]
    first, second = said(client, ballot)
    assert "75.0% (42 of 56)" in first["sentence"]
    assert "37.5% (21 of 56)" in second["sentence"]
    model, change = mandate(medway.ccg, later)
    assert (model.kind, model.outcome, model.supports) == ("MODEL_CHOICE", "CARRIED", ("B", "C"))
    assert (change.kind, change.outcome, change.text_hash) == ("CONSTITUTION_CHANGE", "LOST", version.text_hash)


@pytest.mark.parametrize("now", ["2015-07-02 09:00"], indirect=True)
def test_medway_july_2015(medway, now, travel, client):
    """53 of 56 practices vote at the end of a fortnight, nearly all for the change: carried. The paper's 93.5% fits no
    whole number of practices, so the page shows what was counted.
    """
    version = proposed(medway.ccg)
    ballot = opened(
        medway,
        now=now,
        questions=({"kind": QuestionKind.CONSTITUTION_CHANGE, "text": "Change?", "constitution": version},),
    )
    many_casts(medway, ballot, [(50, ("FOR",)), (3, ("AGAINST",))], now=now)
    later = travel(ballot.closes_at)
    published(medway, ballot, now=later)
    (change,) = said(client, ballot)
    assert change["outcome"] == "CARRIED"
    assert change["sentence"].startswith("Carried. 94.3% (50 of 53)")
    assert turnout_sentence(ballot.questions.get().result.tally) == "94.6% (53 of 56) of the practices voted."


def test_corby_is_warned_before_opening(world, now):
    """Five practices, one of which holds 64.2% of the patients: the list-size ballot is decided by that one."""
    corby = places.ccg("03V", "NHS Corby CCG", world.region)
    patients = [47_251, 9_500, 8_000, 5_349, 3_500]
    for number, size in enumerate(patients):
        place = places.practice(f"K8300{number}", f"Corby Surgery {number}", size, corby, world.release)
        post(RoleCode.REPRESENTATIVE, place, person())
    officer = person("Oona Officer")
    post(RoleCode.GOVERNANCE_OFFICER, corby, officer)
    post(RoleCode.LAY_MEMBER, corby, person())
    by_list = rules(corby, replace(NO_NOTICE, weight_kind=WeightKind.LIST_SIZE))
    ballot = draft(world, now=now, ccg=corby, by=officer, constitution=by_list)
    (warning,) = missing_before_opening(ballot, now)
    assert warning.level == "W"
    assert "47,251 of 73,600 votes (64.2%) and would decide every question alone" in warning.missing
    assert open_ballot(ballot=ballot, by=officer, now=now).state == "OPENED"


@pytest.fixture
def cheshire(world, now, travel):
    """Four CCGs with 14, 11, 32 and 20 practices, one ballot each, asked together."""
    travel(now)
    ballots = []
    for index, size in enumerate((14, 11, 32, 20)):
        ccg = places.ccg(f"01{'CRWX'[index]}", f"NHS Cheshire {index} CCG", world.region)
        for number in range(size):
            place = places.practice(f"N{index}{number:04}", f"Cheshire {index}-{number}", 5000, ccg, world.release)
            holder = person()
            post(RoleCode.REPRESENTATIVE, place, holder)
            world.representatives[place.code] = holder
        officer = person()
        post(RoleCode.GOVERNANCE_OFFICER, ccg, officer)
        post(RoleCode.LAY_MEMBER, ccg, person())
        ballot = draft(world, now=now, ccg=ccg, by=officer, questions=(TAKE_UP,))
        ballots.append((join_group(ballot=ballot, name="One Cheshire", by=officer, now=now), officer))
    return [(open_ballot(ballot=ballot, by=officer, now=now), officer) for ballot, officer in ballots]


@pytest.mark.parametrize(
    ("fourth", "together"),
    [([(19, ("FOR",)), (1, ("AGAINST",))], "CARRIED"), ([(9, ("FOR",)), (11, ("AGAINST",))], "LOST")],
)
def test_cheshire_2019_is_carried_only_because_each_carried(world, now, cheshire, travel, client, fourth, together):
    each = [
        [(13, ("FOR",)), (1, ("AGAINST",))],
        [(7, ("FOR",)), (4, ("AGAINST",))],
        [(28, ("FOR",)), (4, ("AGAINST",))],
        fourth,
    ]
    for (ballot, _), votes in zip(cheshire, each, strict=True):
        many_casts(world, ballot, votes, now=now)
    later = travel(cheshire[0][0].closes_at)
    first = cheshire[0][0]
    for ballot, officer in cheshire:
        assert "All CCGs together" not in client.get(first.url).content.decode()
        (verifier,) = verifiers(ballot.ccg, later)
        published(world, ballot, now=later, by=officer, verifier=verifier)
    assert outcomes(client, first) == ["CARRIED"]
    assert f"All CCGs together: {together.lower()}" in client.get(first.url).content.decode()
    (merge,) = mandate(first.ccg, later)
    assert (merge.outcome == "CARRIED") == (together == "CARRIED")


def test_surrey_downs_2019_is_inquorate_and_asked_again(medway, now, travel, client):
    """At least 75% of practices must vote; 41 of 56 is just under: inquorate, not lost, and a linked re-ballot."""
    terms = replace(NO_NOTICE, quorum_numerator=3, quorum_denominator=4, quorum_of=QuorumOf.PRACTICES)
    version = rules(medway.ccg, terms)
    ballot = opened(medway, now=now, constitution=version)
    many_casts(medway, ballot, [(41, ("C",))], now=now)
    later = travel(ballot.closes_at)
    published(medway, ballot, now=later)
    (question,) = said(client, ballot)
    assert question["outcome"] == "INQUORATE"
    words = "Quorum not met. Only 73.2% (41 of 56) of the practices took part; 42 had to. Nothing was decided."
    assert question["sentence"] == words
    again = draft_re_ballot(ballot=ballot, reason="More time to vote.", by=medway.officer, now=later)
    bind_rule(ballot=again, constitution=version, by=medway.officer, now=later)
    edit_draft(ballot=again, by=medway.officer, now=later, closes_at=later + timedelta(days=14))
    again = open_ballot(ballot=again, by=medway.officer, now=later)
    assert again.re_ballot_of == ballot
    many_casts(medway, again, [(42, ("C",))], now=later)
    end = travel(again.closes_at)
    published(medway, again, now=end)
    assert outcomes(client, again) == ["CARRIED"]


@pytest.mark.parametrize("now", ["2015-09-15 09:00"], indirect=True)
def test_brighton_and_hove_2015_says_no(medway, now, travel):
    """A majority of practices against: lost, and no mandate for any model."""
    ballot = opened(
        medway,
        now=now,
        constitution=rules(medway.ccg, replace(NO_NOTICE, base=ThresholdBase.ELIGIBLE_PRACTICES)),
        questions=({"kind": QuestionKind.MODEL_CHOICE, "text": "Apply for model C?", "models": "C"},),
    )
    many_casts(medway, ballot, [(16, ("FOR",)), (30, ("AGAINST",))], now=now)
    later = travel(ballot.closes_at)
    published(medway, ballot, now=later)
    (question,) = mandate(medway.ccg, later)
    assert question.outcome == "LOST"


def test_a_practice_that_left_since_is_still_on_its_roll(medway, now, travel):
    """VOT-01: the electorate is the roll of the opening, whatever the files of a later day say."""
    ballot = opened(medway, now=now)
    row = medway.practices[0].versions.get()
    row.to_on = now.date() + timedelta(days=1)
    row.record(by=medway.officer, at=now, why="Left")
    later = travel(now + timedelta(days=3))
    assert cast(medway, ballot, "G82001", "C", now=later).number == 1
    assert VotingPaper.objects.filter(roll_entry=entry_of(ballot, "G82001")).exists()
    with pytest.raises(Refused):
        cast(medway, ballot, "G82001", "C", now=later, by=medway.foreign_representative)
