"""Two pairs of eyes on an entry: who changed it, who read it, who takes it back, and who is told (COI-06, COI-07)."""

from datetime import date, datetime, timedelta

import pytest

from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from conflicts.actions.declarants import end_declarant, mark_decision_maker
from conflicts.actions.interests import (
    change_interest,
    end_interest,
    review_interest,
    withdraw_interest,
    wording_of,
)
from conflicts.models import Breach
from conflicts.queries.declarations import waiting_for_review
from conflicts.queries.registers import published
from tests.factories.gifts import offer
from tests.factories.interests import declarant, declaration, reviewed
from tests.factories.registers import policy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(world, database_clock, now):
    database_clock(now)
    return world


def told(person, words):
    return Message.objects.filter(to_person=person, subject__contains=words)


def test_coi_06_who_changed_an_entry_does_not_sign_off_their_own_words(world, now):
    made = reviewed(world, world.gp_member)
    change_interest(interest=made, description="Nothing of note", reason="Tidied", by=world.officer, now=now)
    with pytest.raises(Refused, match="You changed this entry"):
        review_interest(interest=made, mitigation="None needed", by=world.officer, now=now)
    done = review_interest(interest=made, mitigation="None needed", by=world.second_officer, now=now)
    assert done.state == "COMPLETE"


def test_coi_06_a_later_hand_does_not_wash_an_earlier_one(world, now):
    made = reviewed(world, world.gp_member)
    change_interest(interest=made, description="Nothing of note", reason="Tidied", by=world.officer, now=now)
    change_interest(interest=made, description="Nothing of note at all", reason="Typo", by=world.gp_member, now=now)
    with pytest.raises(Refused, match="You changed this entry"):
        review_interest(interest=made, mitigation="None needed", by=world.officer, now=now)


def test_coi_06_a_review_is_of_the_words_that_were_read(world, now):
    made = declaration(world, world.gp_member, description="10 of 1,000 shares")
    read = wording_of(made)
    change_interest(interest=made, description="900 of 1,000 shares", reason="More", by=world.gp_member, now=now)
    with pytest.raises(Conflict, match="Read it again"):
        review_interest(interest=made, mitigation="None needed", by=world.officer, now=now, read=read)
    made.refresh_from_db()
    done = review_interest(
        interest=made, mitigation="Leaves the item", by=world.officer, now=now, read=wording_of(made)
    )
    assert (done.state, done.description) == ("COMPLETE", "900 of 1,000 shares")


def test_coi_06_nobody_takes_back_their_own_entry_that_somebody_else_signed_off(world, now):
    made = reviewed(world, world.gp_member)
    with pytest.raises(Refused, match="Ask a governance officer"):
        withdraw_interest(interest=made, reason="The morning of the meeting", by=world.gp_member, now=now)
    change_interest(interest=made, description="A share", reason="So that it waits", by=world.gp_member, now=now)
    with pytest.raises(Refused, match="Ask a governance officer"):
        withdraw_interest(interest=made, reason="The morning of the meeting", by=world.gp_member, now=now)
    own = reviewed(world, world.officer)
    with pytest.raises(Refused, match="Ask a governance officer"):
        withdraw_interest(interest=own, reason="Mine", by=world.officer, now=now)
    fresh = declaration(world, world.gp_member)
    assert withdraw_interest(interest=fresh, reason="Twice", by=world.gp_member, now=now).state == "WITHDRAWN"
    assert withdraw_interest(interest=made, reason="Twice", by=world.officer, now=now).state == "WITHDRAWN"
    assert told(world.gp_member, "was withdrawn").count() == 1


def test_coi_07_refused_consent_is_given_by_the_declarant_alone(world, now):
    made = declaration(world, world.gp_member, consent_to_publish=False, consent_reason="Threats")
    with pytest.raises(Refused, match="Only the declarant") as refused:
        change_interest(interest=made, consent_to_publish=True, reason="It is needed", by=world.officer, now=now)
    assert [(b.rule, b.field) for b in refused.value.blockers] == [("COI-07", "consent")]
    made.refresh_from_db()
    assert made.consent_to_publish is False
    assert change_interest(
        interest=made, consent_to_publish=True, reason="It is over", by=world.gp_member, now=now
    ).consent_to_publish
    changed = change_interest(
        interest=made,
        consent_to_publish=False,
        consent_reason="By letter",
        reason="A letter",
        by=world.officer,
        now=now,
    )
    assert changed.consent_to_publish is False


