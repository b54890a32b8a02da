"""Declaring an interest (COI-01 to COI-03, COI-07)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ccgs.models import CCG
from cocommission.shared.actions.forms_once import form_used_once
from cocommission.shared.clock import london
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import values
from conflicts.actions.interests.shared import (
    enter_act,
    follow_up,
    require_complete,
    require_declaring,
    tell_declarant,
    tell_reviewers,
)
from conflicts.models import Body, Interest
from conflicts.queries.declarations import positions_of
from conflicts.rules.interests import DeclarationFacts
from conflicts.rules.lateness import lateness
from conflicts.terms.interests import Occasion


@transaction.atomic
def declare_interest(
    *,
    ccg: CCG,
    person: Person,
    by: Person,
    now: datetime,
    form_token: UUID,
    occasion: str,
    facts: DeclarationFacts,
    body: Body | None,
) -> Interest:
    """Puts an interest on the register, waiting for review. The same form again gives the same entry.

    Raises Refused (403) for somebody who has no part in it, (409) with every reason of COI-01, COI-02 and COI-07;
    Conflict for a form that was used for something else.
    """
    require_declaring(ccg=ccg, person=person, by=by, occasion=occasion, now=now)
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    made = Interest.objects.filter(form_token=form_token).select_related("ccg", "person").first()
    used = "This form was already used for another declaration. Start again."
    if made is not None:
        if (made.ccg_id, made.person_id, made.declared_by_id) != (ccg.pk, person.pk, by.pk):
            raise Conflict(used)
        return made
    if occasion not in Occasion:
        raise Refused("Choose why it is declared.", field="occasion")
    last = Interest.objects.filter(ccg=ccg).aggregate(last=Max("number"))["last"] or 0
    interest = Interest(
        ccg=ccg,
        person=person,
        number=last + 1,
        position="; ".join(row.position for row in positions_of(person, ccg, now))[:200],
        body=body,
        occasion=occasion,
        declared_at=now,
        declared_by=by,
        form_token=form_token,
        **values(facts),
    )
    require_complete(interest)
    with form_used_once(used):
        interest.record(by=by, at=now, why="Declared")
    found = lateness(facts.arose_on, facts.aware_on, london(now).date())
    enter_act(interest, "interest.declared", by, now, late=found.late, warned=found.warned, occasion=str(occasion))
    tell_reviewers(interest, "declared", f"Review a declaration of interest: {person.name}", now)
    tell_declarant(interest, by, "entered", now)
    follow_up(interest, now)
    return interest
