"""Tasks and panels of rounds, expressions of interest, functions and arrangements."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from ccgs.models import CCG, Post
from ccgs.terms import Permission
from cocommission.shared.clock import day, moment
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_provider
from models_abc.actions.arrangements import starts_at
from models_abc.models import Arrangement, ExpressionOfInterest, FunctionAgreement
from models_abc.queries.home_page import ARRANGEMENTS, ROUNDS
from models_abc.queries.rounds import open_rounds
from models_abc.readiness.arrangements import facts_of
from models_abc.rules.arrangements import start_blockers
from models_abc.rules.pros_and_cons import MODELS
from models_abc.terms import AgreementState, ArrangementState, CoCommissioningModel, RoundPurpose


def _with_permission(posts: list[Post], permission: str) -> list[Post]:
    return [post for post in posts if permission in post.terms.permissions]


@task_provider
def tasks_of_the_ccg(person: Any, posts: list[Post], now: datetime) -> Iterable[Todo]:
    """For a CCG's officers: say whether the CCG is interested; sign an arrangement that waits."""
    editors = [post.ccg for post in _with_permission(posts, Permission.EDIT_APPLICATION) if post.ccg]
    if editors:
        rounds = list(open_rounds(now).filter(purpose=RoundPurpose.INTEREST))
        said = set(
            ExpressionOfInterest.objects.filter(ccg__in=editors, round__in=rounds).values_list("ccg_id", "round_id")
        )
        for ccg in editors:
            for one in rounds:
                if (ccg.pk, one.pk) not in said:
                    yield Todo(
                        title=f"Say whether {ccg.name} is interested: {one.name}",
                        url=f"{ccg.url}interest/{one.slug}/",
                        due_at=one.closes_at,
                        why="An expression of interest does not commit the CCG",
                        organisation_name=ccg.name,
                    )
        yield from _starts_that_wait(editors, now)
    signers = [post.ccg for post in _with_permission(posts, Permission.SUBMIT_APPLICATION) if post.ccg]
    if signers:
        for row in Arrangement.objects.filter(ccg__in=signers, state=ArrangementState.DRAFT).select_related("ccg"):
            yield Todo(
                title=f"Sign the arrangement for model B of {row.ccg.name}",
                url=row.get_absolute_url(),
                due_at=starts_at(row.go_live_on),
                why="APP-13: both sides sign before the agreed day",
                organisation_name=row.ccg.name,
            )


def _starts_that_wait(ccgs: list[CCG], now: datetime) -> Iterable[Todo]:
    """Arrangements that both sides signed and whose evidence has fallen away since."""
    rows = Arrangement.objects.filter(ccg__in=ccgs, state=ArrangementState.AGREED)
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
def tasks_of_the_region(person: Any, posts: list[Post], now: datetime) -> Iterable[Todo]:
    """For regional officers: answer proposals about functions, sign arrangements that CCGs signed."""
    regions = [post.region for post in _with_permission(posts, Permission.REVIEW_APPLICATIONS) if post.region]
    if not regions:
        return
    arrangements = Arrangement.objects.filter(ccg__region__in=regions, state=ArrangementState.SIGNED_BY_CCG)
    for row in arrangements.select_related("ccg"):
        yield Todo(
            title=f"Sign the arrangement for model B of {row.ccg.name}",
            url=row.get_absolute_url(),
            due_at=starts_at(row.go_live_on),
            why="APP-13: both sides sign before the agreed day",
            organisation_name=row.ccg.name,
        )
    proposals = FunctionAgreement.objects.filter(ccg__region__in=regions, state=AgreementState.PROPOSED)
    for one in proposals.select_related("ccg"):
        yield Todo(
            title=f"Answer {one.ccg.name}: who decides {one.get_function_display().lower()}",
            url=f"{one.ccg.url}functions/answers/{one.pk}/",
            due_at=None,
            why="An agreement about a function takes both sides",
            organisation_name=one.ccg.name,
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
