"""Rules of meetings: what an agenda needs, when a meeting opens and closes (F-43, PCC-14)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cocommission.shared.clock import LONDON, moment
from cocommission.shared.rules.blockers import Blocker
from pccc.rules.catalogue import RULES
from pccc.rules.meeting_acts import PUBLISH, SECRETARY
from pccc.terms import CommitteeKind, CommitteeState, ItemKind, Part

EARLIEST = timedelta(minutes=30)
"""How long before its published time a meeting may be opened."""


RULE_BY_ID = {rule.id: rule for rule in RULES}


def blocker(rule: str, missing: str, *, who: str = SECRETARY, field: str = "", level: str = "B") -> Blocker:
    """A reason of the rule with the id `rule`."""
    return Blocker(rule=rule, missing=missing, who=who, source=RULE_BY_ID[rule].source, level=level, field=field)


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item of the agenda as the rules read it."""

    number: int
    title: str
    kind: str
    part: str
    private_reason: str = ""
    functions: tuple[str, ...] = ()
    affects_somebody: bool = True
    papers: int = 0


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """What is known of a meeting when its agenda is to be published."""

    state: str
    starts_at: datetime
    place: str
    committee_state: str
    committee_kind: str
    meets_in_public: bool
    notice_days: int | None  # None: no terms of reference are in force on the day
    short_notice_reason: str
    items: tuple[ItemFacts, ...] = field(default=())


def notice_given(noticed_at: datetime, starts_at: datetime) -> int:
    """Days of notice by London dates; the day of the meeting does not count."""
    return (starts_at.astimezone(LONDON).date() - noticed_at.astimezone(LONDON).date()).days


def item_blockers(item: ItemFacts, *, committee_kind: str) -> list[Blocker]:
    """What is wrong with one item: private without a reason (PCC-14), a decision of a sub-group (PCC-16)."""
    found = []
    if item.part == Part.PRIVATE and not item.private_reason.strip():
        found.append(
            blocker(
                "PCC-14",
                f"Item {item.number}: enter why it is taken in private. The reason is published.",
                field="private_reason",
            )
        )
    if committee_kind == CommitteeKind.SUBGROUP and item.kind == ItemKind.DECISION:
        found.append(
            blocker(
                "PCC-16",
                f"Item {item.number}: a sub-group cannot decide. List it for discussion, and add the decision "
                f"to the agenda of the committee above.",
                field="kind",
            )
        )
    return found


def _items(facts: AgendaFacts) -> Iterable[Blocker]:
    if not facts.items:
        yield blocker("MTG-01", "Add at least one item to the agenda.")
    for item in facts.items:
        yield from item_blockers(item, committee_kind=facts.committee_kind)
        if item.kind == ItemKind.DECISION and not item.functions:
            yield blocker(
                "MTG-01",
                f"Item {item.number}: choose the function that the decision would exercise.",
                field="functions",
            )
        if item.functions and not item.affects_somebody:
            yield blocker(
                "MTG-01",
                f"Item {item.number} names no organisation that it affects. Add them, so that conflicts can be found.",
                level="W",
            )
        if item.kind == ItemKind.DECISION and not item.papers:
            yield blocker("MTG-01", f"Item {item.number} has no paper.", level="W")
    if facts.meets_in_public and facts.items and all(item.part == Part.PRIVATE for item in facts.items):
        yield blocker("PCC-14", "Every item is private, but the committee meets in public.", level="W")


def agenda_blockers(facts: AgendaFacts, *, now: datetime) -> list[Blocker]:
    """What is missing before the agenda can be published (B), and what to think about (W): PCC-14, PCC-16, MTG-01."""
    found = PUBLISH.blockers(facts.state)
    if facts.committee_state != CommitteeState.ACTIVE:
        found.append(blocker("MTG-01", "The committee is not active. Activate it first."))
    if facts.notice_days is None:
        found.append(blocker("MTG-01", "No terms of reference are in force on the day of the meeting. Set them first."))
    if not facts.place.strip():
        found.append(blocker("MTG-01", "Enter where the meeting is held.", field="place"))
    if facts.starts_at <= now:
        found.append(blocker("MTG-01", "The time of the meeting has passed. Enter a later one.", field="starts_at"))
    elif facts.notice_days is not None:
        days = notice_given(now, facts.starts_at)
        if days < facts.notice_days:
            words = f"The public would have {days} of the {facts.notice_days} days of notice."
            if facts.short_notice_reason.strip():
                found.append(blocker("MTG-01", f"{words} The reason is published.", level="W"))
            else:
                found.append(
                    blocker("MTG-01", f"{words} Enter why, or choose a later day.", field="short_notice_reason")
                )
    return [*found, *_items(facts)]


def opening_blockers(*, starts_at: datetime, present: Sequence[str] | None, now: datetime) -> list[Blocker]:
    """Why the meeting cannot be opened now. `present`: the names on a roll; None: no roll was called yet."""
    found = []
    if now < starts_at - EARLIEST:
        found.append(
            blocker("MTG-02", f"You cannot open this meeting yet. You can open it from {moment(starts_at - EARLIEST)}.")
        )
    if present is not None and not present:
        found.append(blocker("MTG-02", "Tick who is there.", field="present"))
    return found


def closing_blockers(open_items: Sequence[str]) -> list[Blocker]:
    """Why the meeting cannot be closed: each item is done, withdrawn, or has a remedy (PCC-18)."""
    words = "Item {} is still open. Finish it, withdraw it or choose what to do with it."
    return [blocker("MTG-02", words.format(name)) for name in open_items]
