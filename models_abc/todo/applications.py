"""Tasks and panels of applications."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, Post, Region
from ccgs.terms.roles import Permission, RoleCode
from cocommission.shared.clock import day, moment
from cocommission.shared.facts import row_of
from cocommission.shared.pages import url_to
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_facts, task_provider
from models_abc.actions.arrangements import starts_at
from models_abc.models import Application
from models_abc.queries.applications import public_of, with_neighbours
from models_abc.queries.home_page import APPLICATIONS, AT_THE_CCG, AT_THE_REGION
from models_abc.readiness import blockers, evidence_of
from models_abc.rules import readiness as rule
from models_abc.rules.catalogue import source_of
from models_abc.rules.readiness import Evidence
from models_abc.terms import ApplicationState as S
from models_abc.terms import Stage
from models_abc.terms.applications import CLOSED_STATES

AWAITING_START = (S.APPROVED, S.APPROVED_WITH_CONDITIONS)
AT_WORK = (
    Permission.EDIT_APPLICATION,
    Permission.SUBMIT_APPLICATION,
    Permission.ATTEST_ACCOUNTABLE,
    Permission.ATTEST_AUDIT,
)
_SIGN = {RoleCode.ACCOUNTABLE_OFFICER: "ACCOUNTABLE_OFFICER", RoleCode.AUDIT_CHAIR: "AUDIT_CHAIR"}


def _may(post: Post, permission: str) -> bool:
    return permission in post.terms.permissions


def _why(rule: str) -> str:
    return f"{rule}: {source_of(rule)}"


task_facts("models_abc.at_the_ccg", AT_THE_CCG, each="ccg", may=AT_WORK)
task_facts("models_abc.at_the_region", AT_THE_REGION, each="region", may=[Permission.REVIEW_APPLICATIONS])


@task_provider
def tasks_at_the_ccg(person: Any, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """For a CCG: what is missing, submit, sign, say what was done about a condition, sign the agreement."""
    rows = facts["models_abc.at_the_ccg"]
    preparing = [row.id for row in rows if row.state == S.PREPARING]
    for application in with_neighbours(Application.objects.filter(pk__in=preparing)) if preparing else []:
        yield from _while_preparing(application, [post for post in posts if post.ccg_id == application.ccg_id], now)
    for row in rows:
        if row.state != S.PREPARING:
            yield from _after_approval(row, [post for post in posts if post.ccg_id == row.ccg_id])


def _while_preparing(row: Application, held: list[Post], now: datetime) -> Iterable[Todo]:
    evidence, name = evidence_of(row, now), row.ccg.name
    due = rule.in_until(evidence, now)
    if due is None:
        return
    found = rule.blockers(evidence, now=now)
    if any(_may(post, Permission.EDIT_APPLICATION) for post in held):
        yield from _to_complete(row, evidence, due, now)
    if not found and any(_may(post, Permission.SUBMIT_APPLICATION) for post in held):
        yield Todo(f"Submit the application of {name}", url_to("application-submit", row), due, _why("APP-01"), name)
    for post in held:
        role = _SIGN.get(RoleCode(post.role))
        unsigned = role and any(one.rule == "APP-03" and one.who == post.get_role_display() for one in found)
        if role and unsigned:
            url = url_to("application-sign", row, role=role.lower())
            yield Todo(f"Sign the application of {name} as {post.get_role_display()}", url, due, _why("APP-03"), name)


def _to_complete(row: Application, evidence: Evidence, due: datetime, now: datetime) -> Iterable[Todo]:
    """What the governance officer can complete now; if all of it waits for others, that."""
    needed = [one for one in rule.requirements(evidence, now=now) if one.stage == Stage.SUBMIT]
    missing = [leaf for one in needed for leaf in one.leaves() if not leaf.met and "overnance officer" in leaf.who]
    own, name = [leaf for leaf in missing if leaf.held_up is None], row.ccg.name
    if own:
        title = f"Complete {len(own)} item{'s' if len(own) > 1 else ''} in the application of {name}"
        yield Todo(title, row.url, due, f"{own[0].rules[0]}: {own[0].missing}", name)
    elif missing:
        waiting = f"Waiting for others. {missing[0].missing}"
        yield Todo(f"Complete the application of {name}", row.url, due, missing[0].rules[0], name, waiting=waiting)


def _starts(row: Any) -> datetime | None:
    return starts_at(row.go_live_on) if row.go_live_on else None


def _after_approval(row: Any, held: list[Post]) -> Iterable[Todo]:
    ccg = next(post.ccg for post in held if post.ccg is not None)
    name, where = ccg.name, {**ccg.url_parts, "number": row.number}
    if any(_may(post, Permission.EDIT_APPLICATION) for post in held):
        for one in map(row_of, row.conditions or ()):
            if not one.offered:
                title = f"Condition {one.number} of {name}: {one.text}"
                yield Todo(
                    title, url_to("application-condition", **where, pk=one.id), _starts(row), _why("APP-11"), name
                )
    signs = any(_may(post, Permission.ATTEST_ACCOUNTABLE) for post in held)
    if row.issued and row.ccg_signed_at is None and signs:
        title = f"Sign the Delegation Agreement of {name}"
        yield Todo(title, url_to("application-decision", **where), _starts(row), _why("APP-12"), name)


@task_provider
def tasks_at_the_region(person: Any, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """For regional officers: decide, look at conditions, issue and sign the agreement."""
    regions = {post.region_id: post.region for post in posts if post.region}
    for row in facts["models_abc.at_the_region"]:
        region = regions[row.region_id]
        yield from _region_tasks(row, region)


def _region_tasks(row: Any, region: Region) -> Iterable[Todo]:
    url = url_to("region-application", region, pk=row.id)
    if row.state not in AWAITING_START:
        title = f"Decide on the application of {row.name}"
        yield Todo(title, url, _starts(row), "CON-04: in writing, with reasons", region.name)
        return
    for one in map(row_of, row.conditions or ()):
        if row.state == S.APPROVED_WITH_CONDITIONS and one.offered:
            title = f"Look at condition {one.number} of {row.name}"
            yield Todo(
                title,
                url_to("region-condition", region, pk=row.id, condition=one.id),
                _starts(row),
                _why("APP-11"),
                region.name,
            )
    if row.model_sought == "C" and row.nhs_england_signed_at is None:
        title = f"{'Sign' if row.issued else 'Issue'} the Delegation Agreement of {row.name}"
        yield Todo(title, url, _starts(row), _why("APP-12"), region.name)


page_facts("models_abc.applications", APPLICATIONS)


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
    return url_to("application-show", ccg, number=row.number)
