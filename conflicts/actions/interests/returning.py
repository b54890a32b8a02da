"""Answering without a new entry: nil, nothing changed, or that everything is declared (COI-04)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ccgs.models import CCG
from cocommission.shared.actions.forms_once import form_used_once
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import london
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from conflicts.actions.interests.shared import require_declaring
from conflicts.models import DeclarationReturn
from conflicts.queries.declarations import entries_of, not_over, returns_of
from conflicts.rules.interests import return_blockers
from conflicts.terms.interests import Occasion, ReturnKind


@transaction.atomic
def make_return(
    *, ccg: CCG, person: Person, kind: str, occasion: str, form_token: UUID, by: Person, now: datetime
) -> DeclarationReturn:
    """Records somebody's answer and the numbers of the entries that it confirms. The same form again: the same answer.

    Raises Refused (403) for somebody who has no part in it, (409) for a nil return with entries that did not end or a
    confirmation of nothing; Conflict for a form that was used for something else.
    """
    require_declaring(ccg=ccg, person=person, by=by, occasion=occasion, now=now)
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    used = "This form was already used for another answer. Start again."
    made = DeclarationReturn.objects.filter(form_token=form_token).first()
    if made is not None:
        if (made.ccg_id, made.person_id, made.made_by_id, made.kind) != (ccg.pk, person.pk, by.pk, str(kind)):
            raise Conflict(used)
        return made
    if kind not in ReturnKind:
        raise Refused("Choose one of the answers.", field="kind")
    if occasion not in Occasion:
        raise Refused("Choose why it is declared.", field="occasion")
    numbers = sorted(entries_of(person, ccg).filter(not_over(london(now).date())).values_list("number", flat=True))
    answered_before = returns_of(person, ccg).exists() or entries_of(person, ccg).exists()
    missing = return_blockers(kind, live_entries=len(numbers), answered_before=answered_before)
    if missing:
        raise Refused(*missing)
    answer = DeclarationReturn(
        ccg=ccg,
        person=person,
        kind=kind,
        occasion=occasion,
        entries=numbers,
        made_at=now,
        made_by=by,
        form_token=form_token,
    )
    with form_used_once(used):
        answer.save()
    enter(
        book=ccg.book,
        act="declaration.returned",
        by=by,
        now=now,
        subject=f"conflicts.DeclarationReturn:{answer.pk}",
        facts={"person": person.pk, "kind": str(kind), "occasion": str(occasion), "entries": numbers},
    )
    return answer
