"""An interest declared late is held against past decisions: listed, with a draft breach, once (F-56, DEC-06)."""

from datetime import date, timedelta

import pytest

from conflicts.models import Breach
from conflicts.terms import BreachKind, BreachState
from pccc.actions.late_declarations import recheck
from pccc.models import LateFinding
from pccc.tasks.late_declarations import recheck_all
from pccc.terms import Handling
from tests.factories.conflict_map import interest
from tests.factories.decisions import closed, decided, decided_and_closed, first, practice_body, ruled, sitting, votes
from tests.factories.interests import declaration

pytestmark = pytest.mark.django_db
YEAR_OLD = date(2014, 10, 1)


def declared_late(world, s, body, role="LOCAL_GP", **over):
    """The member declares a year-old tie to the practice a month after the meeting."""
    at = s.at + timedelta(days=30)
    values = {
        "body": body,
        "arose_on": YEAR_OLD,
        "aware_on": YEAR_OLD,
        "late_reason": "I forgot",
        "capacity": "PARTNER",
    }
    return declaration(world, s.people[role], now=at, **(values | over))


def test_dec_06_a_year_old_interest_declared_late_lists_the_decision_and_opens_a_draft_breach(world):
    body = practice_body(world)
    s, made = decided_and_closed(world, item={"affected": [body]})
    late = declared_late(world, s, body)
    finding = LateFinding.objects.get()
    assert (finding.decision, finding.interest, finding.voted) == (made, late, True)
    assert finding.breach.kind == BreachKind.LATE
    assert finding.breach.state == BreachState.DRAFT
    assert finding.breach.about == made.subject
    assert "voted on it" in finding.breach.report
    assert "Amber Lane" in finding.path[0]["words"]


def test_the_sweep_after_the_hook_finds_nothing_more_however_often_it_runs(world):
    body = practice_body(world)
    s, _ = decided_and_closed(world, item={"affected": [body]})
    late = declared_late(world, s, body)
    for _ in range(3):
        recheck_all(s.at + timedelta(days=31))
        recheck(late, s.at + timedelta(days=31))
    assert LateFinding.objects.count() == 1
    assert Breach.objects.filter(kind=BreachKind.LATE, key__startswith="late-declaration:").count() == 1


def test_the_sweep_finds_what_the_hook_could_not_know(world):
    body = practice_body(world)
    s, made = decided_and_closed(world, item={"affected": [body]})
    at = s.at + timedelta(days=30)
    interest(world.ccg, s.people["LOCAL_GP"], body, at=at)
    assert recheck_all(at).done == 1
    assert LateFinding.objects.get().decision == made


def test_an_interest_that_arose_after_the_decision_touches_nothing(world):
    body = practice_body(world)
    s, _ = decided_and_closed(world, item={"affected": [body]})
    on = (s.at + timedelta(days=5)).date()
    declared_late(world, s, body, arose_on=on, aware_on=on)
    assert not LateFinding.objects.exists()


def test_an_interest_in_another_organisation_or_that_ended_before_touches_nothing(world):
    body, other = practice_body(world), practice_body(world, 1)
    s, _ = decided_and_closed(world, item={"affected": [body]})
    declared_late(world, s, other)
    declared_late(world, s, body, ended_on=date(2015, 1, 1))
    assert not LateFinding.objects.exists()


def test_somebody_who_had_left_for_the_item_is_not_listed(world):
    body = practice_body(world)
    s = sitting(world, item={"affected": [body]})
    ruled(s, first(s), "LOCAL_GP", Handling.LEAVE_ITEM)
    s.take(first(s))
    decided(s, first(s), votes=votes(s, out=("LOCAL_GP",)))
    s.finish(first(s))
    closed(s)
    declared_late(world, s, body)
    assert not LateFinding.objects.exists()


def test_somebody_who_sent_apologies_is_not_listed(world):
    body = practice_body(world)
    s, _ = decided_and_closed(world, "LOCAL_GP", item={"affected": [body]}, how={"consensus": True})
    declared_late(world, s, body)
    assert not LateFinding.objects.exists()


def test_who_agreed_without_a_vote_took_part_too(world):
    body = practice_body(world)
    s, _ = decided_and_closed(world, item={"affected": [body]}, how={"consensus": True})
    declared_late(world, s, body)
    assert LateFinding.objects.get().voted
