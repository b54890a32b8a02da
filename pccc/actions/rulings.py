"""The chair's word on members and items: kept for good, the latest counts (F-44, MAP-03, MAP-04)."""

from datetime import datetime

from django.db import transaction

from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.rules.names import in_sentence
from cocommission.shared.rules.shown import require_seen
from pccc.actions.meetings.beginning import begin_item
from pccc.models import AgendaItem, Ruling
from pccc.queries.conflict_map import Cell
from pccc.queries.rulings import proposals_digest, row_of, ruling_facts
from pccc.rules.meeting_acts import RULE, RULE_FOR
from pccc.rules.rulings import reason_blockers, ruler_blockers, time_blockers
from pccc.terms.meetings import MUST_LEAVE, Handling

AS_PROPOSED = "As the conflict map proposes"
OTHERS_PROPOSED = "The proposals changed after you opened this page. Check the list, then confirm it."


def _begin(item: AgendaItem, ruled_by: Person, by: Person, now: datetime) -> AgendaItem:
    """By the chair in their own sign-in, or whoever runs the committee, on the chair's word."""
    return begin_item(item, RULE if by.pk == ruled_by.pk else RULE_FOR, by=by, now=now)


@transaction.atomic
def rule_on(
    *,
    item: AgendaItem,
    person: Person,
    ruled: str,
    reason: str,
    ruled_by: Person,
    by: Person,
    now: datetime,
    evidence: str = "",
) -> Ruling:
    """Records the chair's ruling on one member and one item, with what the map proposed and why.

    Raises Refused for somebody's own case, for one who is not in charge of the item, for an override without a reason
    (409), and without the right to record it (403). The same ruling twice gives the first.
    """
    item = _begin(item, ruled_by, by, now)
    row = row_of(item, now)
    facts = ruling_facts(item.meeting, row, now)
    found = time_blockers(facts) or ruler_blockers(facts, person.pk, ruled_by.pk)
    cell = row.cell(person.pk)
    if found or cell is None:
        raise Refused(*found)
    missing = reason_blockers(cell.proposal.handling, ruled, reason)
    if missing:
        raise Refused(*missing)
    return _rule(item, cell, person, ruled, reason.strip() or AS_PROPOSED, evidence.strip(), ruled_by, by, now)


@transaction.atomic
def confirm_item(*, item: AgendaItem, seen: str, ruled_by: Person, by: Person, now: datetime) -> list[Ruling]:
    """Rules as the map proposes on every member of the item who is flagged and has no ruling yet.

    `seen` is the `proposals_digest` of what the page showed: Conflict when something else is proposed now.
    Leaves out those on whom `ruled_by` cannot rule (themself); raises Refused when it can rule on nobody who waits.
    """
    item = _begin(item, ruled_by, by, now)
    row = row_of(item, now)
    facts = ruling_facts(item.meeting, row, now)
    stopped = time_blockers(facts)
    if stopped:
        raise Refused(*stopped)
    require_seen(seen, proposals_digest(row), OTHERS_PROPOSED)
    waiting = [cell for cell in row.cells if cell.waits]
    refusals = {cell.member.person_id: ruler_blockers(facts, cell.member.person_id, ruled_by.pk) for cell in waiting}
    able = [cell for cell in waiting if not refusals[cell.member.person_id]]
    if waiting and not able:
        raise Refused(*next(iter(refusals.values())))
    people = Person.objects.in_bulk([cell.member.person_id for cell in able])
    return [
        _rule(item, cell, people[cell.member.person_id], cell.proposal.handling, AS_PROPOSED, "", ruled_by, by, now)
        for cell in able
    ]


def _rule(
    item: AgendaItem,
    cell: Cell,
    person: Person,
    ruled: str,
    reason: str,
    evidence: str,
    ruled_by: Person,
    by: Person,
    now: datetime,
) -> Ruling:
    if cell.ruling is not None:
        last = Ruling.objects.get(pk=cell.ruling.id)
        same = (last.ruled, last.reason, last.evidence, last.ruled_by_id) == (ruled, reason, evidence, ruled_by.pk)
        if same and last.proposed == cell.proposal.handling:
            return last
    ruling = Ruling.objects.create(
        item=item,
        person=person,
        proposed=cell.proposal.handling,
        path=cell.proposal.path_json(),
        ruled=ruled,
        reason=reason,
        evidence=evidence,
        ruled_at=now,
        ruled_by=ruled_by,
        recorded_by=by,
    )
    ccg = item.meeting.committee.ccg
    enter(
        book=ccg.book,
        act="ruling.made",
        by=by,
        now=now,
        subject=f"pccc.Ruling:{ruling.pk}",
        facts={
            "item": item.subject,
            "number": item.number,
            "person": person.pk,
            "proposed": str(cell.proposal.handling),
            "ruled": str(ruled),
            "ruled_by": ruled_by.pk,
            "paths": len(cell.proposal.reasons),
            "later": cell.ruling is not None,
        },
    )
    _tell(item, ruling, person, now)
    return ruling


def _tell(item: AgendaItem, ruling: Ruling, person: Person, now: datetime) -> None:
    """The member hears what is asked of them; nobody is told that nothing is."""
    handling = Handling(ruling.ruled)
    if handling == Handling.NONE and not item.rulings.filter(person=person).exclude(pk=ruling.pk).exists():
        return
    leave = " You leave the room for it." if handling in MUST_LEAVE else ""
    papers = " You will not get its papers." if handling == Handling.NO_PAPERS else ""
    post_message(
        key=f"ruling:{ruling.pk}",
        to=person,
        subject=f"Item {item.number}: {in_sentence(handling.label)}",
        text=f"{ruling.ruled_by.name} ruled for item {item.number}, {item.title}, of {item.meeting.committee.name}: "
        f"{in_sentence(handling.label)}.{leave}{papers}\n\nReason: {ruling.reason}",
        now=now,
        about=item.meeting.committee.ccg.book,
        link=url_to("conflict-map", item.meeting),
    )
