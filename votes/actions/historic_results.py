"""Results of votes that were not held here, recorded as published (percentages only, never computed with)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import london
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import values
from votes.models import HistoricResult
from votes.rules.facts import PublishedResultFacts
from votes.terms.ballots import HistoricOutcome, QuestionKind


@transaction.atomic
def note_historic_result(
    *,
    ccg: CCG,
    facts: PublishedResultFacts,
    by: Person,
    now: datetime,
) -> HistoricResult:
    """Records what a paper says of a vote, in its own words: "95%" stays the text "95%". The same words again, as when
    a form is sent twice, are the same record.

    Raises Refused without a source, or for a day that has not come.
    """
    require_any(by, (Permission.RUN_BALLOTS,), ccg, now)
    if not facts.question.strip():
        raise Refused("Enter what the members were asked.", status=400, field="question")
    if not facts.source.strip():
        raise Refused("Enter where the result was published.", status=400, field="source")
    if facts.held_on > london(now).date():
        raise Refused("This day has not come yet.", status=400, field="held_on")
    words = {
        **values(facts),
        "kind": str(QuestionKind(facts.kind)),
        "outcome": str(HistoricOutcome(facts.outcome)),
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
        facts={"held_on": row.held_on, "support": row.support_text, "turnout": row.turnout_text, "source": row.source},
    )
    return row
