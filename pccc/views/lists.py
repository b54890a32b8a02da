"""The lists of committees, seats, meetings and decisions, to take away (F-65)."""

from collections.abc import Iterable
from typing import Any

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import Request
from cocommission.shared.clock import day, london
from cocommission.shared.views.cells import Shown, link, tagged
from cocommission.shared.views.lists import ListFile, Rows, number_asked
from pccc.models import AgendaItem, Committee, Decision, Meeting, Seat
from pccc.queries.composition import memberships_at, on_day, standings
from pccc.queries.decisions import figures_words, of_ccg, public
from pccc.terms import Part
from pccc.terms.committees import CommitteeState

Lines = Iterable[list[Any]]


def _seen(request: Request, ccg: CCG) -> Any:
    """The committees that this reader may see, narrowed down to the one of `?committee=`."""
    rows = Committee.objects.filter(ccg=ccg).select_related("ccg").order_by("number")
    if not request.may(Permission.VIEW_WORKING, ccg):
        rows = rows.exclude(state=CommitteeState.DRAFT)
    wanted = number_asked(request, "committee")
    return rows if wanted is None else rows.filter(number=wanted)


def _committees(request: Request, ccg: CCG) -> Lines:
    rows = list(_seen(request, ccg))
    found = standings(rows, request.now)
    for row in rows:
        composed = found[row.pk]
        yield [row.number, row.name, row.get_kind_display(), row.get_state_display(), row.activated_at, row.ended_at,
               len(composed.facts.sitters), len(composed.facts.voting),
               *(" ".join(one.missing for one in composed.blockers if (one.level == "B") is fails)
                 for fails in (True, False))]  # fmt: skip


def _seats(request: Request, ccg: CCG) -> Lines:
    """Every seat of today with who holds it and who stands in; empty ones too."""
    seats = Seat.objects.filter(on_day(london(request.now).date()), committee__in=_seen(request, ccg).values("pk"))
    held: dict[int, list[Any]] = {}
    for membership in memberships_at(request.now).filter(seat__in=seats.values("pk")).order_by("deputy", "starts_at"):
        held.setdefault(membership.seat_id, []).append(membership)
    for seat in seats.select_related("committee").order_by("committee__number", "-voting", "role", "pk"):
        about = [seat.committee.number, seat.committee.name, seat.get_role_display(), str(seat), seat.organisation,
                 seat.voting]  # fmt: skip
        for one in held.get(seat.pk, []):
            yield [*about, one.person.name, one.deputy, one.get_office_display(), one.starts_at, one.ends_at]
        if seat.pk not in held:
            yield [*about, "", "", "", None, None]


def _meetings(request: Request, ccg: CCG) -> Lines:
    """Those that are being prepared are in it for whoever runs committees."""
    rows = Meeting.objects.filter(committee__in=_seen(request, ccg).values("pk")).select_related("committee", "chair")
    if not request.may(Permission.RUN_COMMITTEES, ccg):
        rows = rows.filter(noticed_at__isnull=False)
    for row in rows.order_by("committee__number", "-starts_at", "-number"):
        yield [row.committee.number, row.committee.name, row.number, row.starts_at, row.place, row.get_state_display(),
               row.noticed_at, row.opened_at, row.closed_at, row.chair.name if row.chair else ""]  # fmt: skip


def _items(request: Request, ccg: CCG) -> Lines:
    """Agendas that are published; of an item in private only that there is one, and why."""
    rows = AgendaItem.objects.filter(meeting__committee__in=_seen(request, ccg).values("pk"))
    rows = rows.filter(meeting__noticed_at__isnull=False).select_related("meeting__committee")
    runs = request.may(Permission.RUN_COMMITTEES, ccg)
    for row in rows.order_by("meeting__committee__number", "-meeting__starts_at", "number"):
        open_to_all = row.part == Part.PUBLIC or runs
        yield [row.meeting.committee.number, row.meeting.number, row.meeting.starts_at, row.number,
               row.title if open_to_all else "Private item", row.get_kind_display() if open_to_all else "",
               row.get_part_display(), row.private_reason, row.get_state_display()]  # fmt: skip


def _decisions(request: Request, ccg: CCG) -> Rows:
    """Those of private items are in it for whoever runs committees."""
    rows = of_ccg(ccg)
    return Rows(rows if request.may(Permission.RUN_COMMITTEES, ccg) else public(rows), decision_cells)


def decision_cells(row: Decision) -> list[Any]:
    """The cells of a decision."""
    return [row.number, Shown(row.title, link(f"{row.number}: {row.title}", row.url)),
            Shown(row.decided_at, day(row.decided_at)), row.committee.name, row.get_kind_display(),
            row.authority["function_name"], tagged(row.get_outcome_display(), row.outcome), row.text,
            figures_words(row), row.earlier.number if row.earlier else ""]  # fmt: skip


DECISIONS = ListFile(
    "decisions", "Decisions",
    ("Decision", "Title", "Decided", "Committee", "Kind", "Function", "Outcome", "Text", "Vote", "About decision"),
    _decisions, pages={"decisions": {}},
    shown=(("Title", "Decision"), ("Decided", "Day"), "Committee", "Function", "Outcome", "Vote"),
)  # fmt: skip
CCG_LISTS = (
    ListFile(
        "committees", "Committees",
        ("Committee", "Name", "Kind", "State", "Active from", "Ended", "Members", "Members with a vote",
         "Problems in its composition", "Warnings"),
        _committees, pages={"committees": {}},
    ),
    ListFile(
        "committee-members", "Seats of committees and who holds them",
        ("Committee", "Name", "Role", "Seat", "Organisation", "Vote", "Person", "Deputy", "Office", "From", "Until"),
        _seats, pages={"committee": {"number": "committee"}, "committees": {}},
    ),
    ListFile(
        "meetings", "Meetings",
        ("Committee", "Name", "Meeting", "Starts", "Place", "State", "Agenda published", "Opened", "Closed", "Chair"),
        _meetings, pages={"meetings": {"number": "committee"}},
    ),
    ListFile(
        "agenda-items", "Agenda items",
        ("Committee", "Meeting", "Starts", "Item", "Title", "Kind", "Part", "Why in private", "State"),
        _items, pages={"meetings": {"number": "committee"}},
    ),
    DECISIONS,
)  # fmt: skip
