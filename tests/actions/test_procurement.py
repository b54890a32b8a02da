"""The register of procurement decisions (F-52), cross-matched with the register of interests; with the referee."""

from uuid import uuid4

import pytest
from django.db import DatabaseError

from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry
from conflicts.actions.procurement import (
    abandon_procurement,
    answer_checklist,
    award_procurement,
    decide_procurement,
    draft_procurement,
    edit_procurement,
    publish_procurement,
    put_participant,
    remove_participant,
)
from conflicts.models import ProcurementDecision
from conflicts.queries.procurement import participants
from conflicts.rules.checklist import questions_for
from conflicts.terms import Capacity
from tests.database import owners_cursor
from tests.factories.interests import body, declaration
from tests.factories.procurement import AWARD, awarded, decided, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


def rules(refused):
    return {(b.rule, b.field) for b in refused.value.blockers}


def test_an_entry_goes_from_draft_to_award(world, now):
    made = awarded(world)
    assert (made.number, made.state, made.published_by) == (1, "AWARDED", world.officer)
    acts = list(Entry.objects.filter(subject=made.subject).order_by("pk").values_list("act", flat=True))
    assert acts == [
        "procurement.drafted", "procurement.participant", "procurement.decided", "procurement.published",
        "procurement.awarded",
    ]  # fmt: skip


def test_each_step_twice_is_once(world, now):
    made = awarded(world)
    assert award_procurement(procurement=made, by=world.officer, now=now, **AWARD).awarded_at == made.awarded_at
    assert publish_procurement(procurement=made, by=world.officer, now=now).published_at == made.published_at
    with pytest.raises(Conflict):
        award_procurement(procurement=made, by=world.officer, now=now, **AWARD | {"amount": 5})
    assert draft(world, title="Another") == draft(world, title="Another")
    assert ProcurementDecision.objects.count() == 2


def test_only_who_keeps_registers_writes(world, now):
    with pytest.raises(Refused) as refused:
        draft_procurement(ccg=world.ccg, title="X", by=world.gp_member, now=now)
    assert refused.value.status == 403
    with pytest.raises(Refused) as refused:
        decide_procurement(procurement=draft(world), by=world.other_officer, now=now)
    assert refused.value.status == 403


def test_pro_01_nothing_is_decided_without_people_and_handling(world, now):
    made = draft_procurement(ccg=world.ccg, title="Bare", by=world.officer, now=now)
    with pytest.raises(Refused) as refused:
        decide_procurement(procurement=made, by=world.officer, now=now)
    assert rules(refused) == {("PRO-01", name) for name in ("decision", "process", "decided_on", "participants")}


def test_pro_04_a_gp_bidder_needs_the_checklist_before_the_decision(world, now):
    made = draft(world, gp_bidder=True)
    with pytest.raises(Refused) as refused:
        decide_procurement(procurement=made, by=world.officer, now=now)
    assert {rule for rule, _ in rules(refused)} == {"PRO-04"}
    answers = {question.id: "Done" for question in questions_for(made.route, made.decided_on)}
    answer_checklist(procurement=made, answers=answers, by=world.officer, now=now)
    assert decide_procurement(procurement=made, by=world.officer, now=now).state == "DECIDED"
    with pytest.raises(Conflict):
        answer_checklist(procurement=made, answers={"value": "Other"}, by=world.officer, now=now)


def test_pro_02_and_pro_05_an_award_needs_its_items_and_adverts(world, now):
    made = decided(world, form="MCP", lifetime_value=600_000)
    with pytest.raises(Refused) as refused:
        award_procurement(procurement=made, by=world.officer, now=now, **AWARD | {"provider_address": ""})
    assert rules(refused) == {
        ("PRO-02", "provider_address"), ("PRO-05", "ojeu_reference"), ("PRO-05", "finder_reference"),
    }  # fmt: skip


def test_pro_03_a_tie_that_only_the_register_shows_bars_the_award_until_it_is_handled(world, now):
    federation = body("Copper Federation Limited")
    entry = declaration(world, world.lay_member, body=federation, capacity=Capacity.DIRECTOR)
    made = decided(world)
    put_participant(procurement=made, name="", person=world.lay_member, role="Lay member", by=world.officer, now=now)
    award = AWARD | {"provider": federation}
    with pytest.raises(Refused) as refused:
        award_procurement(procurement=made, by=world.officer, now=now, **award)
    assert rules(refused) == {("PRO-03", "participants")}
    assert "director of" in refused.value.texts[0]
    handled = {"interest": entry, "conflict": "Director", "handling": "Took no part in scoring"}
    put_participant(
        procurement=made, name="", person=world.lay_member, role="Lay member", by=world.officer, now=now, **handled
    )
    assert award_procurement(procurement=made, by=world.officer, now=now, **award).state == "AWARDED"


def test_an_entry_of_somebody_else_is_not_linked(world, now):
    entry = declaration(world, world.lay_member, form_token=uuid4())
    with pytest.raises(Refused, match="this person"):
        put_participant(
            procurement=draft(world), name="", person=world.gp_member, role="GP", interest=entry, by=world.officer,
            now=now,
        )  # fmt: skip


def test_participants_are_corrected_while_it_is_a_draft(world, now):
    made = draft(world)
    extra = put_participant(procurement=made, name="Wrong", role="None", by=world.officer, now=now)
    remove_participant(participant=extra, by=world.officer, now=now)
    remove_participant(participant=extra, by=world.officer, now=now)
    assert [row.name for row in participants(made)] == ["Gordon Doctor"]
    decide_procurement(procurement=made, by=world.officer, now=now)
    with pytest.raises(Conflict):
        remove_participant(participant=participants(made)[0], by=world.officer, now=now)


def test_what_was_decided_stands(world, now):
    made = decided(world)
    with pytest.raises(Conflict):
        edit_procurement(procurement=made, decision="Other", by=world.officer, now=now)
    abandoned = abandon_procurement(procurement=made, reason="No bids", by=world.officer, now=now)
    assert abandoned.abandoned_reason == "No bids"
    with pytest.raises(Refused):
        award_procurement(procurement=made, by=world.officer, now=now, **AWARD)


@pytest.mark.parametrize(
    "change", ["decision = 'x'", "amount = 1", "provider_name = 'x'", "state = 'DRAFT'", "published_at = NULL"]
)
def test_the_database_keeps_what_was_awarded(world, change):
    made = awarded(world)
    with pytest.raises(DatabaseError), owners_cursor() as cursor:
        cursor.execute(f"UPDATE conflicts_procurementdecision SET {change} WHERE id = %s", [made.pk])


@pytest.mark.parametrize("statement", ["UPDATE conflicts_procurementparticipant SET handling = ''",
                                       "DELETE FROM conflicts_procurementparticipant"])  # fmt: skip
def test_the_database_keeps_who_took_part_in_an_award(world, statement):
    awarded(world)
    with pytest.raises(DatabaseError), owners_cursor() as cursor:
        cursor.execute(statement)


def test_an_entry_started_again_with_other_details_drops_none_of_them_without_a_word(world, now):
    wanted = {"ccg": world.ccg, "title": "Bare", "by": world.officer, "now": now}
    first = draft_procurement(**wanted)
    assert draft_procurement(**wanted) == first
    with pytest.raises(Conflict, match="already started an entry called Bare"):
        draft_procurement(**wanted, gp_bidder=True)
