"""Announcing and changing rounds, the calendar, and expressions of interest (F-21)."""

import json
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from cocommission.shared.clock import LONDON
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from models_abc.actions.interest_reminders import remind_of_closing_rounds
from models_abc.actions.interests import express_interest, withdraw_interest
from models_abc.actions.rounds import change_round, load_calendar, open_round
from models_abc.models import ExpressionOfInterest, Round
from models_abc.rules.calendar import ROUNDS
from tests.factories.rounds import MIDDAY, interest_round, round_row

FIELDS: dict[str, Any] = {
    "name": "Delegated commissioning from April 2017",
    "purpose": "NATIONAL",
    "model_sought": "C",
    "opens_at": datetime(2015, 11, 1, tzinfo=LONDON),
    "closes_at": datetime(2016, 3, 1, 12, tzinfo=LONDON),
    "go_live_on": [date(2016, 4, 1)],
    "required_evidence": ["MANDATE"],
    "source": "A letter",
    "decision_by_on": None,
    "only_for": "",
}


def acts(book: str = "NATIONAL") -> list[str]:
    return list(Entry.objects.filter(book__key=book).values_list("act", flat=True))


def test_a_regional_officer_announces_a_round_and_every_ccg_is_told(world: Any, now: datetime) -> None:
    row = open_round(slug="delegated-2017", by=world.regional_officer, now=now, **FIELDS)
    assert row.takes == {"C"}
    assert "round.announced" in acts()
    told = set(Message.objects.filter(key__startswith="round.announced").values_list("to_person__email", flat=True))
    assert {world.officer.email, world.other_officer.email, world.accountable_officer.email} <= told
    assert world.representative.email not in told
    assert row.history.count() == 1


@pytest.mark.parametrize("who", ["officer", "representative", "lmc_reviewer", "nobody"])
def test_nobody_else_announces_a_round(world: Any, now: datetime, who: str) -> None:
    with pytest.raises(Refused) as refused:
        open_round(slug="mine", by=getattr(world, who), now=now, **FIELDS)
    assert refused.value.status == 403
    assert not Round.objects.filter(slug="mine").exists()


