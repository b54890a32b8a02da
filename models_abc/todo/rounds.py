"""Tasks and panels of rounds, expressions of interest, functions and arrangements."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from ccgs.models import CCG, Post
from ccgs.queries.home_page import about, ccgs_with
from ccgs.terms import Permission
from cocommission.shared.clock import day, moment
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
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
from models_abc.readiness.arrangements import facts_of
from models_abc.rules.arrangements import start_blockers
from models_abc.rules.pros_and_cons import MODELS
from models_abc.terms import ArrangementState, CoCommissioningModel, Function

task_facts("models_abc.interest", INTEREST_TO_SAY, each="ccg", may=[Permission.EDIT_APPLICATION])
task_facts("models_abc.agreed", ARRANGEMENTS, each="ccg", may=[Permission.EDIT_APPLICATION])
task_facts("models_abc.to_sign", ARRANGEMENTS_TO_SIGN, each="ccg", may=[Permission.SUBMIT_APPLICATION])
task_facts("models_abc.signed", ARRANGEMENTS_SIGNED, each="region", may=[Permission.REVIEW_APPLICATIONS])
task_facts("models_abc.proposed", FUNCTIONS_PROPOSED, each="region", may=[Permission.REVIEW_APPLICATIONS])


@task_provider
def tasks_of_the_ccg(person: Any, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """For a CCG's officers: say whether the CCG is interested; sign an arrangement that waits."""
    for ccg in ccgs_with(posts, Permission.EDIT_APPLICATION):
        for row in about(facts["models_abc.interest"], ccg):
            yield Todo(
                title=f"Say whether {ccg.name} is interested: {row.name}",
                url=f"{ccg.url}interest/{row.slug}/",
                due_at=row.closes_at,
                why="An expression of interest does not commit the CCG",
                organisation_name=ccg.name,
            )
    agreed = [row.ccg_id for row in facts["models_abc.agreed"]]
    if agreed:
        yield from _starts_that_wait(agreed, now)
    for ccg in ccgs_with(posts, Permission.SUBMIT_APPLICATION):
        for row in about(facts["models_abc.to_sign"], ccg):
            yield _to_sign(ccg.name, reverse("arrangement", args=[ccg.code]), row.go_live_on)


def _to_sign(name: str, url: str, on: date) -> Todo:
    return Todo(
        title=f"Sign the arrangement for model B of {name}",
        url=url,
        due_at=starts_at(on),
        why="APP-13: both sides sign before the agreed day",
        organisation_name=name,
    )


def _starts_that_wait(ccg_ids: list[int], now: datetime) -> Iterable[Todo]:
    """Arrangements that both sides signed and whose evidence has fallen away since."""
    rows = Arrangement.objects.filter(ccg__in=ccg_ids, state=ArrangementState.AGREED)
    for row in rows.select_related("ccg__region", "round", "mandate_ballot", "constitution"):
        found = start_blockers(facts_of(row, now))
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
    for row in facts["models_abc.signed"]:
        yield _to_sign(row.name, reverse("arrangement", args=[row.code]), row.go_live_on)
    for row in facts["models_abc.proposed"]:
        yield Todo(
            title=f"Answer {row.name}: who decides {Function(row.function).label.lower()}",
            url=f"/ccgs/{row.code}/functions/answers/{row.id}/",
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
    yield "held", Panel(label="Who decides", text=MODELS[held].who_decides, url=f"{ccg.url}functions/")
    for row in facts["models_abc.arrangements"]:
        yield (
            "open",
            Panel(
                label="Model B agreed",
                text=f"Joint commissioning starts on {day(row.go_live_on)}.",
                url=f"{ccg.url}arrangement/",
                due_at=starts_at(row.go_live_on),
            ),
        )
    for row in facts["models_abc.rounds"]:
        if row.model_sought != held:
            yield "due", Panel(label=row.name, text=f"Closes on {moment(row.closes_at)}.",
                               url=reverse("round", args=[row.slug]), due_at=row.closes_at)  # fmt: skip
