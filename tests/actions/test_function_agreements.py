"""Agreements about functions: both sides, within the matrix, and the database behind it (F-20)."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from ccgs.actions.models_held import change_model_held
from cocommission.shared.errors import Refused
from cocommission.shared.models import Entry, Message
from models_abc.actions.functions import answer_agreement, propose_agreement
from models_abc.models import FunctionAgreement
from models_abc.queries.functions import functions_today
from models_abc.terms import RETAINED, Decider, Function
from tests.database import owners_cursor
from tests.factories.ccgs_people import LONG_AGO

FROM = date(2015, 10, 1)


@pytest.fixture
def delegated(world: Any, now: datetime) -> Any:
    change_model_held(
        ccg=world.ccg, model="C", from_at=LONG_AGO, by=None, now=now, reason="For a test", source="A test"
    )
    return world


def decider_of(ccg: Any, function: str, at: datetime) -> Decider:
    """Who decides the function, as the page of the CCG's functions says."""
    _, found = functions_today(ccg, at)
    return next(one.decider for one in found if one.function == function)


def propose(world: Any, now: datetime, **changes: Any) -> FunctionAgreement:
    values = {"function": Function.COMPLAINTS, "decider": Decider.CCG, "from_on": FROM, "source": "Schedule 2"}
    return propose_agreement(ccg=world.ccg, by=world.officer, now=now, **(values | changes))


def test_a_proposal_counts_only_when_the_region_agrees(delegated: Any, now: datetime) -> None:
    row = propose(delegated, now)
    assert decider_of(delegated.ccg, Function.COMPLAINTS, now) == Decider.NHS_ENGLAND
    assert Message.objects.filter(to_person=delegated.regional_officer, key__startswith="function.proposed").exists()
    answer_agreement(agreement=row, agree=True, by=delegated.regional_officer, now=now)
    assert decider_of(delegated.ccg, Function.COMPLAINTS, now) == Decider.CCG
    acts = list(Entry.objects.filter(book__key=delegated.ccg.book).values_list("act", flat=True))
    assert acts[-2:] == ["function.proposed", "function.agreed"]
    assert row.history.count() == 2


def test_the_region_declines_with_a_reason(delegated: Any, now: datetime) -> None:
    row = propose(delegated, now)
    with pytest.raises(Refused, match="why"):
        answer_agreement(agreement=row, agree=False, by=delegated.regional_officer, now=now)
    answer_agreement(agreement=row, agree=False, reason="Kept nationally", by=delegated.regional_officer, now=now)
    assert decider_of(delegated.ccg, Function.COMPLAINTS, now) == Decider.NHS_ENGLAND
    with pytest.raises(Refused):
        answer_agreement(agreement=row, agree=True, by=delegated.regional_officer, now=now)


@pytest.mark.parametrize("function", RETAINED)
def test_retained_functions_are_refused_by_the_action(delegated: Any, now: datetime, function: Function) -> None:
    with pytest.raises(Refused) as refused:
        propose(delegated, now, function=function)
    assert refused.value.blockers[0].rule in ("FUN-01", "FUN-02")


@pytest.mark.parametrize("function", RETAINED)
def test_retained_functions_are_refused_by_the_database(delegated: Any, now: datetime, function: Function) -> None:
    row = propose(delegated, now)
    with pytest.raises(IntegrityError), owners_cursor() as cursor:
        cursor.execute("UPDATE models_abc_functionagreement SET function = %s WHERE id = %s", [str(function), row.pk])


@pytest.mark.parametrize("decider", ["JOINT", "CCG", "NEVER", "SOMEBODY"])
def test_the_database_gives_model_a_no_decision(delegated: Any, now: datetime, decider: str) -> None:
    row = propose(delegated, now)
    with pytest.raises(IntegrityError), owners_cursor() as cursor:
        cursor.execute(
            "UPDATE models_abc_functionagreement SET model_held = 'A', decider = %s WHERE id = %s", [decider, row.pk]
        )


def test_model_a_cannot_propose_a_decision(world: Any, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        propose(world, now, function=Function.MERGERS)
    assert refused.value.blockers[0].rule == "FUN-03"


def test_one_open_proposal_at_a_time(delegated: Any, now: datetime) -> None:
    propose(delegated, now)
    with pytest.raises(Refused, match="waiting"):
        propose(delegated, now)


def test_only_the_ccg_proposes_and_only_its_region_answers(delegated: Any, now: datetime) -> None:
    for who in ("other_officer", "accountable_officer", "regional_officer", "representative"):
        with pytest.raises(Refused) as refused:
            propose_agreement(
                ccg=delegated.ccg,
                function=Function.COMPLAINTS,
                decider=Decider.CCG,
                from_on=FROM,
                source="Mine",
                by=getattr(delegated, who),
                now=now,
            )
        assert refused.value.status == 403
    row = propose(delegated, now)
    for who in ("officer", "other_region_officer"):
        with pytest.raises(Refused) as refused:
            answer_agreement(agreement=row, agree=True, by=getattr(delegated, who), now=now)
        assert refused.value.status == 403


def test_who_decides_asks_two_queries(delegated: Any, now: datetime, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        held, found = functions_today(delegated.ccg, now)
    assert held == "C"
    assert len(found) == len(Function)
