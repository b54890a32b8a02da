"""Late and back-dated interests are held against past decisions: listed, with a draft breach each (F-56, DEC-06)."""

from datetime import datetime

from django.db import transaction

from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import day, london
from cocommission.shared.rules.names import in_sentence
from conflicts.actions.breaches import open_draft_breach
from conflicts.actions.hooks import on_interest
from conflicts.models import Breach, Interest
from conflicts.rules.breaches import BreachFacts
from conflicts.rules.lateness import days_words, lateness
from conflicts.terms import BreachKind
from pccc.models import LateFinding
from pccc.queries.late_declarations import Touched, touched_by
from pccc.terms.meetings import Handling


def _report(interest: Interest, one: Touched) -> str:
    declared_on = london(interest.declared_at).date()
    found = lateness(interest.arose_on, interest.aware_on, declared_on)
    late = f"late by {days_words(found.days_late)}" if found.late else "in time by the Act, but after the decision"
    part = "voted on it" if one.voted else "was at the meeting"
    return (
        f"{interest.person.name} declared entry {interest.number} on {day(interest.declared_at)}; it arose on "
        f"{day(interest.arose_on)} and they became aware of it on {day(interest.aware_on)}: {late}. Decision "
        f"{one.decision.number} ({one.decision.title}) was taken in between, on {day(one.decision.decided_at)}, and "
        f"they {part}. The map would have proposed: {in_sentence(Handling(one.proposed).label)}. How it is connected: "
        f"{'; '.join(reason.words for reason in one.reasons)}."
    )


def _breach(interest: Interest, one: Touched, now: datetime) -> Breach:
    key = f"late-declaration:{interest.pk}:decision:{one.decision.pk}"
    made = open_draft_breach(
        ccg=interest.ccg,
        facts=BreachFacts(
            kind=BreachKind.LATE,
            happened_on=london(one.decision.decided_at).date(),
            report=_report(interest, one),
            about=one.decision.subject,
            about_url=one.decision.url,
        ),
        key=key,
        now=now,
        interest=interest,
        person=interest.person,
    )
    return made if made is not None else Breach.objects.get(ccg=interest.ccg, key=key)


@transaction.atomic
def recheck(interest: Interest, now: datetime) -> int:
    """Lists the past decisions that the interest would have touched, each with a draft breach for the Guardian.

    Gives how many are new; asked again, or by five at once, it lists nothing twice.
    """
    rows = Interest.objects.select_for_update(of=("self",), no_key=True).select_related("ccg", "person")
    interest = rows.get(pk=interest.pk)
    found = touched_by(interest, now)
    for one in found:
        finding = LateFinding(
            decision=one.decision,
            interest=interest,
            breach=_breach(interest, one, now),
            path=[{"words": reason.words, "proposes": str(reason.rung.handling)} for reason in one.reasons],
            voted=one.voted,
            found_at=now,
        )
        finding.save(force_insert=True)
        enter(
            book=interest.ccg.book,
            act="decision.late_interest",
            by=None,
            now=now,
            subject=one.decision.subject,
            facts={"number": one.decision.number, "interest": interest.number, "voted": one.voted},
        )
    return len(found)


@on_interest
def recheck_when_declared(interest: Interest, now: datetime) -> None:
    """Every declaration and change is held against past decisions at once."""
    recheck(interest, now)
