"""Opening and changing rounds (F-21). Rounds are national; their acts stand in the book NATIONAL."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from cocommission.shared.actions.again import require_same_reason
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_messages_sql
from cocommission.shared.actions.turns import take_turn
from cocommission.shared.clock import moment
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import blocking
from models_abc.actions.rights import require_round_officer
from models_abc.models import Round
from models_abc.queries.rounds import facts_of
from models_abc.rules.calendar import ROUNDS, CalendarRound
from models_abc.rules.rounds import RESERVED, change_blockers, round_blockers

BOOK = "NATIONAL"
FIELDS = (
    "name",
    "purpose",
    "model_sought",
    "opens_at",
    "closes_at",
    "decision_by_on",
    "go_live_on",
    "required_evidence",
    "only_for",
    "source",
)

TO_CCGS = """
    SELECT DISTINCT 'round.' || news.key || ':' || post.person_id, post.person_id, person.email,
           news.subject, news.text, 'NATIONAL', news.link
    FROM (SELECT %s::text AS key, %s::text AS subject, %s::text AS text, %s::text AS link,
                 %s::timestamptz AS now, %s::bool AS everyone, %s::bigint AS round) news
    CROSS JOIN ccgs_post post JOIN shared_person person ON person.id = post.person_id
    WHERE post.role IN ('GOVERNANCE_OFFICER', 'ACCOUNTABLE_OFFICER')
      AND post.starts_at <= news.now AND (post.ends_at IS NULL OR post.ends_at > news.now)
      AND (news.everyone OR post.ccg_id IN (
        SELECT ccg_id FROM models_abc_application WHERE round_id = news.round
        UNION SELECT ccg_id FROM models_abc_expressionofinterest WHERE round_id = news.round
        UNION SELECT ccg_id FROM models_abc_arrangement WHERE round_id = news.round))
"""


def _tell_ccgs(row: Round, *, key: str, subject: str, text: str, now: datetime, everyone: bool) -> int:
    """One statement: everyone in post at a CCG, or only those whose CCG is in the round already."""
    return post_messages_sql(TO_CCGS, [key, subject[:200], text, row.url, now, everyone, row.pk], now=now)


def _facts_for_ledger(row: Round) -> dict[str, Any]:
    return {field: getattr(row, field) for field in FIELDS} | {"slug": row.slug}


@transaction.atomic
def open_round(*, slug: str, by: Person, now: datetime, **fields: Any) -> Round:
    """Announces a round (ROU-01, ROU-02, ROU-05): it opens by itself at `opens_at`.

    `fields` are those of FIELDS. Raises Refused with every reason, 403 when `by` is no regional officer. Officers of
    every CCG are told.
    """
    require_round_officer(by, now)
    row = Round(slug=slug, **fields)
    found = blocking(round_blockers(facts_of(row)))
    if found:
        raise Refused(*found)
    if slug in RESERVED:
        raise Refused(f"“{slug}” is the address of another page. Choose another short name.", status=400, field="slug")
    taken = Refused("Another round has this short name already. Choose another one.", field="slug")
    if Round.objects.filter(slug=slug).exists():
        raise taken
    try:
        with transaction.atomic():
            row.record(by=by, at=now, why="Round announced")
    except IntegrityError as problem:  # announced twice at the same moment
        raise taken from problem
    enter(
        book=BOOK,
        act="round.announced",
        by=by,
        now=now,
        subject=f"models_abc.Round:{row.pk}",
        facts=_facts_for_ledger(row),
    )
    _tell_ccgs(
        row,
        key=f"announced:{row.pk}",
        subject=f"New round: {row.name}",
        text=f"It opens on {moment(row.opens_at)} and closes on {moment(row.closes_at)}.\n\nSource: {row.source}\n",
        now=now,
        everyone=True,
    )
    return row


@transaction.atomic
def change_round(*, round: Round, by: Person, now: datetime, why: str, **fields: Any) -> Round:
    """Changes a round that has not closed (ROU-03, ROU-04). An open one only in favour of those who rely on it.

    `fields` are those of FIELDS that change. Raises Refused with every reason, Conflict when the round closed at this
    very moment. CCGs that take part are told.
    """
    require_round_officer(by, now)
    row = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    before, old = _facts_for_ledger(row), facts_of(row)
    for field, value in fields.items():
        setattr(row, field, value)
    found = change_blockers(old=old, new=facts_of(row), why=why, now=now)
    if found:
        raise Refused(*found)
    after = _facts_for_ledger(row)
    changed = {field: [before[field], after[field]] for field in after if before[field] != after[field]}
    if not changed:
        require_same_reason(row, why, "You changed nothing in this round.")
        return row
    row.record(by=by, at=now, why=why)
    number, _ = enter(
        book=BOOK,
        act="round.changed",
        by=by,
        now=now,
        subject=f"models_abc.Round:{row.pk}",
        reason=why,
        facts={"slug": row.slug, "changed": changed},
    )
    _tell_ccgs(
        row,
        key=f"changed:{row.pk}:{number}",
        subject=f"Changed: {row.name}",
        text=f"{row.name} now closes on {moment(row.closes_at)}.\n\nReason: {why}\n",
        now=now,
        everyone=False,
    )
    return row


@transaction.atomic
def load_calendar(*, by: Person | None, now: datetime, rounds: Iterable[CalendarRound] = ROUNDS) -> list[str]:
    """Records the national rounds of 2014 to 2018 that are not there yet and gives their slugs; known ones stay.

    Nobody is told: the rounds are history. `by` None is the command; raises Refused (403) for a person who is neither
    a regional officer nor the national data steward.
    """
    if by is not None and not by.is_staff:
        require_round_officer(by, now)
    take_turn("models_abc.load_calendar")  # two at once: the second finds what the first made
    known = set(Round.objects.values_list("slug", flat=True))
    made = []
    for one in rounds:
        if one.slug in known:
            continue
        row = Round(
            slug=one.slug,
            is_confirmed=one.is_confirmed,
            **{field: getattr(one, field) for field in FIELDS if field not in ("go_live_on", "required_evidence")},
            go_live_on=list(one.go_live_on),
            required_evidence=[str(kind) for kind in one.required_evidence],
        )
        row.record(by=by, at=now, why="From the national calendar")
        enter(
            book=BOOK,
            act="round.recorded",
            by=by,
            now=now,
            subject=f"models_abc.Round:{row.pk}",
            reason="From the national calendar",
            facts=_facts_for_ledger(row),
        )
        made.append(row.slug)
    return made
