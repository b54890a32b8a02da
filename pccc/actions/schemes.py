"""Writes of what an approval needs: statements for a local incentive scheme, consents of practices (F-28)."""

from datetime import date, datetime

from django.db import transaction

from ccgs.models import MemberPractice
from cocommission.shared.clock import day, london
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from models_abc.terms import Function
from pccc.actions.meetings.beginning import begin_item, write
from pccc.models import AgendaItem, PracticeConsent, SchemeStatement
from pccc.queries.deciding import must_consent
from pccc.rules.meeting_acts import CONSENT, SCHEME
from pccc.terms import ItemState
from votes.models import Consultation
from votes.terms.consultations import ConsultationKind

SETTLED = (ItemState.DONE, ItemState.REMEDIED, ItemState.WITHDRAWN)


def _open_item(item: AgendaItem, act: Act, by: Person, now: datetime) -> AgendaItem:
    item = begin_item(item, act, by=by, now=now)
    if item.state in SETTLED or item.decisions.exists():
        raise Conflict("You cannot change this after the item is finished.")
    return item


@transaction.atomic
def state_scheme(
    *,
    item: AgendaItem,
    consultation: Consultation | None,
    outcomes: str,
    inequalities: str,
    value: str,
    by: Person,
    now: datetime,
) -> SchemeStatement:
    """Keeps the three statements of a local incentive scheme and names its LMC consultation (FUN-04).

    Gaps are allowed until the scheme is to be approved. Raises Refused for another function or a consultation of
    another CCG, Conflict once the item is settled.
    """
    item = _open_item(item, SCHEME, by, now)
    if Function.INCENTIVE_SCHEMES not in item.functions:
        raise Refused("The agenda does not name local incentive schemes as a function of this item.")
    if consultation is not None and consultation.ccg_id != item.meeting.committee.ccg_id:
        raise Refused("That consultation belongs to another CCG.", field="consultation")
    if consultation is not None and consultation.kind != ConsultationKind.INCENTIVE_SCHEME:
        raise Refused("That consultation was not about a local incentive scheme.", field="consultation")
    row = SchemeStatement.objects.filter(item=item).first() or SchemeStatement(item=item)
    row.consultation = consultation
    row.outcomes, row.inequalities, row.value = outcomes.strip(), inequalities.strip(), value.strip()
    row.stated_at, row.stated_by = now, by
    row.record(by=by, at=now, why="Statements for a local incentive scheme")
    number = consultation.number if consultation else None
    write(item.meeting, "scheme.stated", by=by, now=now, item=item.number, consultation=number)
    return row


@transaction.atomic
def record_consent(
    *, item: AgendaItem, practice: MemberPractice, evidence: str, given_on: date, by: Person, now: datetime
) -> PracticeConsent:
    """Keeps a practice's consent to leave its national contract (FUN-05). The same again gives the first.

    Raises Refused for a practice that the item does not move, a day to come or no evidence; Conflict where the consent
    is recorded already with another day or other evidence.
    """
    item = _open_item(item, CONSENT, by, now)
    before = PracticeConsent.objects.filter(item=item, practice=practice).first()
    if before is not None:
        if (before.evidence, before.given_on) != (evidence.strip(), given_on):
            raise Conflict(f"The consent of {practice} is already recorded, given on {day(before.given_on)}.")
        return before
    today = london(now).date()
    if not item.moves_contract or practice not in must_consent(item, today):
        raise Refused("This item does not move that practice from a national contract.", field="practice")
    if given_on > today:
        raise Refused("Choose a day that is not in the future.", field="given_on")
    if not evidence.strip():
        raise Refused("Enter how the practice gave its consent.", field="evidence")
    row = PracticeConsent(item=item, practice=practice, evidence=evidence.strip(), given_on=given_on, recorded_at=now,
                          recorded_by=by)  # fmt: skip
    row.save(force_insert=True)
    write(item.meeting, "consent.recorded", by=by, now=now, reason=evidence, item=item.number, practice=practice.code,
          given_on=given_on.isoformat())  # fmt: skip
    return row
