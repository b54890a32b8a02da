"""Asking people for their interests, and asking again (COI-04, COI-05): one message per person, CCG and step."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from cocommission.shared.actions.outbox import post_message
from cocommission.shared.clock import day
from cocommission.shared.pages import url_to
from conflicts.models import Declarant
from conflicts.queries.declarations import asked_of, live, with_last_answer
from conflicts.rules.prompts import Standing, earliest, reminder
from conflicts.terms.interests import Occasion


def asked_people(now: datetime) -> Iterable[tuple[Declarant, Standing]]:
    """One row per person and CCG with what is due first of all their positions. One query for the country."""
    rows = with_last_answer(Declarant.objects.filter(live(now)).select_related("ccg", "person"), now)
    ordered = rows.order_by("ccg_id", "person_id", "starts_at", "pk")
    for _, mine in groupby(ordered, key=lambda row: (row.ccg_id, row.person_id)):
        found = list(mine)
        asked = earliest(asked_of(row) for row in found)
        if asked is not None:
            yield found[0], asked


def _words(row: Declarant, asked: Standing, step: str) -> tuple[str, str]:
    on, name = day(asked.due_at), row.ccg.name
    how = (
        "Sign in, open “My interests” and say what you have, that nothing has changed, or that you have none. "
        "A nil return is also an answer. If something changes, declare it within 28 days."
    )
    if step.startswith("overdue"):
        return (
            f"Overdue: declare your interests to {name}",
            f"{name} asked for your interests by {on} and has no answer from you.\n\n{how}",
        )
    if asked.occasion == Occasion.APPOINTMENT:
        return (
            f"Declare your interests to {name} by {on}",
            f"You are on {name}'s list of people who declare their interests. You have until {on}, and before you take "
            f"part in a decision of a committee in any case.\n\n{how}",
        )
    return (
        f"Confirm your interests with {name} by {on}",
        f"You last answered on {day(asked.last_at)}. {name} asks you to confirm what is on the register by {on}."
        f"\n\n{how}",
    )


def prompt(row: Declarant, asked: Standing, *, now: datetime) -> bool:
    """Queues the message that is due now for one person. True when it is new; the step before is not sent later."""
    step = reminder(asked, now)
    if not step:
        return False
    subject, text = _words(row, asked, step)
    message = post_message(
        key=f"declaration:{row.ccg.code}:{row.person_id}:{asked.occasion}:{asked.due_at:%Y-%m-%d}:{step}",
        to=row.person,
        subject=subject,
        text=text,
        now=now,
        about=row.ccg.book,
        link=url_to("declare", row.ccg),
    )
    return message is not None
