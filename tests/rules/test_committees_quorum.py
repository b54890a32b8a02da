"""The quorum language: the four rules of BMJ Open 2017 table 3, against a brute-force oracle (PCC-09, PCC-10)."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pccc.rules.quorum import (
    BMJ_OPEN,
    TEMPLATES,
    Sitter,
    build,
    evaluate,
    lay_executive_majority,
    matches,
    quorate,
    validate_quorum,
)
from pccc.rules.quorum.language import sentence
from pccc.rules.quorum.templates import count
from pccc.terms.committees import EXECUTIVE, GPS, LAY, Office, SeatRole

ROLES = [str(role) for role in SeatRole]


def sitter(number: int, role: str, *, voting: bool = True, office: str = "", eligible: bool = True) -> Sitter:
    return Sitter(number, f"Member {number}", role, voting, office, eligible)


def people(*rows: tuple[str, bool] | tuple[str, bool, str]) -> list[Sitter]:
    return [sitter(n, row[0], voting=row[1], office=(*row, "")[2]) for n, row in enumerate(rows, 1)]


# The oracle: every clause by trying every set of people, no matching, no sharing of code with the evaluator.
def fits(who: dict[str, Any], person: Sitter) -> bool:
    if who.get("roles") and person.role not in who["roles"]:
        return False
    if who.get("offices") and person.office not in who["offices"]:
        return False
    return who.get("voting") is None or person.voting is who["voting"]


def subsets(clause: Any, present: list[Sitter]) -> list[frozenset[int]]:
    """Every set of people that satisfies a count, or a choice of counts, exactly."""
    if "any" in clause:
        return [found for part in clause["any"] for found in subsets(part, present)]
    able = [person.person_id for person in present if fits(clause["of"], person)]
    return [frozenset(chosen) for chosen in combinations(able, clause["count"])]


def apart(clauses: list[Any], present: list[Sitter], taken: frozenset[int]) -> bool:
    if not clauses:
        return True
    return any(
        not (chosen & taken) and apart(clauses[1:], present, taken | chosen) for chosen in subsets(clauses[0], present)
    )


def oracle(rule: Any, present: list[Sitter]) -> bool:
    present = [person for person in present if person.eligible]
    if "count" in rule:
        return sum(fits(rule["of"], person) for person in present) >= rule["count"]
    if "all" in rule:
        return all(oracle(part, present) for part in rule["all"])
    if "any" in rule:
        return any(oracle(part, present) for part in rule["any"])
    return apart(rule["distinct"], present, frozenset())


whos = st.fixed_dictionaries(
    {},
    optional={
        "roles": st.lists(st.sampled_from(ROLES[:8]), min_size=1, max_size=4, unique=True),
        "offices": st.lists(st.sampled_from(["CHAIR", "VICE_CHAIR"]), min_size=1, max_size=2, unique=True),
        "voting": st.sampled_from([True, False, None]),
    },
)
counts = st.fixed_dictionaries({"count": st.integers(1, 3), "of": whos})
choices = counts | st.fixed_dictionaries({"any": st.lists(counts, min_size=1, max_size=2)})
distinct = st.fixed_dictionaries({"distinct": st.lists(choices, min_size=1, max_size=3)})
rules = st.recursive(
    counts | distinct,
    lambda inner: st.dictionaries(
        st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=1
    ),
    max_leaves=4,
)
rooms = st.lists(
    st.tuples(
        st.sampled_from(ROLES[:8]), st.booleans(), st.sampled_from(["", "", "CHAIR", "VICE_CHAIR"]), st.booleans()
    ),
    max_size=8,
).map(lambda rows: [sitter(n, r, voting=v, office=o, eligible=e) for n, (r, v, o, e) in enumerate(rows)])


@settings(max_examples=300, deadline=None)
@given(rules, rooms)
def test_pcc_09_evaluator_agrees_with_brute_force(rule: Any, present: list[Sitter]) -> None:
    faults = validate_quorum(rule)
    if faults:
        assert all("levels" in fault.missing for fault in faults)
        return
    result = evaluate(rule, present)
    assert result.met is oracle(rule, present)
    assert bool(result.missing) is not result.met


everybody = st.lists(
    st.tuples(st.sampled_from(ROLES), st.booleans(), st.sampled_from(["", "CHAIR", "VICE_CHAIR"])), max_size=13
).map(lambda rows: people(*rows))


@pytest.mark.parametrize("template", BMJ_OPEN, ids=lambda template: template.key)
@settings(max_examples=120, deadline=None)
@given(present=everybody)
def test_pcc_09_bmj_open_table_3_on_generated_attendances(template: Any, present: list[Sitter]) -> None:
    assert evaluate(template.rule, present).met is oracle(template.rule, present)


LAY_CHAIR = (SeatRole.LAY_MEMBER, True, Office.CHAIR)
CFO, CO = (SeatRole.FINANCE_OFFICER, True), (SeatRole.CHIEF_OFFICER, True)
NURSE, CONSULTANT = (SeatRole.NURSE, True), (SeatRole.SECONDARY_CARE, True)
SITE_2 = [
    (SeatRole.LAY_MEMBER, True), (SeatRole.LAY_MEMBER, True), NURSE, (SeatRole.LOCAL_GP, True), CO,
    (SeatRole.OPERATING_OFFICER, True), CFO, (SeatRole.HEAD_CONTRACTING, True),
    (SeatRole.HEALTHWATCH, False), (SeatRole.HWB, False),
]  # fmt: skip
CASES = [
    ("bmj-1", [LAY_CHAIR, CFO, NURSE], True),
    ("bmj-1", [LAY_CHAIR, NURSE, CONSULTANT], False),
    ("bmj-1", [CO, CFO, NURSE], False),
    ("bmj-1", [LAY_CHAIR, CFO], False),
    ("bmj-2", SITE_2, True),
    ("bmj-2", [row for row in SITE_2 if row is not CO], False),  # the CFO cannot be a second chief officer as well
    ("bmj-2", SITE_2[:-1], False),
    ("bmj-3", [LAY_CHAIR, (SeatRole.LOCAL_GP, True), CO], True),
    ("bmj-3", [LAY_CHAIR, CO, CFO], False),
    ("bmj-4", [LAY_CHAIR, NURSE, CFO, (SeatRole.LOCAL_GP, True)], True),
    ("bmj-4", [(SeatRole.LAY_MEMBER, True), NURSE, CFO, CO], False),  # neither chair nor vice chair
    ("bmj-4", [LAY_CHAIR, NURSE, CFO], False),
]


@pytest.mark.parametrize(("key", "rows", "met"), CASES)
def test_pcc_09_bmj_open_table_3_by_hand(key: str, rows: list[Any], met: bool) -> None:
    result = evaluate(TEMPLATES[key].rule, people(*rows))
    assert (result.met, oracle(TEMPLATES[key].rule, people(*rows))) == (met, met), result


def test_pcc_09_missing_is_said_in_words() -> None:
    result = evaluate(TEMPLATES["bmj-1"].rule, people(LAY_CHAIR, NURSE))
    assert result.missing == (
        "Needs at least 3 voting members; has 2.",
        "Needs at least 1 chief officer, chief finance officer or chief of delivery and quality; has 0.",
    )


def test_pcc_09_somebody_ruled_out_does_not_count() -> None:
    room = [*people(LAY_CHAIR, CFO), sitter(9, SeatRole.LOCAL_GP, eligible=False)]
    assert not evaluate(TEMPLATES["bmj-1"].rule, room).met


def test_pcc_09_somebody_listed_twice_counts_once() -> None:
    room = people(LAY_CHAIR, CFO)
    assert not evaluate(count(3), [*room, room[0]]).met


@pytest.mark.parametrize(
    ("lay", "executive", "others", "met"),
    [(1, 1, 1, True), (1, 1, 2, False), (0, 3, 2, True), (0, 0, 0, False), (2, 0, 2, False)],
)
def test_pcc_10_lay_and_executive_majority(lay: int, executive: int, others: int, met: bool) -> None:
    rows = [(SeatRole.LAY_PERSON, True)] * lay + [CO] * executive + [(SeatRole.LOCAL_GP, True)] * others
    found = lay_executive_majority([*people(*rows), sitter(99, SeatRole.DIRECTOR, voting=False)])
    assert found.met is met
    assert f"{lay + executive} of {lay + executive + others}" in found.words


def test_pcc_10_joins_the_quorum_only_where_the_terms_ask_for_it() -> None:
    room = people(LAY_CHAIR, (SeatRole.LOCAL_GP, True), (SeatRole.LOCAL_GP, True))
    assert quorate(count(3), room, lay_executive=False).met
    strict = quorate(count(3), room, lay_executive=True)
    assert not strict.met
    assert "1 of 3" in strict.missing[0]


BAD = [
    None, [], {}, {"count": 0, "of": {}}, {"count": "3", "of": {}}, {"count": True, "of": {}},
    {"count": 1, "of": {"roles": ["KING"]}}, {"count": 1, "of": {"person": 3}}, {"all": []}, {"all": [{}]},
    {"count": 1, "all": []}, {"distinct": [{"all": [count(1)]}]}, {"any": [count(1)], "of": {}},
    {"count": 1, "of": {"voting": "yes"}}, {"all": [{"all": [{"all": [{"all": [count(1)]}]}]}]},
    {"distinct": [{"any": [count(1)] * 15}] * 3},
]  # fmt: skip


@pytest.mark.parametrize("rule", BAD, ids=str)
def test_pcc_09_what_cannot_be_judged_is_refused(rule: Any) -> None:
    found = validate_quorum(rule)
    assert found
    assert {blocker.rule for blocker in found} == {"PCC-09"}


def test_templates_are_valid_and_readable() -> None:
    for template in BMJ_OPEN:
        assert validate_quorum(template.rule) == []
        assert template.source.startswith("BMJ Open 2017, table 3, site")
    assert sentence(TEMPLATES["bmj-3"].rule) == (
        "at least 1 lay member; and at least 1 GP; and at least 1 executive; each by different people"
    )


def test_build_makes_what_the_form_says() -> None:
    one, two = count(1, LAY), count(1, EXECUTIVE | GPS)
    assert build([one], different_people=True) == one
    assert build([one, two], different_people=True) == {"distinct": [one, two]}
    assert build([one, two], different_people=False) == {"all": [one, two]}
    assert matches({}, sitter(1, SeatRole.OTHER, voting=False))