def test_a_round_that_breaks_the_rules_is_refused_with_every_reason(world: Any, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        open_round(
            slug="bad",
            by=world.regional_officer,
            now=now,
            **(FIELDS | {"source": "", "go_live_on": [], "model_sought": "A"}),
        )
    assert {one.rule for one in refused.value.blockers} == {"ROU-01", "ROU-02", "ROU-05"}


def test_the_same_short_name_is_refused(world: Any, now: datetime) -> None:
    round_row("twice")
    with pytest.raises(Refused, match="short name"):
        open_round(slug="twice", by=world.regional_officer, now=now, **FIELDS)


def test_an_open_round_closes_later_with_a_reason_and_only_those_in_it_are_told(
    world: Any, now: datetime, database_clock: Any
) -> None:
    database_clock(now)
    row = round_row()
    express_interest(ccg=world.ccg, round=row, category="C", readiness="NOW", by=world.officer, now=now)
    later = MIDDAY + timedelta(days=3)
    change_round(round=row, closes_at=later, why="The finance template came late", by=world.regional_officer, now=now)
    row.refresh_from_db()
    assert row.closes_at == later
    told = set(Message.objects.filter(key__startswith="round.changed").values_list("to_person__email", flat=True))
    assert world.officer.email in told
    assert world.other_officer.email not in told
    assert "round.changed" in acts()


@pytest.mark.parametrize(("change", "why"), [
    ({"closes_at": MIDDAY - timedelta(seconds=1)}, "Sooner"),
    ({"closes_at": MIDDAY + timedelta(days=1)}, ""),
    ({"model_sought": "B"}, "A slip"),
])  # fmt: skip
def test_an_open_round_is_not_changed_against_those_who_rely_on_it(
    world: Any, now: datetime, change: dict[str, Any], why: str
) -> None:
    row = round_row()
    with pytest.raises(Refused):
        change_round(round=row, why=why, by=world.regional_officer, now=now, **change)
    assert Round.objects.get(pk=row.pk).closes_at == MIDDAY


def test_saving_the_same_again_writes_nothing(world: Any, now: datetime) -> None:
    row = round_row()
    why = row.history.get().history_change_reason
    change_round(round=row, name=row.name, why=why, by=world.regional_officer, now=now)
    with pytest.raises(Conflict, match="You changed nothing in this round"):
        change_round(round=row, name=row.name, why="No change", by=world.regional_officer, now=now)
    assert row.history.count() == 1


def test_the_calendar_loads_once(world: Any, now: datetime) -> None:
    assert load_calendar(by=None, now=now) == [one.slug for one in ROUNDS]
    assert load_calendar(by=None, now=now) == []
    assert Round.objects.get(slug="delegated-2016").closes_at == MIDDAY


def test_the_database_knows_no_round_for_model_a(world: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        round_row("a-round", model_sought="A", purpose="NATIONAL")


def test_interest_is_said_changed_and_withdrawn_with_its_history(world: Any, now: datetime) -> None:
    row = interest_round()
    first = express_interest(
        ccg=world.ccg, round=row, category="B", readiness="SOON", text="After summer", by=world.officer, now=now
    )
    again = express_interest(ccg=world.ccg, round=row, category="C", readiness="NOW", by=world.officer, now=now)
    assert first.pk == again.pk
    assert ExpressionOfInterest.objects.get().category == "C"
    assert again.history.count() == 2
    gone = withdraw_interest(interest=again, reason="Members disagree", by=world.officer, now=now)
    assert gone.state == "WITHDRAWN"
    with pytest.raises(Refused):
        withdraw_interest(interest=again, reason="Again", by=world.officer, now=now)
    back = express_interest(ccg=world.ccg, round=row, category="B", readiness="LATER", by=world.officer, now=now)
    assert back.state == "STANDING"
    assert back.withdrawn_by is None
    assert acts(world.ccg.book)[-4:] == [
        "interest.expressed", "interest.expressed", "interest.withdrawn", "interest.expressed",
    ]  # fmt: skip


def test_interest_in_another_model_or_after_closing_or_by_others_is_refused(world: Any, now: datetime) -> None:
    row = round_row()
    with pytest.raises(Refused) as wrong:
        express_interest(ccg=world.ccg, round=row, category="B", readiness="NOW", by=world.officer, now=now)
    assert wrong.value.status == 400
    with pytest.raises(Refused, match="closed"):
        express_interest(ccg=world.ccg, round=row, category="C", readiness="NOW", by=world.officer, now=MIDDAY)
    for who in (world.other_officer, world.regional_officer, world.representative):
        with pytest.raises(Refused) as foreign:
            express_interest(ccg=world.ccg, round=row, category="C", readiness="NOW", by=who, now=now)
        assert foreign.value.status == 403


def test_reminders_go_to_those_in_the_round_once_a_rung(world: Any, now: datetime) -> None:
    row = round_row()
    express_interest(ccg=world.ccg, round=row, category="C", readiness="NOW", by=world.officer, now=now)
    at = MIDDAY - timedelta(days=30)
    assert remind_of_closing_rounds(now=at) == 3  # two governance officers and the Accountable Officer
    assert remind_of_closing_rounds(now=at + timedelta(hours=1)) == 0
    assert remind_of_closing_rounds(now=MIDDAY - timedelta(days=7)) == 3
    assert remind_of_closing_rounds(now=MIDDAY) == 0
    text = Message.objects.filter(key__startswith="round.remind").first()
    assert text is not None
    assert text.link == f"/ccgs/{world.ccg.code}/application/"


def test_the_calendar_is_loaded_by_command_and_by_those_who_may(world: Any, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        load_calendar(by=world.officer, now=now)
    assert refused.value.status == 403
    out = StringIO()
    call_command("load_rounds", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"created": [one.slug for one in ROUNDS], "unchanged": 0}
    out = StringIO()
    call_command("load_rounds", stdout=out)
    assert out.getvalue() == f"0 recorded, {len(ROUNDS)} there already.\n"
    assert load_calendar(by=world.steward, now=now) == []
    assert not Message.objects.filter(key__startswith="round.announced").exists()  # history: nobody is told


@pytest.mark.parametrize("slug", ["new", "load-calendar"])
def test_no_round_hides_behind_a_page_of_the_list(world: Any, now: datetime, slug: str) -> None:
    with pytest.raises(Refused) as refused:
        open_round(slug=slug, by=world.regional_officer, now=now, **FIELDS)
    assert [one.field for one in refused.value.blockers] == ["slug"]
    assert not Round.objects.filter(slug=slug).exists()
