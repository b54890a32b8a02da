"""Who votes: a truth table of F-02, one condition at a time."""

from dataclasses import replace
from datetime import date

import pytest

from ccgs.rules.membership import PracticeFacts, contract_date_fault, is_active_gp_practice, why_not_voting

MEMBER = PracticeFacts(status="A", setting=4, ccg_name="NHS Amber CCG", ccg_open=True, ccg_is_hub=False, patients=1)


def test_a_member_has_no_reason_against_it() -> None:
    assert why_not_voting(MEMBER) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "C"}, "It is closed, not active (status C)."),
        ({"status": "D"}, "It is dormant, not active (status D)."),
        ({"status": "P"}, "It is proposed, not active (status P)."),
        ({"setting": 0}, "It is not a GP practice: prescribing setting 0, other."),
        ({"setting": 25}, "It is not a GP practice: prescribing setting 25, prison."),
        ({"ccg_name": ""}, "Its commissioner is not a CCG in England."),
        ({"ccg_is_hub": True}, "Its commissioner, NHS Amber CCG, is a commissioning hub and has no members."),
        ({"ccg_open": False}, "NHS Amber CCG is not open."),
        ({"patients": 0}, "It has no registered patients in the list sizes in force."),
        ({"patients": None}, "It has no registered patients in the list sizes in force."),
    ],
)
def test_each_condition_alone_is_a_reason(change: dict, reason: str) -> None:
    assert why_not_voting(replace(MEMBER, **change)) == [reason]


def test_every_reason_is_told() -> None:
    assert len(why_not_voting(replace(MEMBER, status="D", setting=1, ccg_open=False, patients=0))) == 4


def test_active_gp_practice() -> None:
    answers = {(s, n): is_active_gp_practice(s, n) for s in "ACDP" for n in (0, 4, 25)}
    assert [case for case, answer in answers.items() if answer] == [("A", 4)]


def test_contract_dates() -> None:
    day = date(2016, 1, 1)
    assert contract_date_fault(day, None, None) == ""
    assert contract_date_fault(day, day, day) == ""
    assert "before the practice opened" in contract_date_fault(day, date(2016, 1, 2), None)
    assert "later contract" in contract_date_fault(day, None, date(2016, 1, 2))
