"""Writes of urgent decisions between meetings; the next meeting is asked to ratify them (DEC-03)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ccgs.actions.permits import require_any
from ccgs.terms import Permission
from cocommission.shared.actions.forms_once import form_used_once
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import values
from pccc.actions.decisions import next_number, sent_before, write_ledger, write_votes
from pccc.actions.meetings.beginning import ALREADY_SENT
from pccc.models import Committee, Decision
from pccc.queries.authority import authority_at
from pccc.queries.composition import active, sitters
from pccc.rules.facts import UrgentDecisionFacts
from pccc.rules.quorum import Sitter
from pccc.rules.urgent import UrgentFacts, urgent_blockers
from pccc.terms import Choice, DecisionKind, Outcome, SeatRole

NO_QUORUM = "Taken between meetings, without a quorum. The next meeting is asked to ratify it."


def _members(everybody: Iterable[Sitter], agreed: set[int]) -> list[dict[str, object]]:
    return [
        {
            "person": sitter.person_id,
            "name": sitter.name,
            "position": str(SeatRole(sitter.role).label),
            "role": str(sitter.role),
            "organisation": sitter.organisation,
            "office": str(sitter.office),
            "attends_as": "MEMBER",
            "voting": sitter.voting,
            "here": sitter.person_id in agreed,
            "sits": sitter.person_id in agreed,
            "why_not": "" if sitter.person_id in agreed else "Not asked",
            "eligible": sitter.person_id in agreed,
            "ruled": "",
            "ruled_words": "",
            "vote": str(Choice.FOR) if sitter.person_id in agreed else "",
        }
        for sitter in everybody
    ]


@transaction.atomic
def decide_urgently(
    *,
    committee: Committee,
    facts: UrgentDecisionFacts,
    agreed: Iterable[int],
    form_token: UUID,
    by: Person,
    now: datetime,
) -> Decision:
    """Records what the lay chair (or vice chair) and an executive decided between meetings; `agreed` are person ids.

    Members are told. Raises Refused with every reason that the page shows, Conflict for a committee that is not active.
    """
    rows = Committee.objects.select_for_update(of=("self",), no_key=True).select_related("ccg")
    committee = rows.get(pk=committee.pk)
    require_any(by, (Permission.RUN_COMMITTEES,), committee.ccg, now)
    before = sent_before(form_token, by)
    if before is not None:
        return before
    if not Committee.objects.filter(active(now), pk=committee.pk).exists():
        raise Conflict("The committee is not active.")
    if not facts.title.strip() or not facts.text.strip():
        raise Refused("Enter the decision and a title.", field="text")
    everybody, wanted = sitters(committee, now), set(agreed)
    deciders = [sitter for sitter in everybody if sitter.person_id in wanted]
    right = authority_at(committee, facts.function, deciders, now)
    strangers = len(wanted) - len({sitter.person_id for sitter in deciders})
    stopped = urgent_blockers(UrgentFacts(right, facts.urgent_reason, facts.conflicts, deciders, strangers))
    if stopped:
        raise Refused(*stopped)
    typed = values(facts)
    figures = {"for": len(deciders), "against": 0, "abstained": 0, "casting": "", "consensus": False,
               "voters": len(deciders), "rows": len(deciders), "conflicts": typed.pop("conflicts")}  # fmt: skip
    decision = Decision(
        ccg=committee.ccg,
        number=next_number(committee.ccg),
        committee=committee,
        kind=DecisionKind.URGENT,
        outcome=Outcome.CARRIED,
        authority=right.as_json(),
        quorum={"met": False, "missing": [NO_QUORUM], "clauses": {}},
        members=_members(everybody, wanted),
        figures=figures,
        decided_at=now,
        recorded_by=by,
        form_token=form_token,
        **typed,
    )
    with form_used_once(ALREADY_SENT):
        decision.save(force_insert=True)
    by_id = {sitter.person_id: sitter for sitter in deciders}
    positions = {pk: str(SeatRole(sitter.role).label) for pk, sitter in by_id.items()}
    write_votes(decision, dict.fromkeys(by_id, str(Choice.FOR)), by_id, positions)
    write_ledger(decision, right, by=by, now=now, reason=decision.urgent_reason)
    _tell(decision, everybody, now)
    return decision


def _tell(decision: Decision, everybody: Iterable[Sitter], now: datetime) -> None:
    """Every member of the committee hears of it once."""
    people = Person.objects.in_bulk([sitter.person_id for sitter in everybody])
    for person in people.values():
        post_message(
            key=f"decision:{decision.pk}:urgent:{person.pk}",
            to=person,
            subject=f"Urgent decision {decision.number}: {decision.title}",
            text=f"{decision.text}\n\nWhy it could not wait: {decision.urgent_reason}\n\nThe next meeting of "
            f"{decision.committee.name} is asked to ratify it.",
            now=now,
            about=decision.ccg.book,
            link=decision.url,
        )
