"""What the home page of a CCG and the task list ask here, each as one SELECT (see `cocommission.shared.facts`)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pccc.rules.committee_acts import ends_within

COMMITTEES = """
SELECT number, name, activated_at FROM pccc_committee
 WHERE ccg_id = %(ccg)s AND activated_at <= %(now)s AND (ended_at IS NULL OR ended_at > %(now)s)
 ORDER BY number LIMIT 25
"""
DRAFTS = """
SELECT number, name FROM pccc_committee WHERE ccg_id = %(ccg)s AND state = 'DRAFT' ORDER BY number
"""
# Seats of active committees whose holder leaves in two months or so, with nobody to follow.
ENDINGS = """
SELECT committee.number, committee.name, person.name AS person, seat.role, seat.title, membership.ends_at
  FROM pccc_membership membership
  JOIN pccc_seat seat ON seat.id = membership.seat_id
  JOIN pccc_committee committee ON committee.id = seat.committee_id
  JOIN shared_person person ON person.id = membership.person_id
 WHERE committee.ccg_id = %(ccg)s AND committee.activated_at <= %(now)s
   AND (committee.ended_at IS NULL OR committee.ended_at > %(now)s)
   AND seat.from_on <= %(today)s AND (seat.to_on IS NULL OR seat.to_on > %(today)s)
   AND NOT membership.deputy AND membership.starts_at <= %(now)s AND membership.ends_at > %(now)s
   AND membership.ends_at <= %(now)s::timestamptz + interval '61 days'
   AND NOT EXISTS (SELECT 1 FROM pccc_membership next
                    WHERE next.seat_id = seat.id AND NOT next.deputy AND next.starts_at > %(now)s)
 ORDER BY membership.ends_at, membership.id
"""
# The next meeting of a committee; one that was not opened on its day is not waited for.
_NEXT = """(SELECT min(next.starts_at) FROM pccc_meeting next
         WHERE next.committee_id = {committee} AND next.state IN ('PLANNED', 'NOTICED')
           AND next.starts_at > %(now)s::timestamptz - interval '12 hours') AS next_at"""
URGENT = f"""
SELECT decision.number, decision.title, committee.number AS committee,
       {_NEXT.format(committee="decision.committee_id")},
       EXISTS (SELECT 1 FROM pccc_meeting held
                WHERE held.committee_id = decision.committee_id AND held.state = 'OPEN') AS in_session
  FROM pccc_decision decision JOIN pccc_committee committee ON committee.id = decision.committee_id
 WHERE decision.ccg_id = %(ccg)s AND decision.kind = 'URGENT'
   AND NOT EXISTS (SELECT 1 FROM pccc_decision later
                    WHERE later.earlier_id = decision.id AND later.kind = 'RATIFICATION')
 ORDER BY decision.number LIMIT 25
"""  # noqa: S608  (only our own words)
MINUTES_TO_MOVE = f"""
SELECT meeting.number, committee.number AS committee, committee.name, minutes.state,
       COALESCE(meeting.opened_at, meeting.starts_at) AS held_at, {_NEXT.format(committee="meeting.committee_id")},
       (SELECT max(later.opened_at) FROM pccc_meeting later
         WHERE later.committee_id = meeting.committee_id AND later.opened_at <= %(now)s) AS later_opened_at
  FROM pccc_meeting meeting JOIN pccc_committee committee ON committee.id = meeting.committee_id
  LEFT JOIN pccc_minutes minutes ON minutes.meeting_id = meeting.id
 WHERE committee.ccg_id = %(ccg)s AND meeting.state = 'CLOSED' AND meeting.closed_at <= %(now)s
   AND minutes.state IS DISTINCT FROM 'PUBLISHED'
 ORDER BY meeting.closed_at LIMIT 25
"""  # noqa: S608  (only our own words)
# Planned ones are for whoever runs the committee; the public page leaves them out.
MEETINGS = """
SELECT meeting.number, meeting.state, meeting.starts_at, committee.number AS committee, committee.name
  FROM pccc_meeting meeting JOIN pccc_committee committee ON committee.id = meeting.committee_id
 WHERE committee.ccg_id = %(ccg)s AND meeting.state IN ('PLANNED', 'NOTICED', 'OPEN')
 ORDER BY meeting.starts_at
"""
# Meetings in the next 60 days of the committees on which the person sits, deputies too.
OWN_MEETINGS = """
SELECT meeting.number, meeting.starts_at, committee.number AS committee, committee.name, ccg.code, ccg.name AS ccg_name,
       EXISTS (SELECT 1 FROM pccc_meetingdeclaration spoken
                WHERE spoken.meeting_id = meeting.id AND spoken.person_id = %(person)s) AS spoke
  FROM pccc_meeting meeting JOIN pccc_committee committee ON committee.id = meeting.committee_id
  JOIN ccgs_ccg ccg ON ccg.id = committee.ccg_id
 WHERE meeting.state IN ('NOTICED', 'OPEN') AND meeting.starts_at < %(now)s::timestamptz + interval '60 days'
   AND EXISTS (SELECT 1 FROM pccc_membership membership JOIN pccc_seat seat ON seat.id = membership.seat_id
                WHERE membership.person_id = %(person)s AND seat.committee_id = committee.id
                  AND membership.starts_at <= meeting.starts_at
                  AND (membership.ends_at IS NULL OR membership.ends_at > meeting.starts_at))
 ORDER BY meeting.starts_at
"""


def ending(rows: Iterable[Any], now: datetime) -> list[tuple[Any, int]]:
    """The rows of ENDINGS that it is time to warn of, each with the days that are left (F-41)."""
    days = [(row, ends_within(row.ends_at, now)) for row in rows]
    return [(row, left) for row, left in days if left is not None]


def place_of(row: Any) -> dict[str, Any]:
    """The parts of the address of a row's meeting, beside those of its CCG."""
    return {"number": row.committee, "meeting": row.number}