def test_the_declarant_is_told_what_others_did_with_their_entry_and_not_what_they_did(world, now):
    made = reviewed(world, world.gp_member)
    change_interest(interest=made, description="Mine", reason="Mine", by=world.gp_member, now=now)
    assert not told(world.gp_member, "was changed").exists()
    change_interest(interest=made, description="Yours", reason="A letter", by=world.officer, now=now)
    message = told(world.gp_member, "was changed").get()
    assert "Olive Officer changed it for you. The reason given: A letter" in message.text
    end_interest(interest=made, ended_on=now.date(), by=world.officer, now=now)
    assert told(world.gp_member, "was ended").count() == 1


def test_an_end_is_told_to_the_officers_and_can_be_taken_back(world, now):
    made = reviewed(world, world.gp_member, arose_on=date(2015, 9, 10), aware_on=date(2015, 9, 10))
    end_interest(interest=made, ended_on=now.date() - timedelta(days=5), by=world.gp_member, now=now)
    for officer in (world.officer, world.second_officer):
        message = told(officer, "An interest of Gordon Doctor ended").get()
        assert "The first day after it: 26 September 2015." in message.text
    again = end_interest(interest=made, ended_on=None, by=world.gp_member, now=now + timedelta(minutes=1))
    assert (again.ended_on, again.state) == (None, "COMPLETE")
    assert Entry.objects.filter(subject=made.subject, act="interest.reopened").count() == 1
    assert told(world.officer, "has not ended after all").count() == 1


def test_somebody_who_no_longer_declares_still_ends_what_they_declared(world, now):
    declarant(world, world.nobody)
    made = reviewed(world, world.nobody)
    later = now + timedelta(days=3)
    assert end_interest(interest=made, ended_on=later.date(), by=world.nobody, now=later).ended_on == later.date()


def test_coi_06_a_task_to_review_is_of_nobody_who_changed_the_entry(world, now):
    made = reviewed(world, world.gp_member)
    change_interest(interest=made, description="Nothing of note", reason="Tidied", by=world.officer, now=now)
    other = declaration(world, world.auditor)
    assert [row.pk for row in waiting_for_review([world.ccg.pk], world.officer)] == [other.pk]
    assert [row.pk for row in waiting_for_review([world.ccg.pk], world.second_officer)] == [made.pk, other.pk]
    review_interest(interest=made, mitigation="None needed", by=world.second_officer, now=now)
    change_interest(interest=made, description="Two shares", reason="One more", by=world.gp_member, now=now)
    assert made in waiting_for_review([world.ccg.pk], world.officer)


def test_coi_10_nobody_decides_whether_their_own_entries_are_published(world, now):
    row = declarant(world, world.officer, decision_maker=True, group="EMPLOYEE", position="Governance officer")
    with pytest.raises(Refused, match="Ask another officer"):
        mark_decision_maker(declarant=row, decision_maker=False, reason="I do not", by=world.officer, now=now)
    with pytest.raises(Refused, match="Ask another officer"):
        end_declarant(declarant=row, ends_at=now, by=world.officer, now=now)
    marked = mark_decision_maker(
        declarant=row, decision_maker=False, reason="She does not", by=world.second_officer, now=now
    )
    assert marked.decision_maker is False


@pytest.mark.parametrize(
    ("declared", "late"), [("2015-10-01T22:59:59Z", False), ("2015-10-01T23:00:00Z", True)]
)  # midnight of the 28th day by the clocks of summer
def test_coi_02_the_28_days_end_at_midnight_in_london(world, declared, late):
    at = datetime.fromisoformat(declared)
    declarant(world, world.gp_member)
    made = declaration(
        world, world.gp_member, now=at, body=None, arose_on=date(2015, 9, 3), aware_on=date(2015, 9, 3),
        late_reason="I forgot" if late else "",
    )  # fmt: skip
    assert Breach.objects.filter(interest=made).exists() is late


@pytest.mark.parametrize(("at", "shown"), [("2016-06-09T22:59:59Z", 1), ("2016-06-09T23:00:00Z", 0)])
def test_coi_08_the_six_months_on_the_page_end_at_midnight_in_london(world, now, at, shown):
    policy(world)
    made = reviewed(world, world.gp_member)
    end_interest(interest=made, ended_on=date(2015, 12, 10), by=world.gp_member, now=now)
    moment = datetime.fromisoformat(at)
    assert len(published(world.ccg, moment).entries) == shown
    assert len(published(world.ccg, now, seen_at=moment).entries) == shown


def test_whoever_has_something_entered_for_them_is_told(world, now):
    declarant(world, world.gp_member)
    declaration(world, world.gp_member, by=world.officer)
    assert told(world.gp_member, "was entered").count() == 1
    offer(world, world.gp_member, by=world.officer)
    assert told(world.gp_member, "an offer to you").count() == 1
    offer(world, world.gp_member)
    assert told(world.gp_member, "an offer to you").count() == 1
