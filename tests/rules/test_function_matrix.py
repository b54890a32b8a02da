"""The function matrix: complete, sourced, and impossible to stretch (F-20; FUN-01 to FUN-03, FUN-06)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocommission.shared.rules.blockers import STRENGTHS
from models_abc.rules.functions import (
    Agreed,
    assignment_blockers,
    choices_for,
    who_decides,
)
from models_abc.rules.pros_and_cons import MODELS
from models_abc.terms.functions import AGREEABLE_DECIDERS, ASSIGNABLE, FUNCTION_MEANS, RETAINED, Decider, Function
from models_abc.terms.kinds import CoCommissioningModel
from models_abc.terms.matrix import CELLS, cell, rows

DAY = date(2016, 4, 1)


def test_every_function_has_one_cell_for_every_model_on_every_day() -> None:
    for on in (date(2014, 11, 1), DAY, date(2018, 3, 31)):
        found = rows(on)
        assert [function for function, _ in found] == [*ASSIGNABLE, *RETAINED]
        assert all(set(cells) == {"A", "B", "C"} for _, cells in found)
    assert set(Function) == set(FUNCTION_MEANS)


def test_every_cell_names_its_source_and_how_sure_it_is() -> None:
    for one in CELLS:
        assert one.source
        assert one.strength in STRENGTHS


def test_cells_of_one_function_and_model_do_not_overlap() -> None:
    seen: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for one in CELLS:
        for since, until in seen.setdefault((one.function, one.model), []):
            assert one.since >= until or (one.until or date.max) <= since
        seen[one.function, one.model].append((one.since, one.until or date.max))


@pytest.mark.parametrize("function", [Function.CONTRACTS, Function.MERGERS, Function.NEW_PRACTICES])
@pytest.mark.parametrize(("model", "decider"), [("A", Decider.INVOLVED), ("B", Decider.JOINT), ("C", Decider.CCG)])
def test_the_shared_list_differs_only_in_who_decides(function: Function, model: str, decider: Decider) -> None:
    assert cell(function, model, DAY).decider == decider


@pytest.mark.parametrize("function", RETAINED)
@pytest.mark.parametrize("model", list(CoCommissioningModel))
@pytest.mark.parametrize("decider", list(Decider))
def test_retained_functions_can_never_be_assigned(function: Function, model: str, decider: Decider) -> None:
    (found,) = assignment_blockers(function=function, model_held=model, decider=decider, on=DAY)
    assert found.rule in ("FUN-01", "FUN-02")
    assert choices_for(function, model, DAY) == []


@pytest.mark.parametrize("function", ASSIGNABLE)
@pytest.mark.parametrize("decider", [Decider.JOINT, Decider.CCG])
def test_model_a_decides_nothing(function: Function, decider: Decider) -> None:
    (found,) = assignment_blockers(function=function, model_held="A", decider=decider, on=DAY)
    assert found.rule == "FUN-03"
    assert all(
        one.decider in (Decider.NHS_ENGLAND, Decider.INVOLVED, Decider.NEVER) for one in CELLS if one.model == "A"
    )


@given(st.sampled_from(ASSIGNABLE), st.sampled_from(list(CoCommissioningModel)))
def test_an_agreement_goes_as_far_as_the_matrix_and_no_further(function: Function, model: str) -> None:
    most = AGREEABLE_DECIDERS.index(cell(function, model, DAY).most)
    assert choices_for(function, model, DAY) == list(AGREEABLE_DECIDERS[: most + 1])


def test_complaints_and_out_of_hours_are_marked_to_be_confirmed_and_can_be_agreed() -> None:
    for function in (Function.COMPLAINTS, Function.OUT_OF_HOURS):
        assert cell(function, "C", DAY).to_be_confirmed
        assert Decider.CCG in choices_for(function, "C", DAY)
    assert not cell(Function.CONTRACTS, "C", DAY).to_be_confirmed


def test_an_agreement_changes_who_decides_from_its_day_on() -> None:
    agreed = Agreed(Function.COMPLAINTS, "C", Decider.CCG, DAY)
    before = {one.function: one for one in who_decides("C", [agreed], DAY - timedelta(days=1))}
    after = {one.function: one for one in who_decides("C", [agreed], DAY)}
    assert before[Function.COMPLAINTS].decider == Decider.NHS_ENGLAND
    assert before[Function.COMPLAINTS].to_be_confirmed
    assert after[Function.COMPLAINTS].decider == Decider.CCG
    assert not after[Function.COMPLAINTS].to_be_confirmed


def test_an_agreement_under_another_model_or_beyond_the_matrix_says_nothing() -> None:
    under_b = Agreed(Function.MERGERS, "B", Decider.NHS_ENGLAND, DAY)
    beyond = Agreed(Function.APPRAISAL, "C", Decider.CCG, DAY)
    found = {one.function: one.decider for one in who_decides("C", [under_b, beyond], DAY)}
    assert found[Function.MERGERS] == Decider.CCG
    assert found[Function.APPRAISAL] == Decider.NEVER


def test_the_latest_agreement_counts_in_whatever_order_they_come() -> None:
    first = Agreed(Function.MERGERS, "C", Decider.JOINT, DAY)
    second = Agreed(Function.MERGERS, "C", Decider.CCG, DAY + timedelta(days=30))
    for order in ([first, second], [second, first]):
        found = {one.function: one.decider for one in who_decides("C", order, DAY + timedelta(days=31))}
        assert found[Function.MERGERS] == Decider.CCG


def test_each_model_tells_opportunities_threats_and_needs() -> None:
    assert set(MODELS) == {"A", "B", "C"}
    for means in MODELS.values():
        assert means.opportunities
        assert means.threats
        assert means.needs
