"""The lists of committees, seats, meetings and decisions, to take away (F-65)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import Request
from cocommission.shared.clock import day, london
from cocommission.shared.views.cells import Shown, link, linked, tag, tagged
from cocommission.shared.views.lists import ListFile, Rows, number_asked
from pccc.models import AgendaItem, Committee, Decision, Meeting, Seat
from pccc.queries.composition import memberships_at, on_day, standings
from pccc.queries.decisions import figures_words, of_ccg, public
from pccc.queries.meetings import public as public_meetings
from pccc.terms import Part
from pccc.terms.committees import CommitteeState

Lines = Iterable[list[Any]]


def committees_seen(request: Request, ccg: CCG) -> QuerySet[Committee]:
    """The committees that this reader may see, the newest first; one that is being set up for the CCG itself."""
    rows = Committee.objects.filter(ccg=ccg).select_related("ccg").order_by("-number")
    return rows if request.may(Permission.VIEW_WORKING, ccg) else rows.exclude(state=CommitteeState.DRAFT)


def _asked(request: Request, ccg: CCG) -> QuerySet[Committee]:
    """The same, narrowed down to the one of `?committee=`."""
    rows, wanted = committees_seen(request, ccg), number_asked(request, "committee")
    return rows if wanted is None else rows.filter(number=wanted)


def committee_cells(rows: Sequence[Committee], now: datetime) -> Callable[[Committee], list[Any]]:
    """The cells of these committees, and how each is composed at `now`."""
    found = standings(rows, now)

    def cells(row: Committee) -> list[Any]:
        composed = found[row.pk]
        members, voting = len(composed.facts.sitters), len(composed.facts.voting)
        problems, warnings = (
            " ".join(one.missing for one in composed.blockers if (one.level == "B") is fails) for fails in (True, False)
        )
        looks = tag(composed.words, status="DONE" if composed.passes else "PROBLEM")
        return [row.number, linked(row.name, row.url), row.get_kind_display(),
                tagged(row.get_state_display(), row.state), row.activated_at, row.ended_at, members,
                Shown(voting, f"{voting} of {members}"),
                Shown(problems, looks if row.state != CommitteeState.ENDED else ""), warnings]  # fmt: skip

    return cells


def _committees(request: Request, ccg: CCG) -> Rows:
    rows = list(_asked(request, ccg))
    return Rows(rows, committee_cells(rows, request.now))


def _seats(request: Request, ccg: CCG) -> Lines:
    """Every seat of today with who holds it and who stands in; empty ones too."""
    seats = Seat.objects.filter(on_day(london(request.now).date()), committee__in=_asked(request, ccg).values("pk"))
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


def meetings_seen(request: Request, ccg: CCG, seen: Iterable[Committee]) -> QuerySet[Meeting]:
    """The meetings of these committees, the latest first; those that are being prepared for the CCG itself."""
    rows = Meeting.objects.filter(committee__in=seen).select_related("committee__ccg", "chair")
    found = rows if request.may(Permission.VIEW_WORKING, ccg) else public_meetings(rows)
    return found.order_by("committee__number", "-starts_at", "-number")


def meeting_cells(row: Meeting) -> list[Any]:
    """The cells of a meeting."""
    return [row.committee.number, row.committee.name, Shown(row.number, link(f"Meeting {row.number}", row.url)),
            row.starts_at, row.place, tagged(row.get_state_display(), row.state, "Meeting"), row.noticed_at,
            row.opened_at, row.closed_at, row.chair.name if row.chair else ""]  # fmt: skip


def _meetings(request: Request, ccg: CCG) -> Rows:
    return Rows(meetings_seen(request, ccg, _asked(request, ccg)), meeting_cells)


def _items(request: Request, ccg: CCG) -> Lines:
    """The items of the meetings that the reader sees; of an item in private only that there is one, and why."""
    meetings = meetings_seen(request, ccg, _asked(request, ccg))
    rows = AgendaItem.objects.filter(meeting__in=meetings.values("pk")).select_related("meeting__committee")
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


COMMITTEES = ListFile(
    "committees", "Committees",
    ("Committee", "Name", "Kind", "State", "Active from", "Ended", "Members", "Members with a vote",
     "Problems in its composition", "Warnings"),
    _committees, pages={"committees": {}},
    shown=(("Name", "Committee"), "Kind", "State", "Members with a vote", ("Problems in its composition", "Today")),
    numbers=("Members with a vote",),
)  # fmt: skip
MEETINGS = ListFile(
    "meetings", "Meetings",
    ("Committee", "Name", "Meeting", "Starts", "Place", "State", "Agenda published", "Opened", "Closed", "Chair"),
    _meetings, pages={"meetings": {"number": "committee"}},
    shown=("Meeting", ("Starts", "When"), ("Place", "Where"), "State"),
)  # fmt: skip
DECISIONS = ListFile(
    "decisions", "Decisions",
    ("Decision", "Title", "Decided", "Committee", "Kind", "Function", "Outcome", "Text", "Vote", "About decision"),
    _decisions, pages={"decisions": {}},
    shown=(("Title", "Decision"), ("Decided", "Day"), "Committee", "Function", "Outcome", "Vote"),
)  # fmt: skip
CCG_LISTS = (
    COMMITTEES,
    ListFile(
        "committee-members", "Seats of committees and who holds them",
        ("Committee", "Name", "Role", "Seat", "Organisation", "Vote", "Person", "Deputy", "Office", "From", "Until"),
        _seats, pages={"committee": {"number": "committee"}, "committees": {}},
    ),
    MEETINGS,
    ListFile(
        "agenda-items", "Agenda items",
        ("Committee", "Meeting", "Starts", "Item", "Title", "Kind", "Part", "Why in private", "State"),
        _items, pages={"meetings": {"number": "committee"}},
    ),
    DECISIONS,
)  # fmt: skip
