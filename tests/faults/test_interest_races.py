"""Declarations that arrive together: numbers in strict order, one form once, one review, and sweeps five at once."""

from functools import partial
from uuid import uuid4

import pytest

from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from conflicts.actions.bodies import find_or_add_body
from conflicts.actions.declarants import ensure_declarant
from conflicts.actions.interests import review_interest
from conflicts.models import Body, Breach, Declarant, DeclarationReturn, Interest
from conflicts.rules.declarants import PositionFacts
from conflicts.tasks.interests import keep_declarants, prompt_declarants
from tests.factories.interests import answered, body, declarant, declaration
from tests.factories.world import build_world
from tests.faults.together import all_at_once

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
TOGETHER = 10


@pytest.fixture
def real_world():
    """A small country in real time, in which a GP declares."""
    world = build_world(read_clock())
    declarant(world, world.gp_member)
    return world


def call(world, token, **over):
    values = {"body": None, "form_token": token, **over}
    return partial(declaration, world, world.gp_member, now=read_clock(), **values)


def test_declarations_at_once_are_numbered_in_strict_order(real_world):
    found = all_at_once([call(real_world, uuid4()) for _ in range(TOGETHER)])
    assert [one for one in found if isinstance(one, BaseException)] == []
    assert sorted(one.number for one in found) == list(range(1, TOGETHER + 1))
    assert Entry.objects.filter(act="interest.declared").count() == TOGETHER


def test_one_form_many_times_at_once_is_one_entry_one_notice_and_one_draft_breach(real_world):
    long_ago = read_clock().date().replace(year=2020)
    late = {"arose_on": long_ago, "aware_on": long_ago, "late_reason": "I forgot"}
    found = all_at_once([call(real_world, uuid4(), **late)] * TOGETHER)
    assert {one.pk for one in found} == {Interest.objects.get().pk}
    assert Message.objects.filter(key__contains=":declared:").count() == 2
    assert Breach.objects.count() == 1


def test_one_form_raced_across_two_ccgs_serves_one(real_world):
    world, token = real_world, uuid4()
    declarant(world, world.gp_member, ccg=world.other_ccg)
    found = all_at_once([call(world, token), call(world, token, ccg=world.other_ccg)])
    assert sorted(type(one).__name__ for one in found) == ["Conflict", "Interest"]
    assert Interest.objects.count() == 1


def test_the_same_answer_many_times_at_once_is_one(real_world):
    same = partial(answered, real_world, real_world.gp_member, kind="NIL", form_token=uuid4(), now=read_clock())
    found = all_at_once([same] * TOGETHER)
    assert {one.pk for one in found} == {DeclarationReturn.objects.get().pk}


def test_two_reviewers_at_once_one_signs(real_world):
    made = declaration(real_world, real_world.gp_member, now=read_clock(), body=None)
    found = all_at_once(
        partial(
            review_interest, interest=made, mitigation=f"As {who} says", by=real_world.people[who], now=read_clock()
        )
        for who in ("officer", "second_officer", "accountable_officer")
    )
    assert sum(isinstance(one, Conflict) for one in found) == 2
    assert sum(isinstance(one, Interest) for one in found) == 1
    assert Interest.objects.get().history.count() == 2


def test_an_organisation_typed_by_many_at_once_is_one(real_world):
    named = partial(
        find_or_add_body, kind="COMPANY", name="Birch Care", company_number="1234567", by=None, now=read_clock()
    )
    found = all_at_once([named] * TOGETHER)
    assert {one.pk for one in found} == {Body.objects.get().pk}


def test_two_numbers_that_name_two_organisations_are_refused_not_failed(real_world):
    body("Copper Federation", ods_code="XC1X")
    body("Birch Care", kind="COMPANY", company_number="01234567")
    calls = [
        partial(find_or_add_body, kind="COMPANY", name="x", ods_code="XC1X", company_number="01234567", by=None,
                now=read_clock())
    ] * 3  # fmt: skip
    assert {type(one) for one in all_at_once(calls)} == {Refused}


def test_somebody_added_by_many_at_once_is_on_the_list_once(real_world):
    now = read_clock()
    add = partial(
        ensure_declarant, ccg=real_world.ccg, person=real_world.nobody, by=None, now=now,
        facts=PositionFacts(position="Adviser", group="OTHER", decision_maker=False, starts_at=now),
    )  # fmt: skip
    found = all_at_once([add] * TOGETHER)
    assert {one.pk for one in found} == {Declarant.objects.get(person=real_world.nobody).pk}


def test_the_sweeps_five_at_once_do_everything_once(real_world):
    now = read_clock()
    all_at_once([partial(keep_declarants, now)] * 5)
    rows = Declarant.objects.exclude(pk=Declarant.objects.get(position="GP partner of a member practice").pk)
    assert rows.values("ccg", "person", "position").distinct().count() == rows.count() == 20
    all_at_once([partial(prompt_declarants, now)] * 5)
    told = Message.objects.filter(key__startswith="declaration:")
    assert told.values("to_person", "about").distinct().count() == told.count()
