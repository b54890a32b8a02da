"""Tasks and panels of applications."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, Post
from ccgs.terms.roles import Permission, RoleCode
from cocommission.shared.clock import day, moment
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_provider
from models_abc.actions.arrangements import starts_at
from models_abc.models import Application, Condition
from models_abc.queries.applications import public_of, with_neighbours
from models_abc.queries.home_page import APPLICATIONS
from models_abc.readiness import blockers, evidence_of
from models_abc.rules import readiness as rule
from models_abc.rules.catalogue import source_of
from models_abc.terms import ApplicationState as S
from models_abc.terms.applications import CLOSED_STATES

_SIGN = {RoleCode.ACCOUNTABLE_OFFICER: "ACCOUNTABLE_OFFICER", RoleCode.AUDIT_CHAIR: "AUDIT_CHAIR"}


def _may(post: Post, permission: str) -> bool:
    return permission in post.terms.permissions


def _why(rule: str) -> str:
    return f"{rule}: {source_of(rule)}"


@task_provider
def tasks_at_the_ccg(person: Any, posts: list[Post], now: datetime) -> Iterable[Todo]:
    """For a CCG: what is missing, submit, sign, say what was done about a condition, sign the agreement."""
    at = {post.ccg_id: post for post in posts if post.ccg_id}
    if not at:
        return
    states = (S.PREPARING, S.APPROVED, S.APPROVED_WITH_CONDITIONS)
    for row in with_neighbours(Application.objects.filter(ccg__in=at, state__in=states)):
        held = [post for post in posts if post.ccg_id == row.ccg_id]
        if row.state == S.PREPARING:
            yield from _while_preparing(row, held, person, now)
        else:
            yield from _after_approval(row, held)


def _while_preparing(row: Application, held: list[Post], person: Any, now: datetime) -> Iterable[Todo]:
    evidence, name = evidence_of(row, now), row.ccg.name
    due = rule.in_until(evidence, now)
    if due is None:
        return
    found = rule.blockers(evidence, now=now)
    if any(_may(post, Permission.EDIT_APPLICATION) for post in held):
        mine = [one for one in found if "overnance officer" in one.who]
        if mine:
            title = f"Put right {len(mine)} missing point{'s' if len(mine) > 1 else ''} of the application of {name}"
            yield Todo(title, row.url, due, f"{mine[0].rule}: {mine[0].missing}", name)
    if not found and any(_may(post, Permission.SUBMIT_APPLICATION) for post in held):
        yield Todo(f"Submit the application of {name}", f"{row.url}submit/", due, _why("APP-01"), name)
    for post in held:
        role = _SIGN.get(RoleCode(post.role))
        unsigned = role and any(one.rule == "APP-03" and one.who == post.get_role_display() for one in found)
        if role and unsigned:
            url = f"{row.url}attestations/{role.lower()}/"
            yield Todo(f"Sign the application of {name} as {post.get_role_display()}", url, due, _why("APP-03"), name)


def _after_approval(row: Application, held: list[Post]) -> Iterable[Todo]:
    name, url = row.ccg.name, f"{row.url}decision/"
    if any(_may(post, Permission.EDIT_APPLICATION) for post in held):
        for one in Condition.objects.filter(decision__application=row, met_at__isnull=True, offered_at__isnull=True):
            yield Todo(f"Condition {one.number} of {name}: {one.text}", f"{row.url}conditions/{one.pk}/",
                       row.goes_live_at, _why("APP-11"), name)  # fmt: skip
    agreement = getattr(row, "agreement", None)
    signs = any(_may(post, Permission.ATTEST_ACCOUNTABLE) for post in held)
    if agreement is not None and agreement.ccg_signed_at is None and signs:
        yield Todo(f"Sign the Delegation Agreement of {name}", url, row.goes_live_at, _why("APP-12"), name)


@task_provider
def tasks_at_the_region(person: Any, posts: list[Post], now: datetime) -> Iterable[Todo]:
    """For regional officers: decide, look at conditions, issue and sign the agreement."""
    regions = [post.region_id for post in posts if post.region_id and _may(post, Permission.REVIEW_APPLICATIONS)]
    if not regions:
        return
    waiting = (S.SUBMITTED, S.UNDER_REVIEW, S.DEFERRED)
    rows = with_neighbours(Application.objects.filter(ccg__region__in=regions))
    for row in rows.filter(state__in=waiting):
        yield Todo(f"Decide on the application of {row.ccg.name}", row.review_url, row.goes_live_at,
                   "CON-04: in writing, with reasons", row.ccg.region.name)  # fmt: skip
    conditions = Condition.objects.filter(
        decision__application__ccg__region__in=regions,
        decision__application__state=S.APPROVED_WITH_CONDITIONS,
        offered_at__isnull=False,
        met_at__isnull=True,
    )
    for one in conditions.select_related("decision__application__ccg__region"):
        row = one.decision.application
        yield Todo(f"Look at condition {one.number} of {row.ccg.name}", f"{row.review_url}conditions/{one.pk}/",
                   row.goes_live_at, _why("APP-11"), row.ccg.region.name)  # fmt: skip
    for row in rows.filter(state__in=(S.APPROVED, S.APPROVED_WITH_CONDITIONS), model_sought="C"):
        agreement = getattr(row, "agreement", None)
        if agreement is None or agreement.nhs_england_signed_at is None:
            what = "Issue" if agreement is None else "Sign"
            yield Todo(f"{what} the Delegation Agreement of {row.ccg.name}", row.review_url, row.goes_live_at,
                       _why("APP-12"), row.ccg.region.name)  # fmt: skip


page_facts("models_abc.applications", APPLICATIONS)
AWAITING_START = (S.APPROVED, S.APPROVED_WITH_CONDITIONS)


@panel_provider
def application_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """What NHS England has before it or decided, the day to start or leave, on what the model held rests.

    What is being prepared is not public.
    """
    rows = facts["models_abc.applications"]
    for row in rows[:1]:
        if row.state not in CLOSED_STATES and row.state != S.LIVE:
            text = f"{S(row.state).label}: model {row.model_sought}"
            yield "open", Panel(label="Application", text=text, url=_url(ccg, row))
    for row in rows:
        if row.state in AWAITING_START and row.go_live_on:
            yield "due", Panel(label=f"Start with model {row.model_sought}", text=day(row.go_live_on),
                               url=_url(ccg, row), due_at=starts_at(row.go_live_on))  # fmt: skip
        if row.state == S.LIVE and row.leaves_on is not None:
            yield "due", Panel(label="Leaves delegation", text=day(row.leaves_on), url=_url(ccg, row))
    for row in [row for row in rows if row.state == S.LIVE][:1]:
        text = f"Application {row.number}, from {moment(row.live_at)}"
        yield "held", Panel(label="Rests on", text=text, url=_url(ccg, row))


@panel_provider
def missing_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """What go-live still waits for, once the application is approved: only then is the whole of readiness asked."""
    waiting = [row.id for row in facts["models_abc.applications"] if row.state in AWAITING_START]
    if not waiting:
        return
    for application in public_of(ccg).filter(pk__in=waiting):
        for one in blockers(application, now):
            if one.field != "decision" or one.rule != "APP-13":
                yield "missing", Panel(label=one.rule, text=one.missing, url=application.url)


def _url(ccg: CCG, row: Any) -> str:
    return f"{ccg.url}application/{row.number}/"
