"""The local arrangement for model B: signed by two sides, live on a listed day, never twice (F-25)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from ccgs.actions.models_held import change_model_held
from ccgs.queries.models_held import model_held
from ccgs.terms import ConstitutionState
from cocommission.shared.clock import LONDON
from cocommission.shared.errors import Refused
from cocommission.shared.models import Entry
from models_abc.actions.arrangements import (
    end_arrangement,
    end_for_delegation,
    go_live_with_b,
    save_arrangement,
    sign_for_ccg,
    sign_for_region,
    withdraw_arrangement,
)
from models_abc.models import Arrangement
from models_abc.tasks.rounds import go_live
from tests.factories.ccgs_people import constitution
from tests.factories.models_abc import a_ballot
from tests.factories.rounds import local_round, upload

NEW_YEAR = datetime(2016, 1, 1, tzinfo=LONDON)
SECOND = timedelta(seconds=1)


def ready(world: Any, now: datetime, **changes: Any) -> Arrangement:
    """A draft with everything that signing needs."""
    approved = constitution(world.ccg, ConstitutionState.APPROVED, text="# With a joint committee")
    ballot = a_ballot(world, [("MODEL_CHOICE", {"FOR": 50, "AGAINST": 3}, None)], models=("B",))
    values = {
        "round": local_round(),
        "go_live_on": date(2016, 1, 1),
        "committee_kind": "JOINT_COMMITTEE",
        "membership": "Three from the CCG, three from NHS England",
        "mandate_ballot": ballot,
        "constitution": approved,
    }
    return save_arrangement(ccg=world.ccg, agreement_file=upload(), by=world.officer, now=now, **(values | changes))


def agreed(world: Any, now: datetime) -> Arrangement:
    row = sign_for_ccg(arrangement=ready(world, now), by=world.accountable_officer, now=now)
    return sign_for_region(arrangement=row, by=world.regional_officer, now=now)


def test_model_b_starts_by_itself_on_the_agreed_day_and_only_once(world: Any, now: datetime) -> None:
    row = agreed(world, now)
    assert go_live_with_b(arrangement=row, now=NEW_YEAR - SECOND) is False
    assert model_held(world.ccg, NEW_YEAR) == "A"
    assert go_live_with_b(arrangement=row, now=NEW_YEAR + timedelta(days=5)) is True  # however late
    assert go_live_with_b(arrangement=row, now=NEW_YEAR + timedelta(days=5)) is False
    assert model_held(world.ccg, NEW_YEAR - SECOND) == "A"
    assert model_held(world.ccg, NEW_YEAR) == "B"
    acts = list(Entry.objects.filter(book__key=world.ccg.book).values_list("act", flat=True))
    assert acts.count("arrangement.live") == 1


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"mandate_ballot": None}, "ARR-01"),
        ({"constitution": None}, "ARR-01"),
        ({"membership": " "}, "ARR-04"),
        ({"go_live_on": date(2016, 2, 1)}, "APP-13"),
        ({"has_pooled_fund": True}, "ARR-03"),
    ],
)
def test_signing_is_refused_with_what_is_missing(world: Any, now: datetime, change: dict[str, Any], rule: str) -> None:
    row = ready(world, now, **change)
    with pytest.raises(Refused) as refused:
        sign_for_ccg(arrangement=row, by=world.officer, now=now)
    assert rule in {one.rule for one in refused.value.blockers}


def test_a_ballot_about_model_c_or_one_that_lost_is_no_mandate(world: Any, now: datetime) -> None:
    row = ready(world, now)
    for votes, models in (({"FOR": 50, "AGAINST": 3}, ("C",)), ({"FOR": 3, "AGAINST": 50}, ("B",))):
        other = a_ballot(world, [("MODEL_CHOICE", votes, None)], models=models)
        row = save_arrangement(ccg=world.ccg, arrangement=row, mandate_ballot=other, by=world.officer, now=now)
        with pytest.raises(Refused, match="not published a result in favour of model B"):
            sign_for_ccg(arrangement=row, by=world.officer, now=now)


def test_it_is_too_late_to_sign_when_the_day_has_come(world: Any, now: datetime) -> None:
    row = ready(world, now)
    with pytest.raises(Refused, match="has come"):
        sign_for_ccg(arrangement=row, by=world.officer, now=NEW_YEAR)


def test_each_side_signs_in_its_own_post(world: Any, now: datetime) -> None:
    row = ready(world, now)
    with pytest.raises(Refused):
        sign_for_region(arrangement=row, by=world.regional_officer, now=now)
    for who in ("regional_officer", "other_officer", "audit_chair"):
        with pytest.raises(Refused) as refused:
            sign_for_ccg(arrangement=row, by=getattr(world, who), now=now)
        assert refused.value.status == 403
    row = sign_for_ccg(arrangement=row, by=world.officer, now=now)
    for who in ("officer", "other_region_officer"):
        with pytest.raises(Refused) as refused:
            sign_for_region(arrangement=row, by=getattr(world, who), now=now)
        assert refused.value.status == 403


def test_a_change_takes_the_ccgs_signature_back(world: Any, now: datetime) -> None:
    row = sign_for_ccg(arrangement=ready(world, now), by=world.officer, now=now)
    row = save_arrangement(ccg=world.ccg, arrangement=row, membership="Others", by=world.officer, now=now)
    assert row.state == "DRAFT"
    assert row.ccg_signed_by is None


def test_what_both_signed_is_not_changed_and_one_at_a_time(world: Any, now: datetime) -> None:
    row = agreed(world, now)
    with pytest.raises(Refused):
        save_arrangement(ccg=world.ccg, arrangement=row, membership="Others", by=world.officer, now=now)
    with pytest.raises(Refused, match="in hand already"):
        save_arrangement(
            ccg=world.ccg, round=row.round, go_live_on=row.go_live_on, committee_kind="JOINT_COMMITTEE",
            by=world.officer, now=now,
        )  # fmt: skip
    withdraw_arrangement(arrangement=row, why="Members changed their minds", by=world.officer, now=now)
    assert go_live_with_b(arrangement=row, now=NEW_YEAR) is False


def test_the_database_asks_for_both_signatures_by_two_people(world: Any, now: datetime) -> None:
    row = ready(world, now)
    for sql in (
        "UPDATE models_abc_arrangement SET state = 'AGREED' WHERE id = %s",
        "UPDATE models_abc_arrangement SET ccg_signed_at = now(), ccg_signed_by_id = 1, region_signed_at = now(), "
        "region_signed_by_id = 1 WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [row.pk])


def test_the_region_ends_joint_commissioning(world: Any, now: datetime) -> None:
    row = agreed(world, now)
    go_live_with_b(arrangement=row, now=NEW_YEAR)
    later = NEW_YEAR + timedelta(days=100)
    with pytest.raises(Refused, match="Say why"):
        end_arrangement(arrangement=row, why=" ", by=world.regional_officer, now=later)
    end_arrangement(arrangement=row, why="Both agreed", by=world.regional_officer, now=later)
    assert model_held(world.ccg, later - SECOND) == "B"
    assert model_held(world.ccg, later) == "A"


def test_model_a_needs_nothing(world: Any, now: datetime) -> None:
    assert model_held(world.ccg, now) == "A"
    assert not Arrangement.objects.exists()


def test_delegation_ends_what_is_live_and_withdraws_what_is_in_hand(world: Any, now: datetime) -> None:
    april = datetime(2016, 4, 1, tzinfo=LONDON)
    row = agreed(world, now)
    with transaction.atomic():
        assert end_for_delegation(ccg=world.other_ccg, from_at=april, now=april, why="Model C") == 0
    go_live_with_b(arrangement=row, now=NEW_YEAR)
    assert end_for_delegation(ccg=world.ccg, from_at=april, now=april, why="Model C") == 1
    row.refresh_from_db()
    assert (row.state, row.ended_at, row.end_reason) == ("ENDED", april, "Model C")
    second = save_arrangement(
        ccg=world.ccg, by=world.officer, now=april - SECOND, round=row.round, go_live_on=date(2016, 4, 1),
        committee_kind="JOINT_COMMITTEE",
    )  # fmt: skip
    assert end_for_delegation(ccg=world.ccg, from_at=april, now=april, why="Model C") == 1
    second.refresh_from_db()
    assert second.state == "WITHDRAWN"
    acts = list(Entry.objects.filter(book__key=world.ccg.book).values_list("act", flat=True))
    assert [act for act in acts if act in ("arrangement.ended", "arrangement.withdrawn")] == [
        "arrangement.ended",
        "arrangement.withdrawn",
    ]


def test_a_ccg_with_model_c_signs_no_arrangement_for_b(world: Any, now: datetime) -> None:
    change_model_held(
        ccg=world.ccg, model="C", from_at=now - timedelta(days=1), by=None, now=now, reason="Test", source="Test"
    )
    with pytest.raises(Refused) as refused:
        sign_for_ccg(arrangement=ready(world, now), by=world.officer, now=now)
    assert [one.rule for one in refused.value.blockers] == ["APP-16"]


def test_one_arrangement_that_cannot_start_holds_up_no_other(world: Any, now: datetime) -> None:
    agreed(world, now)
    change_model_held(ccg=world.ccg, model="B", from_at=now, by=None, now=now, reason="Test", source="Test")
    outcome = go_live(NEW_YEAR)
    assert (outcome.done, outcome.failed) == (0, 1)  # said, not raised: the sweep goes on with the next
