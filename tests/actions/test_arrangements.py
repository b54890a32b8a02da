"""The local arrangement for model B: signed by two sides, live on a listed day, never twice (F-25)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ccgs.actions.models_held import change_model_held
from ccgs.queries.models_held import model_held
from ccgs.queries.posts import posts_of
from ccgs.terms import ConstitutionState, RoleCode
from cocommission.shared.clock import LONDON
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry
from cocommission.shared.todo import tasks_of
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
from models_abc.queries.arrangements import terms_digest
from models_abc.readiness.arrangements import facts_of
from models_abc.rules.arrangements import start_blockers
from models_abc.tasks.rounds import go_live
from pccc.actions.committees import activate_committee, end_committee
from pccc.models import Committee
from pccc.terms import SeatRole
from tests.database import owners_cursor
from tests.factories.ccgs_people import constitution, post
from tests.factories.committees import LAY_CHAIR
from tests.factories.models_abc import a_ballot
from tests.factories.rounds import fresh, joint_committee, local_round, signed_for_ccg, signed_for_region, upload
from votes.actions.ballot_disputes import challenge_ballot

NEW_YEAR = datetime(2016, 1, 1, tzinfo=LONDON)
SECOND = timedelta(seconds=1)


def ready(world: Any, now: datetime, **changes: Any) -> Arrangement:
    """A draft with everything that signing needs."""
    approved = constitution(world.ccg, ConstitutionState.APPROVED, text="# With a joint committee")
    ballot = a_ballot(world, [("MODEL_CHOICE", {"FOR": 50, "AGAINST": 3}, None)], models=("B",))
    if not Committee.objects.filter(ccg=world.ccg).exists():
        joint_committee(world)
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
    row = signed_for_ccg(ready(world, now), world.accountable_officer, now)
    return signed_for_region(row, world.regional_officer, now)


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
        signed_for_ccg(row, world.officer, now)
    assert rule in {one.rule for one in refused.value.blockers}


def test_a_ballot_about_model_c_or_one_that_lost_is_no_mandate(world: Any, now: datetime) -> None:
    row = ready(world, now)
    for votes, models in (({"FOR": 50, "AGAINST": 3}, ("C",)), ({"FOR": 3, "AGAINST": 50}, ("B",))):
        other = a_ballot(world, [("MODEL_CHOICE", votes, None)], models=models)
        row = save_arrangement(ccg=world.ccg, arrangement=row, mandate_ballot=other, by=world.officer, now=now)
        with pytest.raises(Refused, match="not published a result in favour of model B"):
            signed_for_ccg(row, world.officer, now)


def test_it_is_too_late_to_sign_when_the_day_has_come(world: Any, now: datetime) -> None:
    row = ready(world, now)
    with pytest.raises(Refused, match="has come"):
        signed_for_ccg(row, world.officer, NEW_YEAR)


def test_each_side_signs_in_its_own_post(world: Any, now: datetime) -> None:
    row = ready(world, now)
    with pytest.raises(Refused):
        signed_for_region(row, world.regional_officer, now)
    for who in ("regional_officer", "other_officer", "audit_chair"):
        with pytest.raises(Refused) as refused:
            signed_for_ccg(row, getattr(world, who), now)
        assert refused.value.status == 403
    row = signed_for_ccg(row, world.officer, now)
    for who in ("officer", "other_region_officer"):
        with pytest.raises(Refused) as refused:
            signed_for_region(row, getattr(world, who), now)
        assert refused.value.status == 403


def test_a_change_takes_the_ccgs_signature_back(world: Any, now: datetime) -> None:
    row = signed_for_ccg(ready(world, now), world.officer, now)
    row = save_arrangement(ccg=world.ccg, arrangement=row, membership="Others", by=world.officer, now=now)
    assert row.state == "DRAFT"
    assert row.ccg_signed_by is None


def test_what_both_signed_is_not_changed_and_one_at_a_time(world: Any, now: datetime) -> None:
    row = agreed(world, now)
    with pytest.raises(Refused):
        save_arrangement(ccg=world.ccg, arrangement=row, membership="Others", by=world.officer, now=now)
    with pytest.raises(Refused, match="already has a joint arrangement"):
        save_arrangement(
            ccg=world.ccg, round=row.round, go_live_on=row.go_live_on, committee_kind="JOINT_COMMITTEE",
            by=world.officer, now=now,
        )  # fmt: skip
    withdraw_arrangement(arrangement=row, reason="Members changed their minds", by=world.officer, now=now)
    assert go_live_with_b(arrangement=row, now=NEW_YEAR) is False


def test_the_database_asks_for_both_signatures_by_two_people(world: Any, now: datetime) -> None:
    row = ready(world, now)
    for sql in (
        "UPDATE models_abc_arrangement SET state = 'AGREED' WHERE id = %s",
        "UPDATE models_abc_arrangement SET ccg_signed_at = now(), ccg_signed_by_id = 1, region_signed_at = now(), "
        "region_signed_by_id = 1 WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), owners_cursor() as cursor:
            cursor.execute(sql, [row.pk])


def test_the_region_ends_joint_commissioning(world: Any, now: datetime) -> None:
    row = agreed(world, now)
    go_live_with_b(arrangement=row, now=NEW_YEAR)
    later = NEW_YEAR + timedelta(days=100)
    with pytest.raises(Refused, match="Enter why"):
        end_arrangement(arrangement=row, reason=" ", by=world.regional_officer, now=later)
    end_arrangement(arrangement=row, reason="Both agreed", by=world.regional_officer, now=later)
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
        signed_for_ccg(ready(world, now), world.officer, now)
    assert [one.rule for one in refused.value.blockers] == ["APP-16"]


def test_one_arrangement_that_cannot_start_holds_up_no_other(world: Any, now: datetime) -> None:
    agreed(world, now)
    change_model_held(ccg=world.ccg, model="B", from_at=now, by=None, now=now, reason="Test", source="Test")
    outcome = go_live(NEW_YEAR)
    assert (outcome.done, outcome.failed) == (0, 1)  # said, not raised: the sweep goes on with the next


@pytest.mark.parametrize(
    ("committee", "rule", "words"),
    [
        (None, "JC-01", "Joint committee with NHS England is not set up"),
        ({"rows": (LAY_CHAIR, (SeatRole.SECONDARY_CARE, True)), "active": False}, "JC-01", "On the go-live day"),
        (
            {"kind": "IN_COMMON", "common_name": "Kent in common"},
            "JC-01",
            "Joint committee with NHS England is not set",
        ),
        ({"active": False}, "", ""),
    ],
)
def test_jc_01_the_committee_is_computed_before_anyone_signs(
    world: Any, now: datetime, committee: dict[str, Any] | None, rule: str, words: str
) -> None:
    """What the arrangement says about its members proves nothing: the joint committee itself is looked at."""
    row = ready(world, now)
    end_committee(committee=Committee.objects.get(), reason="For a test", by=world.secretary, now=now)
    if committee is not None:
        joint_committee(world, **committee)
    if not rule:
        assert signed_for_ccg(row, world.officer, now).state == "SIGNED_BY_CCG"
        return
    with pytest.raises(Refused, match=words) as refused:
        signed_for_ccg(row, world.officer, now)
    assert refused.value.blockers[0].rule == rule


def test_jc_01_model_b_waits_on_its_day_for_a_committee_that_was_ended_meanwhile(world: Any, now: datetime) -> None:
    row = agreed(world, now)
    end_committee(committee=Committee.objects.get(), reason="NHS England left", by=world.secretary, now=now)
    assert go_live(NEW_YEAR).done == 0
    assert [one.rule for one in start_blockers(facts_of(fresh(row), NEW_YEAR))] == ["JC-01"]
    (task,) = [one for one in tasks_of(world.officer, posts_of(world.officer, now), now) if "waits for" in one.title]
    assert task.why.startswith("JC-01: Joint committee with NHS England is not set up.")
    assert model_held(world.ccg, NEW_YEAR + timedelta(days=9)) == "A"
    again = joint_committee(world, active=False)
    assert go_live(NEW_YEAR).done == 0  # it is being set up
    later = NEW_YEAR + timedelta(days=2)
    activate_committee(committee=again, by=world.secretary, now=later)
    assert go_live(later).done == 1
    assert model_held(world.ccg, later - SECOND) == "A"  # not in order at the first minute of its day
    assert model_held(world.ccg, later) == "B"


def test_arr_01_a_ballot_that_is_challenged_after_the_signatures_holds_up_the_start(world: Any, now: datetime) -> None:
    row = agreed(world, now)
    challenge_ballot(ballot=row.mandate_ballot, reason="The roll was wrong", by=world.lay_member, now=now)
    assert go_live(NEW_YEAR).done == 0
    assert [one.rule for one in start_blockers(facts_of(fresh(row), NEW_YEAR))] == ["ARR-01"]


def test_nobody_signs_what_they_were_not_shown(world: Any, now: datetime) -> None:
    """Draft and signature of the CCG changed between the region's look and its press of the button."""
    row = signed_for_ccg(ready(world, now), world.accountable_officer, now)
    seen = terms_digest(fresh(row))
    save_arrangement(ccg=world.ccg, arrangement=row, membership="Only the CCG", by=world.officer, now=now)
    with pytest.raises(Conflict, match="after the CCG has signed it"):
        sign_for_region(arrangement=row, seen=seen, by=world.regional_officer, now=now)
    with pytest.raises(Conflict, match="after you opened"):
        sign_for_ccg(arrangement=row, seen=seen, by=world.accountable_officer, now=now)
    signed_for_ccg(row, world.accountable_officer, now)
    with pytest.raises(Conflict, match="after you opened"):
        sign_for_region(arrangement=row, seen=seen, by=world.regional_officer, now=now)
    assert signed_for_region(row, world.regional_officer, now).membership == "Only the CCG"


@pytest.mark.parametrize("place", ["practices", "lmc"])
def test_a_regional_officer_with_a_part_in_the_ccg_does_not_sign_for_the_region(
    world: Any, now: datetime, place: str
) -> None:
    row = signed_for_ccg(ready(world, now), world.accountable_officer, now)
    if place == "lmc":
        post(RoleCode.LMC_REVIEWER, world.lmc, world.regional_officer)
    else:
        post(RoleCode.DEPUTY, world.practices[1], world.regional_officer)
    with pytest.raises(Refused, match="You have a part in") as refused:
        signed_for_region(row, world.regional_officer, now)
    assert refused.value.status == 403
