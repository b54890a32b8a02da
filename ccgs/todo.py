"""What this app tells the task list and the home pages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, Post
from ccgs.queries.constitutions import in_force_head
from ccgs.queries.models_held import model_held_row
from ccgs.queries.representatives import without_representative
from ccgs.queries.standing import awaiting_approval, ending_soon, lmcs_of, under_way, vacancies
from ccgs.rules.wording import times
from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.models_held import ModelHeldCode
from ccgs.terms.roles import RoleCode
from cocommission.shared.clock import moment
from cocommission.shared.todo import Panel, Todo, panel_provider, task_provider

NEXT_STEP = {
    ConstitutionState.PROPOSED: "The members have to adopt it.",
    ConstitutionState.ADOPTED: "NHS England has to approve it.",
    ConstitutionState.APPROVED: "It has to be brought into force.",
}


@panel_provider("held")
def held(ccg: CCG, now: datetime) -> Iterable[Panel]:
    """The model held and the constitution in force."""
    row = model_held_row(ccg, now)
    held_model = ModelHeldCode(row.model_held) if row else ModelHeldCode.A
    since = f"since {moment(row.from_at)} ({row.source})" if row else "as every CCG without another agreement"
    yield Panel("Model held", f"{held_model.label}, {since}", "/models/")
    constitution = in_force_head(ccg, now)
    if constitution is None:
        yield Panel("Constitution in force", "None on record", f"{ccg.url}constitution/")
    else:
        text = f"Version {constitution.number}, {constitution.title}, since {moment(constitution.in_force_from_at)}"
        yield Panel("Constitution in force", text, constitution.url)


@panel_provider("open")
def versions_under_way(ccg: CCG, now: datetime) -> Iterable[Panel]:
    """Constitution versions on their way."""
    for version in under_way(ccg):
        step = NEXT_STEP[ConstitutionState(version.state)]
        yield Panel(f"Constitution version {version.number}", f"{version.get_state_display()}. {step}", version.url)


@panel_provider("due")
def posts_that_end(ccg: CCG, now: datetime) -> Iterable[Panel]:
    """Posts that end within 30 days."""
    for post in ending_soon(ccg, now):
        text = f"The post of {post.person.name} ends on {moment(post.ends_at)}"
        yield Panel(post.get_role_display(), text, f"{ccg.url}people/", post.ends_at)


@panel_provider("missing")
def missing(ccg: CCG, now: datetime) -> Iterable[Panel]:
    """Vacant posts, practices without a representative, no LMC, no constitution."""
    for role in vacancies(ccg, now):
        yield Panel(role.display_name, "Nobody holds this post", f"{ccg.url}people/")
    silent = without_representative(ccg, now)
    if silent:
        text = f"{times(len(silent), 'practice')} without a representative: they could not vote"
        yield Panel("Representatives", text, f"{ccg.url}people/")
    if in_force_head(ccg, now) is None:
        yield Panel("Constitution", "No version is in force", f"{ccg.url}constitution/")
    if not lmcs_of(ccg, now).exists():
        yield Panel("LMC", "No local medical committee is linked", f"{ccg.url}lmcs/")


@task_provider
def my_tasks(person: Any, posts: list[Post], now: datetime) -> Iterable[Todo]:
    """For governance officers and regional officers."""
    for post in posts:
        if post.role == RoleCode.GOVERNANCE_OFFICER and post.ccg is not None:
            yield from _officer(post.ccg, now)
        elif post.role == RoleCode.REGIONAL_OFFICER and post.region is not None:
            for version in awaiting_approval(post.region):
                title = f"Decide on version {version.number} of the constitution of {version.ccg.name}"
                yield Todo(title, version.url, None, "Rule CON-04: decide in writing, with reasons", post.region.name)


def _officer(ccg: CCG, now: datetime) -> Iterable[Todo]:
    for version in under_way(ccg):
        if version.state == ConstitutionState.APPROVED:
            title = f"Bring version {version.number} of the constitution into force"
            yield Todo(title, version.url, None, "NHS England has approved it", ccg.name)
    for role in vacancies(ccg, now):
        yield Todo(f"Fill the post of {role.display_name}", f"{ccg.url}people/", None, "Nobody holds it", ccg.name)
    silent = without_representative(ccg, now)
    if silent:
        title = f"Record representatives for {times(len(silent), 'practice')}"
        why = "Rule VOT-11: a practice votes only through its representative or deputy"
        yield Todo(title, f"{ccg.url}representatives/", None, why, ccg.name)
    for post in ending_soon(ccg, now):
        title = f"{post.get_role_display()}: the post of {post.person.name} ends"
        yield Todo(title, f"{ccg.url}people/", post.ends_at, "Renew or replace it in time", ccg.name)
