"""Breaches under the Guardian: investigated, concluded, told, published, dismissed; the referee keeps what stands."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ccgs.actions.posts import revoke_post
from ccgs.terms import RoleCode
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from conflicts.actions.breaches import (
    assign_investigator,
    conclude,
    dismiss_breach,
    publish_breach,
    record_findings,
    take_up,
    tell_england,
)
from conflicts.queries.breaches import possible_investigators, quarters
from conflicts.tasks.breaches import remind_of_breaches
from tests.database import owners_cursor
from tests.factories.breaches import concluded, finding, guardian, investigated, published, report
from tests.factories.ccgs_people import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    guardian(world)
    return world


def rules(refused):
    return [(b.rule, b.field) for b in refused.value.blockers]


def test_a_breach_goes_from_report_to_publication(world, now):
    made = published(world, by=world.gp_member)
    assert (made.state, made.public_text) == ("PUBLISHED", "A member stayed for the item.")
    acts = list(Entry.objects.filter(subject=made.subject).order_by("pk").values_list("act", flat=True))
    assert acts == [
        "breach.reported", "breach.assigned", "breach.findings", "breach.concluded", "breach.published",
    ]  # fmt: skip
    told = {message.key.split(":")[2] for message in Message.objects.filter(key__startswith=f"breach:{made.pk}:")}
    assert told == {"reported", "assigned", "concluded"}


def test_bre_04_the_reporter_does_not_investigate(world, now):
    made = report(world, by=world.lay_member)
    assert world.lay_member not in possible_investigators(made, now)
    with pytest.raises(Refused) as refused:
        assign_investigator(breach=made, investigator=world.lay_member, by=world.guardian, now=now)
    assert rules(refused) == [("BRE-04", "investigator")]
    refusal = pytest.raises(DatabaseError, match="reporter_never_investigates")
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE conflicts_breach SET investigator_id = reported_by_id WHERE id = %s", [made.pk])


def test_only_the_guardian_works_a_breach(world, now):
    made = report(world)
    for act in (
        lambda: assign_investigator(breach=made, investigator=world.lay_member, by=world.officer, now=now),
        lambda: dismiss_breach(breach=made, reason="No", by=world.accountable_officer, now=now),
        lambda: record_findings(breach=made, findings="x", learning="", actions="", by=world.officer, now=now),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.status == 403


def test_an_investigator_holds_a_post_in_the_ccg(world, now):
    with pytest.raises(Refused, match="holds no post"):
        assign_investigator(breach=report(world), investigator=world.nobody, by=world.guardian, now=now)


def test_the_guardian_has_not_the_last_word_on_what_they_reported_or_did(world, now):
    mine = investigated(world, by=world.guardian)
    with pytest.raises(Conflict, match="You reported this"):
        conclude(breach=mine, by=world.guardian, now=now)
    about_me = finding(world, person=world.guardian)
    with pytest.raises(Conflict, match="about you"):
        take_up(breach=about_me, by=world.guardian, now=now)


def test_bre_04_a_guardian_who_reported_writes_no_findings(world, now):
    mine = report(world, by=world.guardian)
    assign_investigator(breach=mine, investigator=world.lay_member, by=world.guardian, now=now)
    words = {"findings": "As I said", "learning": "x", "actions": "x"}
    with pytest.raises(Conflict, match="You reported this"):
        record_findings(breach=mine, by=world.guardian, now=now, **words)
    assert record_findings(breach=mine, by=world.lay_member, now=now, **words).findings == "As I said"


def test_bre_04_an_investigator_whose_post_ended_writes_no_findings(world, now):
    made = report(world)
    assign_investigator(breach=made, investigator=world.lay_member, by=world.guardian, now=now)
    revoke_post(post=world.posts["lay_member"], reason="Left", by=world.officer, now=now)
    with pytest.raises(Refused) as refused:
        record_findings(breach=made, findings="x", learning="x", actions="x", by=world.lay_member, now=now)
    assert refused.value.status == 403


def test_nothing_is_concluded_without_findings_learning_and_actions(world, now):
    made = report(world)
    assign_investigator(breach=made, investigator=world.lay_member, by=world.guardian, now=now)
    with pytest.raises(Refused) as refused:
        conclude(breach=made, by=world.guardian, now=now)
    assert [field for _, field in rules(refused)] == ["findings", "learning", "actions"]


def test_bre_01_a_text_with_the_reporters_or_a_members_name_is_not_published(world, now):
    made = concluded(world, reporter_name="Percy Public")
    for text in ("Percy said so.", "Dr Gordon Doctor voted.", "robin amber stayed"):
        with pytest.raises(Refused) as refused:
            publish_breach(breach=made, public_text=text, by=world.guardian, now=now)
        assert rules(refused) == [("BRE-01", "public_text")]


def test_a_draft_is_taken_up_or_dismissed_with_a_reason(world, now):
    made = finding(world)
    assert take_up(breach=made, by=world.guardian, now=now).state == "REPORTED"
    assert take_up(breach=made, by=world.guardian, now=now).state == "REPORTED"
    other = finding(world, key="another")
    with pytest.raises(Refused, match="why"):
        dismiss_breach(breach=other, reason=" ", by=world.guardian, now=now)
    assert dismiss_breach(breach=other, reason="Declared on paper in time.", by=world.guardian, now=now).dismissed_by
    with pytest.raises(Conflict):
        assign_investigator(breach=other, investigator=world.lay_member, by=world.guardian, now=now)


def test_england_is_told_once(world, now):
    made = concluded(world)
    first = tell_england(breach=made, by=world.guardian, now=now)
    again = tell_england(breach=made, by=world.guardian, now=now + timedelta(hours=1))
    assert first.england_told_at == again.england_told_at == now
    with pytest.raises(Conflict):
        tell_england(breach=report(world), by=world.guardian, now=now)


def test_bre_03_the_guardian_is_reminded_once_when_nobody_investigates(world, now):
    made = report(world)
    investigated(world)
    assert remind_of_breaches(now + timedelta(days=2) - timedelta(seconds=1)).done == 0
    remind_of_breaches(now + timedelta(days=2))
    remind_of_breaches(now + timedelta(days=9))
    assert Message.objects.filter(key__startswith=f"breach:{made.pk}:late:").count() == 1
    assert Message.objects.filter(key__contains=":late:").count() == 1


def test_bre_02_the_page_has_every_quarter_also_without_a_breach(world, now):
    published(world, happened_on=now.date() - timedelta(days=150))
    found = quarters(world.ccg, now)
    assert [quarter.words for quarter in found] == [
        "1 October 2015 to 31 December 2015",
        "1 July 2015 to 30 September 2015",
        "1 April 2015 to 30 June 2015",
    ]
    assert [len(quarter.breaches) for quarter in found] == [0, 0, 1]
    assert [len(q.breaches) for q in quarters(world.other_ccg, now)] == [0]


@pytest.mark.parametrize(
    "change",
    [
        "findings = 'other'",
        "happened_on = '2015-01-01'",
        "public_text = 'other'",
        "state = 'DISMISSED', dismissed_at = now(), dismissed_by_id = concluded_by_id",
        "number = 99",
        "kind = 'GIFT'",
    ],
)
def test_nothing_of_a_published_breach_changes(world, change):
    made = published(world)
    with pytest.raises(DatabaseError), owners_cursor() as cursor:
        cursor.execute(f"UPDATE conflicts_breach SET {change} WHERE id = %s", [made.pk])


@pytest.mark.parametrize("change", ["report = 'other'", "reported_at = now()", "reporter_name = 'X'", "ccg_id = 0"])
def test_what_was_reported_stays(world, change):
    made = report(world)
    with pytest.raises(DatabaseError), owners_cursor() as cursor:
        cursor.execute(f"UPDATE conflicts_breach SET {change} WHERE id = %s", [made.pk])


def test_a_breach_is_never_deleted_and_skips_no_state(world):
    made = report(world)
    with pytest.raises(DatabaseError), owners_cursor() as cursor:
        cursor.execute("DELETE FROM conflicts_breach WHERE id = %s", [made.pk])
    with pytest.raises(DatabaseError), owners_cursor() as cursor:
        cursor.execute("UPDATE conflicts_breach SET state = 'PUBLISHED', public_text = 'x' WHERE id = %s", [made.pk])


def test_england_may_be_told_after_publication(world, now):
    assert tell_england(breach=published(world), by=world.guardian, now=now).england_told_at == now


def test_the_guardian_reports_and_somebody_else_in_the_post_concludes(world, now):
    mine = investigated(world, by=world.guardian)
    post(RoleCode.GUARDIAN, world.other_ccg, world.audit_chair)
    with pytest.raises(Refused) as refused:
        conclude(breach=mine, by=world.audit_chair, now=now)
    assert refused.value.status == 403
