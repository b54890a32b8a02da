"""On the page: more time with a reason, challenge and answer, void, re-ballot, CCGs asked together, as published."""

from datetime import timedelta
from html import unescape

import pytest

from cocommission.shared.clock import london
from cocommission.shared.models import Message
from tests.factories.ccgs_people import post
from tests.factories.votes import cast, draft, opened, published, rules
from votes.actions.ballot_opening import open_ballot
from votes.actions.ballots import bind_rule, draft_re_ballot, edit_draft, join_group
from votes.models import Ballot
from votes.queries.mandates import group_outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def page(client, who, url):
    client.force_login(who) if who else client.logout()
    return unescape(client.get(url).content.decode())


def press(client, who, url, **data):
    client.force_login(who)
    answer = client.post(url, data)
    return answer.status_code, unescape(answer.content.decode())


def moment_fields(name, at):
    at = london(at)
    parts = {"day": at.day, "month": at.month, "year": at.year, "time": f"{at:%H:%M}"}
    return {f"{name}[{part}]": value for part, value in parts.items()}


def test_more_time_only_before_the_close_later_and_with_a_reason(client, world, now, travel) -> None:
    ballot = opened(world, now=now)
    first = ballot.closes_at
    later, url = moment_fields("closes_at", first + timedelta(days=3)), f"{ballot.url}extend/"
    assert press(client, world.officer, url, **later)[0] == 400  # no reason
    code, words = press(client, world.officer, url, **moment_fields("closes_at", now), reason="Flu")
    assert (code, "later" in words) == (409, True)
    assert press(client, world.officer, url, **later, reason="Flu in three practices")[0] == 302
    assert "Flu in three practices" in page(client, None, ballot.url)
    assert Message.objects.filter(text__contains="Flu in three practices").count() == 6  # five practices and a deputy
    travel(first + timedelta(days=3))
    press(client, world.officer, url, **moment_fields("closes_at", first + timedelta(days=9)), reason="More")
    assert Ballot.objects.get().closes_at == first + timedelta(days=3)
    assert "A closed ballot cannot be reopened." in page(client, world.officer, ballot.url)


def test_challenge_answer_void_and_re_ballot(client, world, now, travel) -> None:
    ballot = opened(world, now=now)
    cast(world, ballot, "G82001", "C", now=now)
    published(world, ballot, now=travel(ballot.closes_at))
    assert press(client, world.far_representative, f"{ballot.url}challenge/", reason="Mine")[0] == 404
    assert press(client, world.representative, f"{ballot.url}challenge/", reason=" ")[0] == 400
    assert press(client, world.representative, f"{ballot.url}challenge/", reason="We got no notice")[0] == 302
    assert "The result is challenged" in page(client, None, ballot.url)
    assert press(client, world.officer, f"{ballot.url}challenge/answer/", reason="No")[0] == 403
    assert press(client, world.audit_chair, f"{ballot.url}challenge/answer/", reason="The outbox shows it")[0] == 302
    assert "Answer: The outbox shows it" in page(client, None, ballot.url)
    assert press(client, world.officer, f"{ballot.url}void/", reason="")[0] == 400
    assert press(client, world.officer, f"{ballot.url}void/", reason="The roll was wrong")[0] == 302
    text = page(client, None, ballot.url)
    assert ("This ballot is void" in text, "The roll was wrong" in text) == (True, True)
    assert "100.0% (1 of 1)" not in text
    assert client.get(f"{ballot.url}tally.json").status_code == 404
    assert press(client, world.officer, f"{ballot.url}again/", reason="")[0] == 400
    assert press(client, world.officer, f"{ballot.url}again/", reason="The roll is right now")[0] == 302
    second = Ballot.objects.get(re_ballot_of=ballot)
    assert "Asked again" not in page(client, None, ballot.url)  # a draft is not public
    second = open_second(world, second, now=ballot.closes_at)
    assert f'Asked again in <a class="nhsuk-link" href="{second.url}">' in page(client, None, ballot.url)
    assert "What changed: The roll is right now" in page(client, None, second.url)


