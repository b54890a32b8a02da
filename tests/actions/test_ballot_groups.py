"""CCGs asked together: what one only counted is nobody else's; what one takes back is taken from all (VOT-07)."""

from datetime import timedelta
from html import unescape

import pytest

from ccgs.models import Constitution
from ccgs.terms.constitutions import ConstitutionState as S
from cocommission.shared.errors import Refused
from tests.actions.test_ballot_adoption import asked_together, state
from tests.factories.ccgs_people import post
from tests.factories.votes import cast, draft, proposed, published
from votes.actions.ballot_counting import certify_ballot, close_ballot, count_ballot, publish_ballot
from votes.actions.ballot_disputes import answer_challenge, challenge_ballot, void_ballot
from votes.actions.ballot_opening import open_ballot
from votes.actions.ballots import bind_rule, draft_re_ballot, edit_draft, join_group, save_question
from votes.queries.mandates import group_outcomes
from votes.rules.facts import QuestionFacts

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions(world):
    return [proposed(world.ccg), proposed(world.other_ccg, text="# The other's")]


@pytest.fixture
def verifier(world):
    return post("AUDIT_CHAIR", world.other_ccg).person


@pytest.fixture
def both(world, now, database_clock, versions):
    """Two ballots that closed with a Yes each; the clock stands at their close."""
    database_clock(now)
    first, other = asked_together(world, versions, now)
    cast(world, first, "G82001", "FOR", now=now)
    cast(world, other, world.other_practices[0].code, "FOR", now=now)
    database_clock(first.closes_at)
    return first, other


def test_a_result_that_another_ccg_has_only_counted_is_on_no_page(client, world, both, verifier, travel):
    first, other = both
    later = travel(first.closes_at)
    published(world, first, now=later)
    close_ballot(other.pk, now=later)
    count_ballot(ballot=other, by=world.other_officer, now=later)
    for who in (None, world.officer, world.lmc_reviewer):
        client.force_login(who) if who else client.logout()
        for page in ("", "certificate/"):
            assert "ogether: " not in client.get(f"{first.url}{page}").content.decode()
    certify_ballot(ballot=other, by=verifier, now=later)
    publish_ballot(ballot=other, by=world.other_officer, now=later)
    assert "All CCGs together: carried" in client.get(first.url).content.decode()
    assert "All CCGs asked together: carried" in client.get(f"{first.url}certificate/").content.decode()


def test_a_challenge_dismissed_last_adopts_what_all_carried(world, both, versions, verifier):
    first, other = both
    later = first.closes_at
    published(world, first, now=later)
    challenge_ballot(ballot=first, reason="No notice", by=world.representative, now=later)
    published(world, other, now=later, by=world.other_officer, verifier=verifier)
    assert [state(one) for one in versions] == [S.PROPOSED, S.PROPOSED]
    answer_challenge(ballot=first, reason="Notice was given.", by=world.audit_chair, now=later)
    assert [state(one) for one in versions] == [S.ADOPTED, S.ADOPTED]


def test_a_ballot_declared_void_takes_the_adoption_of_every_ccg_back_until_a_re_ballot(
    world, both, versions, verifier, database_clock
):
    first, other = both
    later = first.closes_at
    published(world, first, now=later)
    published(world, other, now=later, by=world.other_officer, verifier=verifier)
    assert [state(one) for one in versions] == [S.ADOPTED, S.ADOPTED]
    void_ballot(ballot=other, reason="Wrong roll", by=world.other_officer, now=later)
    assert [state(one) for one in versions] == [S.PROPOSED, S.PROPOSED]
    assert Constitution.objects.get(pk=versions[0].pk).adoption_evidence == {}
    again = draft_re_ballot(ballot=other, reason="The roll", by=world.other_officer, now=later)
    bind_rule(ballot=again, constitution=other.constitution, by=world.other_officer, now=later)
    edit_draft(ballot=again, closes_at=later + timedelta(days=14), by=world.other_officer, now=later)
    again = open_ballot(ballot=again, by=world.other_officer, now=later)
    cast(world, again, world.other_practices[0].code, "FOR", now=later)
    database_clock(again.closes_at)
    published(world, again, now=again.closes_at, by=world.other_officer, verifier=verifier)
    assert group_outcomes(again.group) == {1: "CARRIED"}
    assert [state(one) for one in versions] == [S.ADOPTED, S.ADOPTED]


def test_a_first_ballot_declared_void_after_its_re_ballot_takes_nothing_from_the_others(
    world, both, versions, verifier, database_clock
):
    first, other = both
    later = first.closes_at
    published(world, first, now=later)
    published(world, other, now=later, by=world.other_officer, verifier=verifier)
    again = draft_re_ballot(ballot=other, reason="The wording", by=world.other_officer, now=later)
    # The first version is adopted already, so the members are asked about another one.
    version = proposed(world.other_ccg, text="# The other's, again")
    save_question(
        ballot=again, question=again.questions.get(), facts=QuestionFacts("CONSTITUTION_CHANGE", "Do you approve it?"),
        constitution=version, by=world.other_officer, now=later,
    )  # fmt: skip
    bind_rule(ballot=again, constitution=other.constitution, by=world.other_officer, now=later)
    edit_draft(ballot=again, closes_at=later + timedelta(days=14), by=world.other_officer, now=later)
    again = open_ballot(ballot=again, by=world.other_officer, now=later)
    cast(world, again, world.other_practices[0].code, "FOR", now=later)
    database_clock(again.closes_at)
    published(world, again, now=again.closes_at, by=world.other_officer, verifier=verifier)
    void_ballot(ballot=other, reason="Wrong roll", by=world.other_officer, now=again.closes_at)
    assert [state(one) for one in (*versions, version)] == [S.ADOPTED, S.PROPOSED, S.ADOPTED]


def test_nobody_joins_once_another_has_opened_and_a_draft_can_leave(client, world, now, travel):
    travel(now)
    first, other, third = (draft(world, now=now), draft(world, now=now, ccg=world.other_ccg, by=world.other_officer),
                           draft(world, now=now, ccg=world.other_ccg, by=world.other_officer))  # fmt: skip
    first = join_group(ballot=first, name="Kent", by=world.officer, now=now)
    other = join_group(ballot=other, name="Kent", by=world.other_officer, now=now)
    client.force_login(world.officer)
    assert f"Kent: {world.other_ccg.name}" in unescape(client.get(first.url).content.decode())
    open_ballot(ballot=first, by=world.officer, now=now)
    with pytest.raises(Refused, match="before the first of them opens"):
        join_group(ballot=third, name=" Kent ", by=world.other_officer, now=now)
    assert join_group(ballot=other, name="Kent", by=world.other_officer, now=now).group == first.group
    assert join_group(ballot=other, name="", by=world.other_officer, now=now).group is None
    with pytest.raises(Refused, match="before the first of them opens"):
        join_group(ballot=other, name="Kent", by=world.other_officer, now=now)
