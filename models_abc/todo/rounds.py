"""Tasks and panels of rounds, expressions of interest, functions and arrangements."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ccgs.models import CCG, Post
from ccgs.queries.home_page import about, ccgs_with
from ccgs.terms import Permission
from cocommission.shared.clock import day, moment
from cocommission.shared.pages import url_to
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.rules.names import in_sentence
from cocommission.shared.todo import Todo, task_facts, task_provider
from models_abc.actions.arrangements import starts_at
from models_abc.models import Arrangement
from models_abc.queries.home_page import (
    ARRANGEMENTS,
    ARRANGEMENTS_SIGNED,
    ARRANGEMENTS_TO_SIGN,
    FUNCTIONS_PROPOSED,
    INTEREST_TO_SAY,
    ROUNDS,
)
from models_abc.readiness.arrangements import facts_of_all
from models_abc.rules.arrangements import OFFICER, lateness_blockers, signing_blockers, start_blockers
from models_abc.rules.pros_and_cons import MODELS
from models_abc.terms import ArrangementState, CoCommissioningModel, Function

task_facts("models_abc.interest", INTEREST_TO_SAY, each="ccg", may=[Permission.EDIT_APPLICATION])
task_facts("models_abc.agreed", ARRANGEMENTS, each="ccg", may=[Permission.EDIT_APPLICATION])
task_facts("models_abc.to_sign", ARRANGEMENTS_TO_SIGN, each="ccg", may=[Permission.SUBMIT_APPLICATION])
task_facts("models_abc.signed", ARRANGEMENTS_SIGNED, each="region", may=[Permission.REVIEW_APPLICATIONS])
task_facts("models_abc.proposed", FUNCTIONS_PROPOSED, each="region", may=[Permission.REVIEW_APPLICATIONS])

_WITH = ("ccg__region", "round", "mandate_ballot__ccg", "constitution")


@task_provider
def tasks_of_the_ccg(person: Any, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """For a CCG's officers: say whether the CCG is interested; sign an arrangement that waits."""
    for ccg in ccgs_with(posts, Permission.EDIT_APPLICATION):
        for row in about(facts["models_abc.interest"], ccg):
            yield Todo(
                title=f"Say whether {ccg.name} is interested: {row.name}",
                url=url_to("interest", ccg, slug=row.slug),
                due_at=row.closes_at,
                why="An expression of interest does not commit the CCG",
                organisation_name=ccg.name,
            )
    agreed = [row.ccg_id for row in facts["models_abc.agreed"]]
    if agreed:
        yield from _starts_that_wait(agreed, now)
    to_sign = [row.id for ccg in ccgs_with(posts, Permission.SUBMIT_APPLICATION)
               for row in about(facts["models_abc.to_sign"], ccg)]  # fmt: skip
    yield from _to_sign(to_sign, now, mends=[ccg.pk for ccg in ccgs_with(posts, Permission.EDIT_APPLICATION)])


def _to_sign(ids: list[int], now: datetime, *, mends: Sequence[int] = ()) -> Iterable[Todo]:
    """The next signature, or what it waits for; `mends` are the CCGs whose arrangement the person may change."""
    if not ids:
        return
    rows = list(Arrangement.objects.filter(pk__in=ids).select_related(*_WITH).order_by("pk"))
    for row, facts in zip(rows, facts_of_all(rows, now), strict=True):
        on = starts_at(row.go_live_on)
        missing = signing_blockers(facts, now=now) + lateness_blockers(facts, now=now, starts_at=on)
        own = [one for one in missing if one.who == OFFICER and row.ccg_id in mends]
        yield Todo(
            title=f"{'Complete' if own else 'Sign'} the arrangement for model B of {row.ccg.name}",
            url=row.get_absolute_url(),
            due_at=on,
            why=f"{own[0].rule}: {own[0].missing}" if own else "APP-13: both sides sign before the agreed day",
            organisation_name=row.ccg.name,
            waiting=f"Waiting for: {missing[0].who}. {missing[0].missing}" if missing and not own else "",
        )


def _starts_that_wait(ccg_ids: list[int], now: datetime) -> Iterable[Todo]:
    """Arrangements that both sides signed and whose evidence has fallen away since."""
    agreed = Arrangement.objects.filter(ccg__in=ccg_ids, state=ArrangementState.AGREED)
    rows = list(agreed.select_related(*_WITH))
    for row, facts in zip(rows, facts_of_all(rows, now), strict=True):
        found = start_blockers(facts)
        if found:
            yield Todo(
                title=f"Put right what the start of model B waits for at {row.ccg.name}",
                url=row.get_absolute_url(),
                due_at=starts_at(row.go_live_on),
                why=f"{found[0].rule}: {found[0].missing}",
                organisation_name=row.ccg.name,
            )


@task_provider
def tasks_of_the_region(person: Any, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """For regional officers: answer proposals about functions, sign arrangements that CCGs signed."""
    yield from _to_sign([row.id for row in facts["models_abc.signed"]], now)
    for row in facts["models_abc.proposed"]:
        yield Todo(
            title=f"Answer {row.name}: who decides {in_sentence(Function(row.function).label)}",
            url=url_to("function-answer", code=row.code, pk=row.id),
            due_at=None,
            why="An agreement about a function takes both sides",
            organisation_name=row.name,
        )


page_facts("models_abc.arrangements", ARRANGEMENTS)
page_facts("models_abc.rounds", ROUNDS)


@panel_provider
def model_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """Who decides what; an arrangement that both sides signed; rounds for a model that the CCG does not hold yet."""
    held = next((row.model_held for row in facts["ccgs.model_held"]), str(CoCommissioningModel.A))
    yield "held", Panel(label="Who decides", text=MODELS[held].who_decides, url=url_to("functions", ccg))
    for row in facts["models_abc.arrangements"]:
        yield (
            "open",
            Panel(
                label="Model B agreed",
                text=f"Joint commissioning starts on {day(row.go_live_on)}.",
                url=url_to("arrangement", ccg),
                due_at=starts_at(row.go_live_on),
            ),
        )
    for row in facts["models_abc.rounds"]:
        if row.model_sought != held:
            yield "due", Panel(label=row.name, text=f"Closes on {moment(row.closes_at)}.",
                               url=reverse("round", args=[row.slug]), due_at=row.closes_at)  # fmt: skip