def open_second(world, second, *, now):
    bind_rule(ballot=second, constitution=rules(world.ccg), by=world.officer, now=now)
    edit_draft(ballot=second, by=world.officer, now=now, closes_at=now + timedelta(days=14))
    return open_ballot(ballot=second, by=world.officer, now=now)


def test_the_certificate_has_everything_and_goes_with_a_challenge(client, world, now, travel) -> None:
    ballot = opened(world, now=now)
    for code, option in (("G82001", "C"), ("G82002", "C"), ("G82003", "B")):
        cast(world, ballot, code, option, now=now)
    url = f"{ballot.url}certificate/"
    assert client.get(url).status_code == 404
    ballot = published(world, ballot, now=travel(ballot.closes_at))
    text = page(client, None, url)
    for words in (
        "66.7% (2 of 3)",
        "60.0% (3 of 5)",
        "(clause 4.3)",
        "Any question needs more than half of the votes cast.",
        world.officer.name,
        world.audit_chair.name,
        "5 practices",
        ballot.roll_hash,
        ballot.ballot_hash,
        ballot.tally.sha256,
        "check_tally.py",
    ):
        assert words in text
    assert f'href="{url}"' in page(client, None, ballot.url)
    assert press(client, world.representative, f"{ballot.url}challenge/", reason="No notice")[0] == 302
    assert client.get(url).status_code == 404


def test_ccgs_asked_together_carry_only_if_each_does_and_a_draft_changes_nothing(client, world, now, travel) -> None:
    verifier = post("AUDIT_CHAIR", world.other_ccg).person
    first = draft(world, now=now)
    assert press(client, world.officer, f"{first.url}together/", name="Kent and Medway")[0] == 302
    other = draft(world, now=now, ccg=world.other_ccg, by=world.other_officer)
    join_group(ballot=other, name="Kent and Medway", by=world.other_officer, now=now)
    first = open_ballot(ballot=Ballot.objects.get(pk=first.pk), by=world.officer, now=now)
    other = open_ballot(ballot=Ballot.objects.get(pk=other.pk), by=world.other_officer, now=now)
    cast(world, first, "G82001", "C", now=now)
    cast(world, other, world.other_practices[0].code, "C", now=now)
    later = travel(first.closes_at)
    published(world, first, now=later)
    text = page(client, None, first.url)
    assert "All CCGs together" not in text  # the other has not counted
    published(world, other, now=later, by=world.other_officer, verifier=verifier)
    text = page(client, None, first.url)
    assert ("All CCGs together: carried" in text, world.other_ccg.name in text) == (True, True)
    draft_re_ballot(ballot=other, reason="Asked again", by=world.other_officer, now=later)
    assert group_outcomes(first.group) == {1: "CARRIED"}  # only drafted
    stranger = draft(world, now=later, closes_at=later + timedelta(days=20))
    code, words = press(client, world.officer, f"{stranger.url}together/", name="Kent and Medway")
    assert (code, "before the first of them opens" in words) == (409, True)


def test_as_published_is_shown_with_its_source_and_never_counted(client, world, now) -> None:
    held = london(now) - timedelta(days=70)
    data = {"held_on[day]": held.day, "held_on[month]": held.month, "held_on[year]": held.year}
    data |= {"question": "Change the constitution", "kind": "CONSTITUTION_CHANGE", "outcome": "CARRIED"}
    data |= {"turnout_text": "95%", "support_text": "93.5%"}
    url = "/ccgs/09W/ballots/as-published/"
    assert press(client, world.officer, url, **data)[0] == 400  # without a source
    assert press(client, world.officer, url, **data, source="Board paper of 15 September 2015")[0] == 302
    text = page(client, None, "/ccgs/09W/ballots/")
    for words in ("As published", "93.5%", "95%", "Board paper of 15 September 2015"):
        assert words in text
    assert not Ballot.objects.exists()
    assert client.get("/api/v1/ballots/?ccg=09W").json()["count"] == 0
