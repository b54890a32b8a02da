"""Breaches from report to publication (F-53), with notices, ledger and the referee."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from cocommission.shared.errors import Refused
from cocommission.shared.models import Entry, Message
from conflicts.models import Breach
from tests.factories.breaches import finding, guardian, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    guardian(world)
    return world


def told(breach, key):
    found = Message.objects.filter(key__startswith=f"breach:{breach.pk}:{key}:")
    return {message.to_person for message in found}


def test_a_finding_becomes_one_draft_for_the_guardian(world, now):
    made = finding(world, person=world.gp_member)
    assert (made.number, made.state, made.reported_by) == (1, "DRAFT", None)
    assert finding(world) is None
    assert finding(world, key="interest:2:late").number == 2
    assert told(made, "found") == {world.guardian}
    assert Entry.objects.get(subject=made.subject).act == "breach.found"


def test_a_finding_about_the_guardian_goes_to_the_audit_chair(world):
    assert told(finding(world, person=world.guardian), "found") == {world.audit_chair}


def test_bre_03_a_report_of_anyone_is_to_be_investigated_within_two_days(world, now):
    made = report(world, reporter_name="Percy Public", reporter_contact="percy@example.invalid")
    assert (made.state, made.reported_by, made.reporter_name) == ("REPORTED", None, "Percy Public")
    assert made.investigate_by_at == now + timedelta(days=2)
    assert told(made, "reported") == {world.guardian}


def test_who_reported_stands_neither_in_ledger_nor_history(world):
    made = report(world, by=world.gp_member)
    assert made.reported_by == world.gp_member
    assert made.history.get().history_actor_name == ""
    assert "Gordon" not in Entry.objects.get(subject=made.subject).body


def test_the_same_form_is_one_report(world):
    token = uuid4()
    assert report(world, form_token=token) == report(world, form_token=token)
    assert Breach.objects.count() == 1


@pytest.mark.parametrize(
    ("over", "field"),
    [({"report": " "}, "report"), ({"happened_on": date(2015, 10, 2)}, "happened_on"), ({"kind": "X"}, "kind")],
)
def test_a_report_says_what_and_when(world, over, field):
    with pytest.raises(Refused) as refused:
        report(world, **over)
    assert [blocker.field for blocker in refused.value.blockers] == [field]
