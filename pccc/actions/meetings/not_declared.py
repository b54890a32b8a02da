"""Interests on the register that were not declared at the meeting: each a draft breach for the Guardian (BRE-05)."""

from datetime import datetime

from cocommission.shared.clock import day, london
from cocommission.shared.models import Person
from conflicts.actions.breaches import open_draft_breach
from conflicts.models import Interest
from conflicts.rules.breaches import BreachFacts
from conflicts.terms import BreachKind
from pccc.models import Meeting
from pccc.queries.conflict_map import Undeclared


def open_breach(meeting: Meeting, one: Undeclared, now: datetime) -> None:
    """A draft breach of kind "on the register but not declared at the meeting", once per item and person."""
    numbers = {reason.interest for reason in one.reasons if reason.interest is not None}
    interests = Interest.objects.filter(pk__in=numbers).order_by("pk")
    listed = ", ".join(str(interest.number) for interest in interests)
    open_draft_breach(
        ccg=meeting.committee.ccg,
        facts=BreachFacts(
            kind=BreachKind.NOT_DECLARED,
            happened_on=london(meeting.opened_at or now).date(),
            report=f"{one.name} has an interest on the register (entry {listed}) that affects item {one.item.number}, "
            f"{one.item.title}, of {meeting.committee.name} on {day(meeting.opened_at or now)}. They did not "
            f"declare it at the meeting. How it is connected: {'; '.join(reason.words for reason in one.reasons)}.",
            about=one.item.subject,
            about_url=one.item.url,
        ),
        key=f"meeting:{meeting.pk}:item:{one.item.pk}:person:{one.person_id}",
        now=now,
        interest=interests.first(),
        person=Person.objects.get(pk=one.person_id),
    )
