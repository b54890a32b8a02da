"""Drafting a ballot: title, times, questions from the constitution's rule, and the re-ballot (F-12, F-13, VOT-10)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ccgs.actions.beginning import begin
from ccgs.actions.permits import require_any
from ccgs.models import CCG, Constitution
from ccgs.queries.constitutions import in_force
from ccgs.terms import Decides, Permission
from cocommission.shared.actions.ledger import enter
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.facts import values
from votes.models import Ballot, BallotGroup, Question
from votes.queries.ballots import with_parts
from votes.rules.ballot_acts import ABOUT, DISCARD, QUESTION, RE_BALLOT, RULE, TOGETHER
from votes.rules.ballot_options import options_for
from votes.rules.facts import BallotFacts, QuestionFacts
from votes.terms.ballots import BallotState, QuestionKind

DRAFT_FIELDS = (
    "title",
    "background",
    "opens_at",
    "closes_at",
    "unrepresented_reason",
    "what_changed",
)


def begin_ballot(ballot: Ballot, act: Act, *, by: Person, now: datetime) -> Ballot:
    """The locked ballot with its parts, for an act of `rules.ballot_acts`; raises as `begin` does.

    Waits for the votes that are being cast, which hold the ballot's key.
    """
    return begin(with_parts(Ballot.objects.filter(pk=ballot.pk)), act, by=by, now=now, with_keys=True)


@transaction.atomic
def draft_ballot(
    *,
    ccg: CCG,
    facts: BallotFacts,
    by: Person,
    now: datetime,
    constitution: Constitution | None = None,
    returning_officer: Person | None = None,
    group: BallotGroup | None = None,
) -> Ballot:
    """A new draft by the rule of `constitution`, or else of the version in force.

    Raises Refused (403) without the right, and where the title is empty.
    """
    require_any(by, (Permission.RUN_BALLOTS,), ccg, now)
    if not facts.title.strip():
        raise Refused("Enter the ballot a title.", status=400, field="title")
    CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)  # one number each, also when two officers draft at once
    constitution = constitution or in_force(ccg, now)
    if constitution is not None and constitution.ccg_id != ccg.pk:
        raise Refused(
            "This constitution belongs to another CCG. Choose one of yours.", status=400, field="constitution"
        )
    rule = constitution.rule_for(Decides.ANY) if constitution else None
    number = (Ballot.objects.filter(ccg=ccg).aggregate(last=Max("number"))["last"] or 0) + 1
    ballot = Ballot(
        ccg=ccg,
        number=number,
        constitution=constitution,
        returning_officer=returning_officer or by,
        group=group,
        drafted_at=now,
        drafted_by=by,
        **values(facts),
    )
    if rule is not None:
        ballot.mode = rule.mode
    ballot.record(by=by, at=now, why="Drafted")
    enter(book=ccg.book, act="ballot.drafted", by=by, now=now, subject=ballot.subject, facts={"title": ballot.title})
    return ballot


@transaction.atomic
def edit_draft(*, ballot: Ballot, by: Person, now: datetime, why: str = "Edited", **fields: Any) -> Ballot:
    """Changes fields of a draft (`DRAFT_FIELDS`). Raises Conflict once it was opened."""
    ballot = begin_ballot(ballot, ABOUT, by=by, now=now)
    unknown = set(fields) - set(DRAFT_FIELDS)
    if unknown:
        raise ValueError(f"Not fields of a draft: {sorted(unknown)}")
    if not str(fields.get("title", ballot.title)).strip():
        raise Refused("Enter the ballot a title.", status=400, field="title")
    for name, value in fields.items():
        setattr(ballot, name, value)
    return ballot.record(by=by, at=now, why=why)


@transaction.atomic
def bind_rule(*, ballot: Ballot, constitution: Constitution, by: Person, now: datetime) -> Ballot:
    """Takes the voting rule from another constitution version of the same CCG."""
    ballot = begin_ballot(ballot, RULE, by=by, now=now)
    if constitution.ccg_id != ballot.ccg_id:
        raise Refused(
            "This constitution belongs to another CCG. Choose one of yours.", status=400, field="constitution"
        )
    ballot.constitution = constitution
    rule = constitution.rule_for(Decides.ANY)
    if rule is not None:
        ballot.mode = rule.mode
    return ballot.record(by=by, at=now, why=f"Rule taken from version {constitution.number}")


def _options(facts: QuestionFacts) -> list[dict[str, Any]]:
    models = facts.models if facts.kind == QuestionKind.MODEL_CHOICE else ()
    made = options_for(facts.kind, models=models, as_choice=facts.as_choice)
    return [option.to_json() for option in (made if facts.options is None else facts.options)]


@transaction.atomic
def save_question(
    *,
    ballot: Ballot,
    facts: QuestionFacts,
    by: Person,
    now: datetime,
    question: Question | None = None,
    constitution: Constitution | None = None,
) -> Question:
    """Adds a question to a draft, or rewrites `question` of it.

    `constitution`, the version that members vote on, is only for a constitution change: the question is bound to the
    hashes of its text and its voting rules as they are now. Raises Refused without a text.
    """
    ballot = begin_ballot(ballot, QUESTION, by=by, now=now)
    kind = str(QuestionKind(facts.kind))
    if not facts.text.strip():
        raise Refused("Enter the question.", status=400, field="text")
    if constitution is not None and constitution.ccg_id != ballot.ccg_id:
        raise Refused(
            "This constitution belongs to another CCG. Choose one of yours.", status=400, field="constitution"
        )
    if question is None:
        last = max((one.number for one in ballot.questions.all()), default=0)
        question = Question(ballot=ballot, number=last + 1)
    elif question.ballot_id != ballot.pk:
        raise Refused("This question belongs to another ballot.", status=404)
    bound = constitution if kind == QuestionKind.CONSTITUTION_CHANGE else None
    question.kind, question.text, question.options = kind, facts.text.strip(), _options(facts)
    question.constitution, question.constitution_hash = bound, bound.text_hash if bound else ""
    question.constitution_rules_hash = bound.rules_hash if bound else ""
    return question.record(by=by, at=now, why="Question written")


@transaction.atomic
def remove_question(*, question: Question, by: Person, now: datetime) -> None:
    """Takes a question out of a draft; those after it move up."""
    ballot = begin_ballot(question.ballot, QUESTION, by=by, now=now)
    Question.objects.get(pk=question.pk, ballot=ballot).remove(by=by, at=now, why="Removed from the draft")
    for number, later in enumerate(ballot.questions.order_by("number"), start=1):
        if later.number != number:
            later.number = number
            later.record(by=by, at=now, why="Moved up")


@transaction.atomic
def discard_draft(*, ballot: Ballot, by: Person, now: datetime) -> None:
    """Gives a draft up: it was never in force. Its history stays. Refused while the engagement log names it."""
    ballot = begin_ballot(ballot, DISCARD, by=by, now=now)
    named = ballot.engagement_events.order_by("number").first()
    if named is not None:
        raise Refused(f"The engagement log names this draft (“{named.title}”). Change that entry first.")
    enter(book=ballot.ccg.book, act="ballot.discarded", by=by, now=now, subject=ballot.subject)
    for question in ballot.questions.all():
        question.remove(by=by, at=now, why="Draft given up")
    ballot.remove(by=by, at=now, why="Draft given up")


@transaction.atomic
def draft_re_ballot(*, ballot: Ballot, reason: str, by: Person, now: datetime) -> Ballot:
    """A new draft on the same questions, linked to the first, whose `reason` says what changed (VOT-10).

    Raises Conflict while the first is not counted or void, Refused without a reason.
    """
    first = begin_ballot(ballot, RE_BALLOT, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter what changed since the first ballot. Members will ask.", status=400, field="reason")
    again = first.re_ballots.filter(state=BallotState.DRAFT, what_changed=reason.strip()).first()
    if again is not None:  # the same form sent twice
        return again
    draft = draft_ballot(
        ccg=first.ccg,
        facts=BallotFacts(f"Re-ballot: {first.title.removeprefix('Re-ballot: ')}"[:200], first.background),
        constitution=in_force(first.ccg, now) or first.constitution,
        group=first.group,
        by=by,
        now=now,
    )
    draft.re_ballot_of, draft.what_changed = first, reason.strip()
    draft.record(by=by, at=now, why=f"Re-ballot of ballot {first.number}")
    for question in first.questions.order_by("number"):
        save_question(
            ballot=draft,
            facts=QuestionFacts(question.kind, question.text, options=question.choices),
            constitution=question.constitution,
            by=by,
            now=now,
        )
    return draft


@transaction.atomic
def join_group(*, ballot: Ballot, name: str, by: Person, now: datetime) -> Ballot:
    """Puts a draft into the group called `name` (made if there is none): every CCG's ballot must carry (VOT-07).

    Without a name the CCG asks alone again. Raises Refused once another CCG of the group has opened its ballot: its
    members were told with whom they are asked, and nobody joins a result that is known (VOT-08).
    """
    ballot, name = begin_ballot(ballot, TOGETHER, by=by, now=now), name.strip()
    if not name:
        ballot.group = None
        return ballot.record(by=by, at=now, why="Asked without other CCGs")
    group = BallotGroup.objects.select_for_update(no_key=True).filter(name=name).first()
    if group is not None and group.pk == ballot.group_id:
        return ballot
    if group is not None and group.ballots.exclude(ccg=ballot.ccg).exclude(state=BallotState.DRAFT).exists():
        raise Refused(
            f"Another CCG has opened its ballot as “{name}”. CCGs that ask together must join before the first "
            f"of them opens its ballot.",
            field="name",
        )
    if group is None:
        group = BallotGroup(name=name, made_at=now, made_by=by).record(by=by, at=now, why="Group made")
    ballot.group = group
    return ballot.record(by=by, at=now, why=f"Asked together with other CCGs: {group.name}")
