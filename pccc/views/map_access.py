"""Who reads the conflict map, and how much of it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import CONNECTED, Request, sign_in_first, who_may
from cocommission.shared.models import Person
from pccc.models import Meeting
from pccc.queries.conflict_map import moment_of
from pccc.queries.map_readers import offices_of
from pccc.queries.meeting_access import sees_private


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody in front of the map. `everything`: also what is kept off the public register; `private`: all items."""

    person: Person
    runs: bool
    everything: bool
    private: bool = True

    @property
    def person_id(self) -> int:
        """The key of the person."""
        return self.person.pk

    def sees(self, person_id: int) -> bool:
        """Whether they see all of that member's interests: their own always."""
        return self.everything or person_id == self.person_id


def meeting_of(ccg: CCG, number: int, meeting: int) -> Meeting:
    """The meeting of a committee of this CCG, or 404."""
    found = Meeting.objects.select_related("committee__ccg", "chair")
    row = found.filter(committee__ccg=ccg, committee__number=number, number=meeting).first()
    if row is None:
        raise Http404(f"{ccg.name} has no meeting {meeting} of committee {number}.")
    return row


def reader_of(request: Request, meeting: Meeting) -> Reader | HttpResponse:
    """The reader, or the way to sign in. Members of the committee, and posts that see working papers or guard them."""
    person = request.person
    if person is None:
        return sign_in_first(request)
    ccg = meeting.committee.ccg
    runs, guards = request.may(Permission.RUN_COMMITTEES, ccg), request.may(Permission.GUARD_CONFLICTS, ccg)
    offices = offices_of(meeting, person, (request.now, moment_of(meeting)))
    if not (runs or guards or offices is not None or request.may(Permission.VIEW_WORKING, ccg)):
        if request.may(CONNECTED, ccg):
            raise PermissionDenied(
                f"The conflict map is for members of the committee. Ask: {who_may(Permission.RUN_COMMITTEES)}."
            )
        raise Http404("You cannot see this page.")
    leads = bool(offices) or meeting.chair_id == person.pk
    everything = runs or guards or leads
    return Reader(person, runs, everything, everything or sees_private(meeting, person, request.now))
