"""Recording offers, the senior approver's answer, and what the database refuses."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from cocommission.shared.errors import Refused
from cocommission.shared.models import Entry, Message
from conflicts.actions.gifts import answer_gift, withdraw_gift
from conflicts.models import Gift
from conflicts.queries.gifts import arranged, earlier_pence, public_of_ccg, waiting_for
from tests.database import owners_cursor
from tests.factories.gifts import dinner, offer
from tests.factories.interests import declarant
from tests.factories.registers import guardian, policy

pytestmark = pytest.mark.django_db
NEW = pytest.mark.parametrize("now", ["2017-07-03 09:00"], indirect=True)


def test_gif_08_a_declined_offer_is_recorded(world):
    made = offer(world, world.gp_member)
    assert (made.state, made.number, made.position) == ("RECORDED", 1, "GP partner of a member practice")
    assert Entry.objects.filter(subject=made.subject).exists()


def test_the_same_form_twice_is_one_entry(world):
    token = uuid4()
    assert offer(world, world.gp_member, form_token=token) == offer(world, world.gp_member, form_token=token)
    assert Gift.objects.count() == 1


def test_only_who_declares_records_and_for_others_only_an_officer(world):
    with pytest.raises(Refused) as refused:
        offer(world, world.gp_member, by=world.lay_member)
    assert refused.value.status == 403
    assert offer(world, world.gp_member, by=world.officer).declared_by == world.officer


@NEW
def test_gif_01_cash_cannot_be_accepted(world):
    with pytest.raises(Refused, match="Cash"):
        offer(world, world.gp_member, kind="CASH", answer="ACCEPTED")


@NEW
def test_gif_05_the_sum_of_one_source_is_what_the_50_pounds_apply_to(world):
    kind = {"kind": "GIFT", "answer": "ACCEPTED", "value_pence": 3000}
    offer(world, world.gp_member, source_name="Acme Limited", offered_on=date(2017, 7, 1), **kind)
    assert earlier_pence(world.ccg, world.gp_member, "ACME", date(2017, 7, 3)) == 3000
    assert earlier_pence(world.ccg, world.gp_member, "ACME", date(2018, 7, 1)) == 0
    with pytest.raises(Refused, match="on behalf of the organisation"):
        offer(world, world.gp_member, source_name="acme", **kind)
    assert offer(world, world.gp_member, source_name="acme", **(kind | {"answer": "FOR_ORGANISATION"})).number == 2
    assert offer(world, world.lay_member, source_name="acme", **kind).number == 3


@NEW
def test_gif_09_an_old_offer_is_judged_by_the_rules_of_its_day(world):
    old = {"kind": "HOSPITALITY", "answer": "ACCEPTED", "value_pence": 5000, "reason": "To speak"}
    assert offer(world, world.gp_member, offered_on=date(2017, 6, 15), **old).state == "AWAITING_APPROVAL"
    assert offer(world, world.gp_member, offered_on=date(2017, 6, 16), **old).state == "RECORDED"


def test_gif_06_a_senior_approver_answers_and_never_for_themself(world):
    made = dinner(world, world.gp_member)
    assert Message.objects.filter(key__startswith=f"gift:{made.pk}:approval").count() == 1
    with pytest.raises(Refused) as refused:
        answer_gift(gift=made, approve=True, reason="Fine", by=world.officer, now=world.now)
    assert refused.value.status == 403
    with pytest.raises(Refused, match="reason"):
        answer_gift(gift=made, approve=True, reason="", by=world.accountable_officer, now=world.now)
    done = answer_gift(gift=made, approve=True, reason="Fine", by=world.accountable_officer, now=world.now)
    assert (done.state, done.approver_position) == ("RECORDED", "Accountable Officer")
    with pytest.raises(Refused, match="is not waiting"):
        answer_gift(gift=made, approve=False, reason="No", by=world.accountable_officer, now=world.now)
    own = dinner(world, world.accountable_officer)
    with pytest.raises(Refused, match="You cannot approve an offer made to you"):
        answer_gift(gift=own, approve=True, reason="Fine", by=world.accountable_officer, now=world.now)


def test_an_entry_made_in_error_is_taken_out_with_a_reason(world):
    made = offer(world, world.gp_member)
    with pytest.raises(Refused, match="what was wrong"):
        withdraw_gift(gift=made, reason=" ", by=world.gp_member, now=world.now)
    with pytest.raises(Refused) as refused:
        withdraw_gift(gift=made, reason="Not mine", by=world.lay_member, now=world.now)
    assert refused.value.status == 403
    assert withdraw_gift(gift=made, reason="Wrong CCG", by=world.gp_member, now=world.now).state == "WITHDRAWN"


def test_the_public_reads_answered_offers_only(world):
    policy(world)
    offer(world, world.gp_member)
    dinner(world, world.gp_member)
    withdraw_gift(gift=offer(world, world.gp_member), reason="Error", by=world.gp_member, now=world.now)
    found = public_of_ccg(world.ccg, world.now)
    assert [row.number for row in arranged(found)] == [1]
    assert not arranged(found, text="dinner").exists()
    assert arranged(found, text="acme lunch", kind="HOSPITALITY", sort="-value").exists()


@NEW
def test_coi_10_offers_to_decision_makers_are_published(world):
    policy(world)
    declarant(world, world.lay_member, position="Lay member", decision_maker=True)
    offer(world, world.gp_member)
    offer(world, world.lay_member)
    assert [row.person for row in public_of_ccg(world.ccg, world.now)] == [world.lay_member]
    at = world.now + timedelta(days=1)
    policy(world, from_on=at.date(), published_on=world.now.date(), publish_all=True)
    assert public_of_ccg(world.ccg, at).count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE conflicts_gift SET value_pence = 1",
        "UPDATE conflicts_gift SET state = 'RECORDED'",
        "UPDATE conflicts_gift SET state = 'REFUSED'",
        "UPDATE conflicts_gift SET state = 'RECORDED', approved_at = now(), approved_by_id = person_id",
        "UPDATE conflicts_gift SET answer = 'DECLINED'",
        "DELETE FROM conflicts_gift",
    ],
)
def test_gif_06_the_database_refuses_what_nobody_approved(world, statement):
    dinner(world, world.gp_member)
    with pytest.raises(IntegrityError), owners_cursor() as cursor:
        cursor.execute(statement)


@NEW
def test_gif_05_the_sum_is_the_same_in_whatever_order_offers_are_recorded(world):
    kind = {"kind": "GIFT", "answer": "ACCEPTED", "value_pence": 3000, "source_name": "Acme Limited"}
    offer(world, world.gp_member, offered_on=date(2017, 7, 3), **kind)
    assert earlier_pence(world.ccg, world.gp_member, "ACME", date(2017, 6, 20)) == 3000
    with pytest.raises(Refused, match="on behalf of the organisation"):
        offer(world, world.gp_member, offered_on=date(2017, 6, 20), **kind)


def test_gif_06_what_the_accountable_officer_accepted_is_answered_by_the_guardian(world):
    guard = guardian(world)
    made = dinner(world, world.accountable_officer)
    told = Message.objects.filter(key__startswith=f"gift:{made.pk}:approval")
    assert [message.to_person for message in told] == [guard]
    other = dinner(world, world.gp_member)
    with pytest.raises(Refused) as refused:
        answer_gift(gift=other, approve=True, reason="Fine", by=guard, now=world.now)
    assert refused.value.status == 403
    done = answer_gift(gift=made, approve=True, reason="Fine", by=guard, now=world.now)
    assert (done.state, done.approver_position) == ("RECORDED", "Conflicts of Interest Guardian")
    assert waiting_for(guard, world.ccg, world.now, "GUARDIAN").count() == 0
    assert [row.pk for row in waiting_for(world.accountable_officer, world.ccg, world.now, "ACCOUNTABLE_OFFICER")] == [
        other.pk
    ]


def test_gif_06_what_an_approver_answered_is_not_taken_out_by_its_recipient_alone(world):
    made = dinner(world, world.gp_member)
    answer_gift(gift=made, approve=False, reason="Too much", by=world.accountable_officer, now=world.now)
    with pytest.raises(Refused, match="Ask a governance officer"):
        withdraw_gift(gift=made, reason="Embarrassing", by=world.gp_member, now=world.now)
    assert withdraw_gift(gift=made, reason="Wrong CCG", by=world.officer, now=world.now).state == "WITHDRAWN"
    own = offer(world, world.gp_member)
    withdraw_gift(gift=own, reason="Wrong CCG", by=world.gp_member, now=world.now)
    told = Message.objects.filter(key__startswith=f"gift:{own.pk}:withdrawn")
    assert {message.to_person for message in told} == {world.officer, world.second_officer}
