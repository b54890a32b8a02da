"""The register of interests as at any minute, and what of it the public sees."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from cocommission.shared.errors import Refused
from conflicts.actions.interests import change_interest, end_interest, withdraw_interest
from conflicts.actions.policies import set_register_policy
from conflicts.actions.redactions import decide_redaction, lift_redaction, request_redaction
from conflicts.models import Declarant, Redaction
from conflicts.queries.registers import NAME_WITHHELD, arranged, policy_at, published, register_is_published
from conflicts.rules.publication import PolicyFacts, Scope, Shown
from tests.database import london, owners_cursor
from tests.factories.interests import declarant, declaration, reviewed
from tests.factories.registers import day, guardian, policy, redacted, redaction

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def names(register):
    return [entry.name for entry in register.entries]


def test_nothing_is_published_before_the_ccg_says_so(world):
    reviewed(world, world.gp_member)
    assert not register_is_published(world.ccg, world.now)
    assert published(world.ccg, world.now).entries == []
    policy(world)
    assert register_is_published(world.ccg, world.now)
    assert names(published(world.ccg, world.now)) == ["Gordon Doctor"]


def test_an_entry_is_public_once_it_was_reviewed(world):
    policy(world)
    declaration(world, world.gp_member)
    register = published(world.ccg, world.now)
    assert register.entries == []
    assert register.counts[Shown.WAITING] == 1


def test_a_change_waits_for_review_and_the_reviewed_text_stays(world):
    policy(world)
    made = reviewed(world, world.gp_member, description="Owns a tenth")
    change_interest(interest=made, reason="More", by=world.gp_member, now=world.now + HOUR, description="Owns a half")
    entry = published(world.ccg, world.now + HOUR).entries[0]
    assert entry.description == "Owns a tenth"
    assert entry.change_waits


def test_the_register_as_at_any_minute(world):
    policy(world)
    at = world.now + HOUR
    made = reviewed(world, world.gp_member, now=at)
    assert published(world.ccg, at - timedelta(seconds=1)).entries == []
    assert names(published(world.ccg, at)) == ["Gordon Doctor"]
    withdraw_interest(interest=made, reason="Wrong CCG", by=world.officer, now=at + HOUR)
    assert published(world.ccg, at + HOUR).entries == []
    assert names(published(world.ccg, at)) == ["Gordon Doctor"]
    seen_today = published(world.ccg, at, seen_at=at + HOUR)
    assert (seen_today.entries, seen_today.no_longer) == ([], 1)


def test_consent_refused_is_counted_and_not_named(world):
    policy(world)
    reviewed(world, world.gp_member, consent_to_publish=False, consent_reason="Private")
    register = published(world.ccg, world.now)
    assert register.entries == []
    assert register.counts[Shown.WITHHELD] == 1


def test_consent_taken_back_counts_before_the_review_also_for_earlier_days(world):
    policy(world)
    made = reviewed(world, world.gp_member)
    refusal = {"consent_to_publish": False, "consent_reason": "Private"}
    change_interest(interest=made, reason="Threats", by=world.gp_member, now=world.now + HOUR, **refusal)
    assert published(world.ccg, world.now + HOUR).entries == []
    assert published(world.ccg, world.now, seen_at=world.now + HOUR).entries == []


def test_coi_08_off_the_page_six_months_after_the_end_also_when_read_as_at_an_earlier_day(world):
    policy(world)
    made = reviewed(world, world.gp_member)
    ended = world.now + timedelta(days=10)
    end_interest(interest=made, ended_on=ended.date(), by=world.gp_member, now=ended)
    last = london("2016-04-10 23:59")
    assert names(published(world.ccg, last)) == ["Gordon Doctor"]
    off = last + timedelta(minutes=1)
    assert published(world.ccg, off).counts[Shown.EXPIRED] == 1
    assert published(world.ccg, off).entries == []
    assert published(world.ccg, last, seen_at=off).no_longer == 1


def test_coi_08_who_left_is_off_the_page_six_months_later(world):
    policy(world)
    declarant(world, world.gp_member, ends_at=world.now + timedelta(days=1), now=world.now)
    made = reviewed(world, world.gp_member, now=world.now)
    assert names(published(world.ccg, world.now + timedelta(days=30)))
    for row in Declarant.objects.filter(person=made.person, ends_at__isnull=True):
        row.ends_at = world.now + timedelta(days=1)
        row.record(by=None, at=world.now, why="Left")
    assert names(published(world.ccg, world.now + timedelta(days=30)))
    assert not names(published(world.ccg, world.now + timedelta(days=190)))


@pytest.mark.parametrize("now", ["2017-06-10 09:00"], indirect=True)
def test_coi_10_only_decision_makers_from_16_june_2017_unless_the_ccg_chose_everybody(world):
    policy(world)
    declarant(world, world.lay_member, position="Lay member", group="GOVERNING_BODY", decision_maker=True)
    reviewed(world, world.lay_member)
    reviewed(world, world.gp_member)
    before, after = published(world.ccg, london("2017-06-15 23:59")), published(world.ccg, london("2017-06-16 00:00"))
    assert (before.scope, names(before)) == (Scope.ALL, ["Gordon Doctor", "Lionel Lay"])
    assert (after.scope, names(after)) == (Scope.DECISION_MAKERS, ["Lionel Lay"])
    assert after.counts[Shown.OUT_OF_SCOPE] == 1
    policy(world, from_on=day("2017-07-01"), publish_all=True, published_on=day("2017-06-10"))
    assert names(published(world.ccg, london("2017-06-30 12:00"))) == ["Lionel Lay"]
    assert names(published(world.ccg, london("2017-07-01 12:00"))) == ["Gordon Doctor", "Lionel Lay"]


def test_coi_11_only_the_guardians_decision_hides_an_entry(world):
    policy(world)
    made = reviewed(world, world.gp_member)
    request = redaction(world, made)
    assert names(published(world.ccg, world.now)) == ["Gordon Doctor"]
    with pytest.raises(Refused) as refused:
        decide_redaction(redaction=request, granted=True, reason="Yes", by=world.officer, now=world.now)
    assert refused.value.status == 403
    with pytest.raises(Refused, match="reason"):
        decide_redaction(redaction=request, granted=True, reason=" ", by=guardian(world), now=world.now)
    at = world.now + HOUR
    decide_redaction(redaction=request, granted=True, reason="Threat", by=guardian(world), now=at)
    register = published(world.ccg, at)
    assert (register.entries, register.counts[Shown.REDACTED]) == ([], 1)
    assert published(world.ccg, world.now, seen_at=at).entries == []
    lift_redaction(redaction=request, reason="Over", by=guardian(world), now=at + HOUR)
    assert names(published(world.ccg, at + HOUR)) == ["Gordon Doctor"]
    assert published(world.ccg, at).entries == []


def test_coi_11_the_full_copy_is_kept_and_the_name_alone_can_be_hidden(world):
    policy(world)
    made = reviewed(world, world.gp_member)
    redacted(world, made, whole=False)
    register = published(world.ccg, world.now)
    assert names(register) == [NAME_WITHHELD]
    assert [entry.name for entry in register.everything] == ["Gordon Doctor"]
    assert arranged(register.entries, text="gordon") == []


def test_coi_11_nobody_asks_for_somebody_else_and_no_guardian_decides_about_themself(world):
    made = reviewed(world, guardian(world))
    with pytest.raises(Refused) as refused:
        request_redaction(interest=made, whole=True, request="Please", by=world.gp_member, now=world.now)
    assert refused.value.status == 403
    request = redaction(world, made)
    with pytest.raises(Refused, match="your own"):
        decide_redaction(redaction=request, granted=True, reason="Yes", by=guardian(world), now=world.now)


def test_coi_11_the_same_request_twice_is_one_and_a_decision_is_made_once(world):
    made = reviewed(world, world.gp_member)
    request = redaction(world, made)
    assert redaction(world, made) == request
    decide_redaction(redaction=request, granted=False, reason="No danger", by=guardian(world), now=world.now)
    with pytest.raises(Refused, match="already been decided"):
        decide_redaction(redaction=request, granted=True, reason="Danger", by=guardian(world), now=world.now)
    assert Redaction.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE conflicts_redaction SET decision_reason = 'Other'",
        "UPDATE conflicts_redaction SET request = 'Other'",
        "UPDATE conflicts_redaction SET state = 'REFUSED'",
        "UPDATE conflicts_redaction SET decided_by_id = (SELECT person_id FROM conflicts_interest LIMIT 1)",
        "DELETE FROM conflicts_redaction",
        "UPDATE conflicts_historicalinterest SET description = 'Other'",
        "DELETE FROM conflicts_historicalinterest",
        "UPDATE conflicts_historicaldeclarant SET decision_maker = true",
    ],
)
def test_coi_11_the_database_refuses_to_change_what_was_decided_and_what_the_register_said(world, statement):
    redacted(world, reviewed(world, world.gp_member))
    with pytest.raises(IntegrityError), owners_cursor() as cursor:
        cursor.execute(statement)


def test_coi_10_the_policy_of_a_past_day_stays(world, database_clock):
    policy(world)
    database_clock(world.now + timedelta(days=1))
    with pytest.raises(IntegrityError, match="on an earlier day"), owners_cursor() as cursor:
        cursor.execute("UPDATE conflicts_registerpolicy SET publish_all = true")


def test_coi_12_a_policy_holds_from_its_day_and_the_same_day_is_set_again(world, database_clock):
    database_clock(world.now)
    first = policy(world)
    again = policy(world, contact_name="Somebody else")
    later = policy(world, from_on=date(2015, 11, 1), published_on=first.published_on, contact_name="Third")
    assert again.pk == first.pk
    assert policy_at(world.ccg, date(2015, 9, 30)) is None
    assert policy_at(world.ccg, date(2015, 10, 31)).contact_name == "Somebody else"
    assert policy_at(world.ccg, date(2015, 11, 1)) == later


def test_coi_10_only_who_keeps_the_registers_sets_the_policy_and_never_for_the_past(world):
    with pytest.raises(Refused) as refused:
        set_register_policy(ccg=world.ccg, by=world.secretary, now=world.now, facts=PolicyFacts(world.now.date()))
    assert refused.value.status == 403
    with pytest.raises(Refused, match="today or later"):
        policy(world, from_on=date(2015, 9, 1))
    policy(world)
    with pytest.raises(Refused, match="cannot make them private"):
        policy(world, published_on=None)


def test_three_statements_whatever_the_number_of_entries(world, django_assert_num_queries):
    policy(world)
    reviewed(world, world.gp_member)
    with django_assert_num_queries(2):
        published(world.ccg, world.now)
    reviewed(world, world.lay_member)
    reviewed(world, world.gp_member)
    with django_assert_num_queries(3):
        published(world.ccg, world.now, seen_at=world.now + HOUR)
