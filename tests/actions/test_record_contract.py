"""Contracts of practices: dated, corrected on the same day, in the order that the states allow."""

from datetime import date
from typing import Any

import pytest

from ccgs.actions.contracts import record_contract
from ccgs.models import Contract
from ccgs.queries.members import members_at
from cocommission.shared.errors import Refused
from tests.factories import ccgs as make

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = date(2015, 5, 1), date(2015, 6, 1), date(2015, 7, 1)


@pytest.fixture
def record(world: Any) -> Any:
    def call(kind: str, status: str, from_on: date, practice: Any = None) -> Contract:
        return record_contract(
            ccg=world.ccg,
            practice=practice or world.practices[0],
            kind=kind,
            status=status,
            from_on=from_on,
            reason="Letter",
            by=world.officer,
            now=world.now,
        )

    return call


def stated() -> list[tuple[str, str, date, date | None]]:
    return list(Contract.objects.order_by("from_on").values_list("kind", "status", "from_on", "to_on"))


def test_a_status_follows_another(record: Any, world: Any) -> None:
    record("GMS", "ACTIVE", MAY)
    record("GMS", "SUSPENDED", JUNE)
    record("GMS", "REACTIVATED", JULY)
    assert stated() == [
        ("GMS", "ACTIVE", MAY, JUNE),
        ("GMS", "SUSPENDED", JUNE, JULY),
        ("GMS", "REACTIVATED", JULY, None),
    ]
    [member, *_] = members_at(world.ccg, JUNE)
    assert (member.contract, member.contract_status) == ("GMS", "SUSPENDED")
    assert members_at(world.ccg, date(2015, 4, 30))[0].contract == ""


def test_a_new_kind_starts_afresh(record: Any) -> None:
    record("PMS", "SUSPENDED", MAY)
    record("GMS", "ACTIVE", JUNE)
    assert stated()[1] == ("GMS", "ACTIVE", JUNE, None)


def test_the_same_day_is_a_correction(record: Any) -> None:
    record("GMS", "ACTIVE", MAY)
    row = record("PMS", "ACTIVE", MAY)
    assert stated() == [("PMS", "ACTIVE", MAY, None)]
    assert [version.kind for version in row.history.all()] == ["PMS", "GMS"]


@pytest.mark.parametrize(
    ("kind", "status", "from_on", "words"),
    [
        ("GMS", "REACTIVATED", JULY, "cannot become reactivated"),
        ("GMS", "ACTIVE", JULY, "The record already says"),
        ("GMS", "SUSPENDED", MAY, "later contract or status"),
        ("GMS", "SUSPENDED", date(2012, 1, 1), "not a practice of"),
    ],
)
def test_refusals(record: Any, kind: str, status: str, from_on: date, words: str) -> None:
    record("GMS", "ACTIVE", JUNE)
    with pytest.raises(Refused, match=words):
        record(kind, status, from_on)
    assert stated() == [("GMS", "ACTIVE", JUNE, None)]


def test_another_ccgs_practice_is_refused(record: Any, world: Any) -> None:
    with pytest.raises(Refused, match="not a practice of"):
        record("GMS", "ACTIVE", JUNE, world.other_practices[0])


def test_not_before_the_practice_opened(record: Any, world: Any) -> None:
    young = make.practice(world.ccg, opened_on=JUNE)
    with pytest.raises(Refused, match="before the practice opened"):
        record("GMS", "ACTIVE", MAY, young)


@pytest.mark.parametrize("by", ["other_officer", "representative", "regional_officer", "audit_chair"])
def test_only_the_ccgs_officer_records_a_contract(world: Any, by: str) -> None:
    with pytest.raises(Refused) as refused:
        record_contract(
            ccg=world.ccg, practice=world.practices[0], kind="GMS", status="ACTIVE", from_on=MAY, reason="Letter",
            by=getattr(world, by), now=world.now,
        )  # fmt: skip
    assert refused.value.status == 403
    assert not Contract.objects.exists()
