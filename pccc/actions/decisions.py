"""Writes of decisions: at an item, as a ratification or a correction; once made they stay (F-45)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ccgs.models import CCG
from cocommission.shared.actions.forms_once import form_used_once
from cocommission.shared.actions.ledger import enter
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import blocking
from pccc.actions.meetings.beginning import ALREADY_SENT, begin_item
from pccc.models import AgendaItem, Decision, DecisionVote
from pccc.queries.deciding import Deciding, deciding, deciding_facts, members_json
from pccc.rules.authority import Authority
from pccc.rules.decisions import (
    Count,
    approving_blockers,
    count_consensus,
    count_votes,
    deciding_blockers,
    vote_blockers,
)
from pccc.rules.facts import DecidedFacts
from pccc.rules.meeting_acts import DECIDE
from pccc.rules.quorum import Sitter
from pccc.terms import Choice, DecisionKind, Outcome


def sent_before(form_token: UUID, by: Person) -> Decision | None:
    """The decision that this form already made; Conflict when it was somebody else's form."""
    found = Decision.objects.filter(form_token=form_token).select_related("ccg").first()
    if found is not None and found.recorded_by_id != by.pk:
        raise Conflict(ALREADY_SENT)
    return found


def _count(found: Deciding, facts: DecidedFacts) -> tuple[Count, dict[int, str]]:
    """What the vote came to, or Refused. Choices that are no choices are left out and asked for again."""
    if facts.consensus:
        if facts.votes:
            raise Refused("Choose either a vote or agreement without a vote, not both.", field="consensus")
        count, cast = count_consensus(found.present), {}
    else:
        cast = {person: str(Choice(choice)) for person, choice in facts.votes.items() if choice in Choice.values}
        wrong = vote_blockers(cast, found.present)
        if wrong:
            raise Refused(*wrong)
        count = count_votes(cast, casting=facts.casting, chair=found.chair, casting_allowed=found.casting_allowed)
    if not isinstance(count, Count):
        raise Refused(*count)
    return count, cast


def next_number(ccg: CCG) -> int:
    """The next number of the CCG's decisions; the CCG's row is locked until the end of the transaction.

    Asked before the facts: two meetings of a CCG that settle one earlier decision at once do so one after the other.
    """
    CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    return (Decision.objects.filter(ccg=ccg).aggregate(last=Max("number"))["last"] or 0) + 1


def write_votes(
    decision: Decision,
    cast: Mapping[int, str],
    sitters: Mapping[int, Sitter],
    positions: Mapping[int, str],
    *,
    casting: str = "",
    chair: Sitter | None = None,
) -> None:
    """One row for each named vote, and one for the casting vote (PCC-17)."""
    rows = [
        DecisionVote(decision=decision, person_id=person, position=positions.get(person, ""), choice=choice)
        for person, choice in sorted(cast.items(), key=lambda one: sitters[one[0]].name)
    ]
    if casting and chair is not None:
        rows.append(
            DecisionVote(
                decision=decision,
                person_id=chair.person_id,
                position=positions.get(chair.person_id, ""),
                choice=casting,
                casting=True,
            )  # fmt: skip
        )
    for row in rows:
        row.save(force_insert=True)


def write_ledger(decision: Decision, right: Authority, *, by: Person, now: datetime, reason: str = "") -> None:
    """Enters the decision into the CCG's book; who voted how stands in the decision itself."""
    enter(
        book=decision.ccg.book,
        act={"MEETING": "decision.made", "URGENT": "decision.urgent", "RATIFICATION": "decision.ratified",
             "CORRECTION": "decision.corrected"}[str(decision.kind)],
        by=by,
        now=now,
        subject=decision.subject,
        reason=reason,
        facts={
            "number": decision.number,
            "function": decision.function,
            "outcome": decision.outcome,
            "decider": right.decider,
            "model_held": right.model_held,
            "figures": decision.figures,
            "item": decision.item.subject if decision.item else "",
            "earlier": decision.earlier.number if decision.earlier else None,
        },
    )  # fmt: skip


def _decide(
    *,
    item: AgendaItem,
    function: str,
    facts: DecidedFacts,
    form_token: UUID,
    by: Person,
    now: datetime,
    kind: str = DecisionKind.MEETING,
    earlier: Decision | None = None,
) -> Decision:
    item = begin_item(item, DECIDE, by=by, now=now)
    before = sent_before(form_token, by)
    if before is not None:
        if before.item_id != item.pk:
            raise Conflict(ALREADY_SENT)
        return before
    if not facts.text.strip():
        raise Refused("Enter the decision.", field="text")
    ccg = item.meeting.committee.ccg
    number = next_number(ccg)
    found = deciding(item, now)
    known = deciding_facts(item, found, function, now, kind=kind, earlier=earlier)
    stopped = blocking(deciding_blockers(known))
    if stopped:
        raise Conflict(*stopped) if known.decided_as else Refused(*stopped)
    count, cast = _count(found, facts)
    if count.outcome == Outcome.CARRIED:
        missing = approving_blockers(known)
        if missing:
            raise Refused(*missing)
    decision = Decision(
        ccg=ccg,
        number=number,
        committee=item.meeting.committee,
        item=item,
        kind=kind,
        function=function,
        title=item.title,
        text=facts.text.strip(),
        rationale=facts.rationale.strip(),
        outcome=count.outcome,
        by_consensus=facts.consensus,
        authority=known.authority.as_json(),
        quorum=found.quorum.as_json(),
        members=members_json(item, found, now, cast),
        figures=count.as_json(),
        earlier=earlier,
        decided_at=now,
        recorded_by=by,
        form_token=form_token,
    )
    with form_used_once(ALREADY_SENT):
        decision.save(force_insert=True)
    sitters = {sitter.person_id: sitter for sitter in found.present}
    positions = {comer.person_id: comer.position for comer in found.room.comers}
    write_votes(decision, cast, sitters, positions, casting=count.casting, chair=found.chair)
    write_ledger(decision, known.authority, by=by, now=now)
    return decision


@transaction.atomic
def decide(
    *, item: AgendaItem, function: str, facts: DecidedFacts, form_token: UUID, by: Person, now: datetime
) -> Decision:
    """Records what the committee decided at an item that is being taken, under one function of its agenda.

    Raises Refused with every reason that the page shows; Conflict when it was decided already. The same form twice
    gives the first decision.
    """
    return _decide(item=item, function=function, facts=facts, form_token=form_token, by=by, now=now)


@transaction.atomic
def ratify(
    *, item: AgendaItem, earlier: Decision, facts: DecidedFacts, form_token: UUID, by: Person, now: datetime
) -> Decision:
    """The committee says at an item whether it ratifies an urgent decision (DEC-03). Raises as `decide` does."""
    facts = replace(facts, text=facts.text or f"To ratify urgent decision {earlier.number}: {earlier.title}")
    return _decide(
        item=item, function=earlier.function, facts=facts, earlier=earlier, kind=DecisionKind.RATIFICATION,
        form_token=form_token, by=by, now=now,
    )  # fmt: skip


@transaction.atomic
def correct(
    *, item: AgendaItem, earlier: Decision, facts: DecidedFacts, form_token: UUID, by: Person, now: datetime
) -> Decision:
    """The committee corrects an earlier decision by a new one at an item; the earlier one stays as it is (DEC-04)."""
    return _decide(
        item=item, function=earlier.function, facts=facts, earlier=earlier, kind=DecisionKind.CORRECTION,
        form_token=form_token, by=by, now=now,
    )  # fmt: skip
