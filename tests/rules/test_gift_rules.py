"""What must be declined, recorded or approved, by the day of the offer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflicts.rules.gift_acts import APPROVE
from conflicts.rules.gifts import (
    JudgedOffer,
    approval_blockers,
    most_in_a_window,
    pounds,
    rules_of,
    source_key,
    verdict,
    window_from,
)

OLD, NEW = date(2017, 6, 15), date(2017, 6, 16)
TODAY = date(2018, 1, 1)


def offer(kind="GIFT", pence=1000, on=NEW, answer="ACCEPTED", **more):
    facts = {"details": "A pen", "source_name": "Acme", "declared_on": TODAY, **more}
    return verdict(JudgedOffer(kind=kind, value_pence=pence, offered_on=on, answer=answer, **facts))


def rules(found, level="B"):
    return [blocker.rule for blocker in found.blockers if blocker.level == level]


@pytest.mark.parametrize("on", [OLD, NEW])
@pytest.mark.parametrize("answer", ["ACCEPTED", "FOR_ORGANISATION"])
def test_gif_01_cash_is_only_ever_declined(on, answer):
    assert rules(offer("CASH", 1, on, answer)) == ["GIF-01"]
    assert offer("CASH", 1, on, "DECLINED").allowed


@pytest.mark.parametrize(
    ("kind", "pence", "on", "allowed"),
    [
        ("GIFT", 1, OLD, False),
        ("GIFT", 1, NEW, False),
        ("PROMOTIONAL", 600, OLD, False),
        ("PROMOTIONAL", 600, NEW, True),
        ("PROMOTIONAL", 601, NEW, False),
    ],
)
def test_gif_02_gifts_of_suppliers(kind, pence, on, allowed):
    found = offer(kind, pence, on, supplier=True)
    assert found.allowed == allowed
    assert rules(found) == ([] if allowed else ["GIF-02"])


@pytest.mark.parametrize(
    ("pence", "on", "needed"),
    [(999, OLD, False), (1000, OLD, True), (4999, NEW, False), (5000, NEW, True)],
)
def test_gif_03_a_small_gift_of_others_needs_no_entry(pence, on, needed):
    found = offer("GIFT", pence, on, "FOR_ORGANISATION")
    assert found.entry_needed == needed
    assert ("GIF-03" in rules(found, "W")) == (not needed)


def test_gif_04_from_50_pounds_only_for_the_organisation():
    assert rules(offer("GIFT", 5000)) == ["GIF-04"]
    assert offer("GIFT", 5000, answer="FOR_ORGANISATION").allowed
    assert offer("GIFT", 4999).allowed
    before = offer("GIFT", 5000, OLD)
    assert before.allowed
    assert "GIF-04" in rules(before, "W")


def test_gif_05_gifts_of_one_source_are_added_up_from_june_2017():
    found = offer("GIFT", 2000, earlier_pence=3000)
    assert (found.total_pence, rules(found), found.entry_needed) == (5000, ["GIF-04"], True)
    assert "GIF-05" in rules(found, "W")
    assert offer("GIFT", 2000, OLD, earlier_pence=3000).total_pence == 2000
    assert window_from(date(2017, 12, 31)) == date(2016, 12, 31)
    assert source_key("The Acme Company Ltd.") == source_key("ACME") == "acme"


@pytest.mark.parametrize(
    ("pence", "on", "needed", "approval"),
    [
        (2499, OLD, False, False),
        (2500, OLD, True, False),
        (2501, OLD, True, True),
        (2499, NEW, False, False),
        (2500, NEW, True, False),
        (7500, NEW, True, False),
        (7501, NEW, True, True),
    ],
)
def test_gif_06_hospitality(pence, on, needed, approval):
    found = offer("HOSPITALITY", pence, on, reason="To speak")
    assert (found.entry_needed, found.approval_needed) == (needed, approval)
    assert found.state == ("AWAITING_APPROVAL" if approval else "RECORDED")
    assert rules(offer("HOSPITALITY", pence, on)) == (["GIF-06"] if approval else [])


@pytest.mark.parametrize(
    ("kind", "on", "beyond", "approval"),
    [
        ("FOREIGN_TRAVEL", OLD, False, True),
        ("FOREIGN_TRAVEL", NEW, False, False),
        ("FOREIGN_TRAVEL", NEW, True, True),
        ("TRAVEL", OLD, False, False),
        ("TRAVEL", NEW, True, True),
        ("TRAVEL", NEW, False, False),
    ],
)
def test_gif_07_travel(kind, on, beyond, approval):
    assert offer(kind, 10_000, on, beyond_modest=beyond, reason="To speak").approval_needed == approval
    assert rules(offer(kind, 10_000, on, beyond_modest=beyond)) == (["GIF-07"] if approval else [])


def test_gif_08_declined_offers_are_recorded_whatever_they_are_worth():
    found = offer("GIFT", 100, answer="DECLINED", supplier=True)
    assert (found.allowed, found.entry_needed, found.approval_needed) == (True, True, False)
    assert rules(found, "W") == ["GIF-08"]


def test_gif_09_the_day_of_the_offer_chooses_the_rules():
    assert (rules_of(OLD), rules_of(NEW)) == ("rules of June 2016", "rules of June 2017")
    assert rules(offer(on=date(2019, 1, 1))) == ["GIF-09"]
    assert rules(offer(received_on=date(2016, 1, 1))) == ["GIF-09"]


def test_gif_06_who_approves():
    assert not APPROVE.blockers("AWAITING_APPROVAL")
    assert not approval_blockers(is_own=False, entered_it=False, reason="Yes")
    assert len(APPROVE.blockers("RECORDED")) == 1
    assert len(approval_blockers(is_own=True, entered_it=True, reason=" ")) == 2


@given(
    kind=st.sampled_from(["GIFT", "PROMOTIONAL", "CASH", "HOSPITALITY", "TRAVEL", "FOREIGN_TRAVEL"]),
    pence=st.integers(0, 100_000),
    on=st.dates(date(2014, 1, 1), date(2017, 12, 31)),
    supplier=st.booleans(),
    beyond=st.booleans(),
    earlier=st.integers(0, 100_000),
)
def test_gif_08_a_declined_offer_is_never_refused(kind, pence, on, supplier, beyond, earlier):
    found = offer(kind, pence, on, "DECLINED", supplier=supplier, beyond_modest=beyond, earlier_pence=earlier)
    assert found.allowed
    assert not found.approval_needed


def test_pounds():
    assert pounds(123_456) == "£1,234.56"


def test_gif_05_the_most_in_any_window_that_holds_the_day():
    gifts = [(date(2017, 7, 1), 1000), (date(2018, 3, 1), 2000), (date(2018, 9, 1), 4000)]
    assert most_in_a_window(gifts, date(2018, 2, 1)) == 6000  # with March and September 2018
    assert most_in_a_window(gifts, date(2017, 7, 1)) == 3000
    assert most_in_a_window(gifts, date(2019, 8, 31)) == 4000
    assert most_in_a_window(gifts, date(2019, 9, 1)) == 0
    assert most_in_a_window([], date(2018, 1, 1)) == 0


@pytest.mark.parametrize(("on", "source"), [(OLD, "Local policy"), (NEW, "Guidance of 16 June 2017")])
def test_gif_06_a_reason_is_asked_for_by_the_guidance_of_the_day_and_before_by_local_policy(on, source):
    said = offer("HOSPITALITY", 9000, on, reason="")
    (found,) = [blocker for blocker in said.blockers if blocker.rule == "GIF-06"]
    assert found.source.startswith(source)
