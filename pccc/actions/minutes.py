"""Writes of minutes: drafted from data, words added, final, approved at a later meeting, published (F-46)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ccgs.actions.beginning import begin
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import blocking
from pccc.actions.meetings.beginning import begin_meeting, write
from pccc.models import Meeting, Minutes
from pccc.queries.minutes import account_of, minutes_of
from pccc.rules.minutes import approval_blockers, content_hash, final_blockers
from pccc.rules.minutes_acts import APPROVE, BACK, DRAFT, FINAL, PUBLISH, WORDS
from pccc.terms import TRANSITIONS, MinutesState

LIFE = TRANSITIONS["Minutes"]
KINDS = ("items", "evidence", "placed")
MOST_WORDS = 20_000


def begin_minutes(minutes: Minutes, act: Act, *, by: Person, now: datetime) -> Minutes:
    """The locked minutes of a locked meeting, for an act of `rules.minutes_acts`; raises as `begin` does."""
    Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=minutes.meeting_id)  # rulings lock it as well
    rows = Minutes.objects.select_related("meeting__committee__ccg", "meeting__chair")
    return begin(rows.filter(pk=minutes.pk), act, by=by, now=now)


@transaction.atomic
def draft_minutes(*, meeting: Meeting, by: Person, now: datetime) -> Minutes:
    """Starts the minutes of a closed meeting; asked again it gives those that there are. Conflict before the close."""
    meeting = begin_meeting(meeting, DRAFT, by=by, now=now)
    found = minutes_of(meeting)
    if found is not None:
        return found
    minutes = Minutes(meeting=meeting, drafted_at=now, drafted_by=by).record(by=by, at=now, why="Drafted from data")
    write(meeting, "minutes.drafted", by=by, now=now)
    return minutes


def _require_known(meeting: Meeting, words: Mapping[str, Mapping[str, str]]) -> None:
    """Words are about items and declarations of this meeting, and no longer than a page of minutes bears."""
    numbers = {str(number) for number in meeting.items.values_list("number", flat=True)}
    declared = {str(pk) for pk in meeting.declarations.values_list("pk", flat=True)}
    for kind, about in (("items", numbers), ("evidence", numbers), ("placed", declared)):
        for key, text in words.get(kind, {}).items():
            if str(key).partition(":")[0] not in about:
                raise Refused("These words are about something that is not part of this meeting.", status=400)
            if kind == "placed" and text.strip() and text.strip() not in numbers:
                raise Refused(f"“{text.strip()[:20]}” is no item of this agenda. Give its number.", status=400)
            if len(text) > MOST_WORDS:
                raise Refused(f"Shorten the words: {len(text)} characters, at most {MOST_WORDS}.", status=400)


@transaction.atomic
def add_words(*, minutes: Minutes, words: Mapping[str, Mapping[str, str]], by: Person, now: datetime) -> Minutes:
    """Keeps the secretary's words: `items` by number, `evidence` by "item:person", `placed` by declaration.

    Empty words take out what was there; what `words` does not name stays. Conflict once the minutes are final; Refused
    (400) for words about what the meeting does not have, and for more than MOST_WORDS characters.
    """
    minutes = begin_minutes(minutes, WORDS, by=by, now=now)
    _require_known(minutes.meeting, words)
    remarks: dict[str, dict[str, str]] = {kind: dict(minutes.remarks.get(kind, {})) for kind in KINDS}
    for kind in KINDS:
        for key, text in words.get(kind, {}).items():
            remarks[kind][str(key)] = text.replace("\x00", "").strip()
        remarks[kind] = {key: text for key, text in remarks[kind].items() if text}
    minutes.remarks = {kind: kept for kind, kept in remarks.items() if kept}
    return minutes.record(by=by, at=now, why="Words of the secretary")


@transaction.atomic
def finalise(*, minutes: Minutes, by: Person, now: datetime) -> Minutes:
    """Freezes the minutes under a hash. Raises Refused with everything that is missing (PCC-15, BRE-05)."""
    minutes = begin_minutes(minutes, FINAL, by=by, now=now)
    account = account_of(minutes.meeting, minutes.remarks, now)
    missing = blocking(
        final_blockers(
            state=minutes.state,
            meeting_state=minutes.meeting.state,
            handled=account.handled,
            waiting=account.waiting,
        )
    )
    if missing:
        raise Refused(*missing)
    LIFE.require(minutes.state, MinutesState.FINAL, what="This set of minutes")
    minutes.state = MinutesState.FINAL
    minutes.content, minutes.content_hash = account.content, content_hash(account.content)
    minutes.final_at, minutes.final_by = now, by
    minutes.record(by=by, at=now, why="Final")
    write(minutes.meeting, "minutes.final", by=by, now=now, sha256=minutes.content_hash)
    return minutes


@transaction.atomic
def take_back(*, minutes: Minutes, reason: str, by: Person, now: datetime) -> Minutes:
    """Makes final minutes a draft again, with a reason, before the committee approved them."""
    minutes = begin_minutes(minutes, BACK, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter why the minutes are taken back.", field="reason")
    LIFE.require(minutes.state, MinutesState.DRAFT, what="This set of minutes")
    minutes.state = MinutesState.DRAFT
    minutes.content, minutes.content_hash = {}, ""
    minutes.final_at, minutes.final_by = None, None
    minutes.record(by=by, at=now, why=reason.strip())
    write(minutes.meeting, "minutes.taken_back", by=by, now=now, reason=reason.strip())
    return minutes


@transaction.atomic
def approve(*, minutes: Minutes, at_meeting: Meeting, by: Person, now: datetime) -> Minutes:
    """Records that the committee approved the minutes at a later meeting (DEC-07)."""
    minutes = begin_minutes(minutes, APPROVE, by=by, now=now)
    missing = approval_blockers(
        held_at=minutes.meeting.opened_at or minutes.meeting.starts_at,
        same_committee=at_meeting.committee_id == minutes.meeting.committee_id,
        later_opened_at=at_meeting.opened_at,
    )
    if missing:
        raise Refused(*missing)
    LIFE.require(minutes.state, MinutesState.APPROVED, what="This set of minutes")
    minutes.state, minutes.approved_at_meeting = MinutesState.APPROVED, at_meeting
    minutes.approved_at, minutes.approved_by = now, by
    minutes.record(by=by, at=now, why=f"Approved at meeting {at_meeting.number}")
    write(minutes.meeting, "minutes.approved", by=by, now=now, sha256=minutes.content_hash, at=at_meeting.number)
    return minutes


@transaction.atomic
def publish(*, minutes: Minutes, by: Person, now: datetime) -> Minutes:
    """Publishes approved minutes; the public reads all but the private part."""
    minutes = begin_minutes(minutes, PUBLISH, by=by, now=now)
    LIFE.require(minutes.state, MinutesState.PUBLISHED, what="This set of minutes")
    minutes.state = MinutesState.PUBLISHED
    minutes.published_at, minutes.published_by = now, by
    minutes.record(by=by, at=now, why="Published")
    write(minutes.meeting, "minutes.published", by=by, now=now, sha256=minutes.content_hash)
    return minutes


def words_from(form: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The words of a form whose fields are called `items/3`, `evidence/3:17`, `placed/5`."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for name, text in form.items():
        kind, _, key = name.partition("/")
        if kind in found and key:
            found[kind][key] = str(text or "")
    return found
