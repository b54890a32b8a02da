"""What the referees of the registers refuse, provoked: interests, gifts, redactions, policies, procurement."""

from datetime import timedelta

from cocommission.shared.clock import london
from conflicts.actions.interests import withdraw_interest
from conflicts.actions.redactions import decide_redaction
from conflicts.models import ProcurementParticipant
from conflicts.terms import InterestState, ProcurementState, RedactionState
from tests.factories import gifts, interests, procurement, registers
from tests.sweeps.refereeing import provokes, put, sql


@provokes("interest_stays", "This declaration was withdrawn meanwhile.")
def bringing_back_a_withdrawn_declaration(world, clock):
    row = interests.declaration(world, world.gp_member)
    row = withdraw_interest(interest=row, reason="By mistake", by=world.gp_member, now=world.now)
    return put(row, state=InterestState.SUBMITTED)


@provokes("interest_stays", "You cannot sign off a declaration")
def signing_off_what_one_declared(world, clock):
    row = interests.declaration(world, world.gp_member, by=world.officer)
    return put(row, state=InterestState.COMPLETE, reviewed_by=world.officer, reviewed_at=world.now)


@provokes("conflicts_gift_stays", "You cannot approve or refuse an offer")
def approving_what_one_recorded(world, clock):
    row = gifts.dinner(world, world.gp_member, by=world.officer)
    return put(row, state="RECORDED", approved_by=world.officer, approved_at=world.now)


@provokes("conflicts_gift_stays", "Another person decided or withdrew this offer")
def a_second_decision_about_an_offer(world, clock):
    row = gifts.offer(world, world.gp_member)
    return put(row, state="REFUSED", approved_by=world.accountable_officer, approved_at=world.now)


@provokes("conflicts_redaction_decided", "You cannot decide about a redaction")
def deciding_about_ones_own_redaction(world, clock):
    registers.guardian(world)
    row = registers.redaction(world, interests.reviewed(world, world.gp_member))
    return put(row, state=RedactionState.GRANTED, decided_at=world.now, decided_by=world.gp_member,
               decision_reason="Mine")  # fmt: skip


@provokes("conflicts_redaction_decided", "Another person decided about this redaction")
def a_second_decision_about_a_redaction(world, clock):
    guardian = registers.guardian(world)
    row = registers.redaction(world, interests.reviewed(world, world.gp_member))
    decide_redaction(redaction=row, granted=False, reason="No threat", by=guardian, now=world.now)
    return put(row, state=RedactionState.GRANTED, decided_at=world.now, decided_by=guardian, decision_reason="Two")


@provokes("conflicts_policy_of_the_past", "This register policy took effect on an earlier day.")
def a_policy_after_midnight(world, clock):
    row = registers.policy(world)
    clock(world.now + timedelta(days=1))
    return put(row, contact_name="Another office")


@provokes("procurement_stays", "Another person took this procurement decision to another stage")
def deciding_an_abandoned_procurement(world, clock):
    return put(procurement.awarded(world), state=ProcurementState.ABANDONED)


@provokes("procurement_stays", "This procurement was decided or abandoned meanwhile.")
def changing_what_was_decided(world, clock):
    return put(procurement.decided(world), title="Another title")


@provokes("procurement_stays", "This contract was awarded meanwhile.")
def changing_what_was_awarded(world, clock):
    return put(procurement.awarded(world), provider_name="Another provider")


@provokes("procurement_stays", "This procurement decision is already published.")
def publishing_twice(world, clock):
    return put(procurement.published(world), published_at=world.now + timedelta(minutes=1))


@provokes("participant_stays", "This procurement was decided meanwhile.")
def taking_a_participant_off_a_decision(world, clock):
    made = procurement.decided(world)
    return sql("DELETE FROM conflicts_procurementparticipant WHERE procurement_id = %s", made.pk)


@provokes("participant_stays", "This contract was awarded or abandoned meanwhile.")
def changing_a_participant_of_an_award(world, clock):
    made = procurement.awarded(world)
    return put(ProcurementParticipant.objects.get(procurement=made), handling=f"Noted on {london(world.now).date()}")
