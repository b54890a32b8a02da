"""Results of votes that were not held here, recorded as published (percentages only, never computed with)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import london
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from votes.models import HistoricResult
from votes.terms.ballots import HistoricOutcome, QuestionKind


@transaction.atomic
def note_historic_result(
    *,
    ccg: CCG,
    held_on: date,
    question: str,
    kind: str,
    outcome: str,
    source: str,
    by: Person,
    now: datetime,
    turnout_text: str = "",
    support_text: str = "",
    threshold_text: str = "",
) -> HistoricResult:
    """Records what a paper says of a vote, in its own words: "95%" stays the text "95%". The same words again, as when
    a form is sent twice, are the same record.

    Raises Refused without a source, or for a day that has not come.
    """
    require_any(by, (Permission.RUN_BALLOTS,), ccg, now)
    if not question.strip():
        raise Refused("Enter what the members were asked.", status=400, field="question")
    if not source.strip():
        raise Refused("Enter where the result was published.", status=400, field="source")
    if held_on > london(now).date():
        raise Refused("This day has not come yet.", status=400, field="held_on")
    words = {
        "held_on": held_on,
        "question": question.strip(),
        "kind": str(QuestionKind(kind)),
        "turnout_text": turnout_text.strip(),
        "support_text": support_text.strip(),
        "threshold_text": threshold_text.strip(),
        "outcome": str(HistoricOutcome(outcome)),
        "source": source.strip(),
    }
    CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    again = HistoricResult.objects.filter(ccg=ccg, **words).first()
    if again is not None:
        return again
    row = HistoricResult(ccg=ccg, **words, noted_at=now, noted_by=by).record(by=by, at=now, why="Recorded as published")
    enter(
        book=ccg.book,
        act="historic_result.noted",
        by=by,
        now=now,
        subject=f"votes.HistoricResult:{row.pk}",
        facts={"held_on": held_on, "support": row.support_text, "turnout": row.turnout_text, "source": row.source},
    )
    return row
