"""What this app tells the task list and the home pages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, Post
from ccgs.queries import home_page
from ccgs.queries.home_page import about, ends_soon, without_voice
from ccgs.queries.standing import needed_of
from ccgs.rules.constitution_timing import answer_is_late
from ccgs.rules.wording import times
from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.models_held import ModelHeldCode
from ccgs.terms.roles import ROLES, RoleCode
from cocommission.shared.clock import london, moment
from cocommission.shared.pages import url_to
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.queries.outbox import NOT_ARRIVED
from cocommission.shared.todo import Todo, task_facts, task_provider

SENDERS = (RoleCode.GOVERNANCE_OFFICER, RoleCode.REGIONAL_OFFICER, RoleCode.LMC_REVIEWER)
"""Who can send a message about their organisation again."""
NEXT_STEP = {
    ConstitutionState.PROPOSED: "The members have to adopt it.",
    ConstitutionState.ADOPTED: "NHS England has to approve it.",
    ConstitutionState.APPROVED: "It has to be brought into force.",
}


page_facts("ccgs.model_held", home_page.MODEL_HELD)
page_facts("ccgs.in_force", home_page.IN_FORCE)
page_facts("ccgs.under_way", home_page.UNDER_WAY)
page_facts("ccgs.posts", home_page.POSTS)
page_facts("ccgs.figures", home_page.FIGURES)
page_facts("ccgs.lmcs", home_page.LMCS)
page_facts("ccgs.partners", home_page.PARTNERS)


@panel_provider
def held(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """The model held and the constitution in force."""
    since = "as every CCG without another agreement"
    held_model = ModelHeldCode.A
    for row in facts["ccgs.model_held"]:
        source = "" if row.source.startswith("/") else f" ({row.source})"  # an address has a line of its own
        held_model, since = ModelHeldCode(row.model_held), f"since {moment(row.from_at)}{source}"
    yield "held", Panel("Model held", f"{held_model.label}, {since}", "/models/")
    url = url_to("ccg-constitutions", ccg)
    if not facts["ccgs.in_force"]:
        yield "held", Panel("Constitution in force", "None recorded", url)
        yield "missing", Panel("Constitution", "No version is in force", url)
    for version in facts["ccgs.in_force"]:
        text = f"Version {version.number}, {version.title}, since {moment(version.in_force_from_at)}"
        yield "held", Panel("Constitution in force", text, f"{url}{version.number}/")
    for version in facts["ccgs.under_way"]:
        state = ConstitutionState(version.state)
        text = f"{state.label}. {NEXT_STEP[state]}"
        yield "open", Panel(f"Constitution version {version.number}", text, f"{url}{version.number}/")


@panel_provider
def people(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """Posts that end within 30 days; vacant posts, practices without a representative, no LMC."""
    url = url_to("ccg-people", ccg)
    for post in facts["ccgs.posts"]:
        if ends_soon(post, now):
            text = f"The post of {post.name} ends on {moment(post.ends_at)}"
            yield "due", Panel(ROLES[post.role].display_name, text, url, post.ends_at)
    for role in needed_of({post.role for post in facts["ccgs.posts"]}):
        yield "missing", Panel(role.display_name, "Nobody holds this post", url)
    silent = without_voice(ccg, facts["ccgs.figures"], now)
    if silent:
        text = f"{times(silent, 'practice')} without a representative: they could not vote"
        yield "missing", Panel("Representatives", text, url)
    if not facts["ccgs.lmcs"]:
        yield "missing", Panel("LMC", "No local medical committee is linked", url_to("ccg-lmcs", ccg))


task_facts("ccgs.under_way", home_page.UNDER_WAY, each="ccg", roles=[RoleCode.GOVERNANCE_OFFICER])
task_facts("ccgs.posts", home_page.POSTS, each="ccg", roles=[RoleCode.GOVERNANCE_OFFICER])
task_facts("ccgs.figures", home_page.FIGURES, each="ccg", roles=[RoleCode.GOVERNANCE_OFFICER])
task_facts("ccgs.not_arrived", NOT_ARRIVED)
task_facts("ccgs.to_approve", home_page.AWAITING_APPROVAL, each="region", roles=[RoleCode.REGIONAL_OFFICER])


@task_provider
def my_tasks(person: Any, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """For governance officers and regional officers; what did not arrive for whoever can send it again."""
    yield from _not_arrived(posts, facts)
    for post in posts:
        if post.role == RoleCode.GOVERNANCE_OFFICER and post.ccg is not None:
            yield from _constitution_tasks(post.ccg, facts, now)
            yield from _people_tasks(post.ccg, facts, now)
        elif post.role == RoleCode.REGIONAL_OFFICER and post.region is not None:
            for version in about(facts["ccgs.to_approve"], post.region):
                title = f"Decide on version {version.number} of the constitution of {version.name}"
                url = url_to("ccg-constitution", code=version.code, number=version.number)
                yield Todo(title, url, None, "Rule CON-04: decide in writing, with reasons", post.region.name)


def _not_arrived(posts: list[Post], facts: Facts) -> Iterable[Todo]:
    """Messages that failed or bounced, which their page sends again (F-61)."""
    places: dict[str, tuple[str, str]] = {}
    for post in posts:
        organisation = post.ccg or post.lmc or post.region
        if post.role in SENDERS and organisation is not None:
            outbox = url_to(f"{type(organisation).__name__.lower()}-outbox", organisation)
            places[organisation.book] = (outbox, organisation.name)
        if post.role == RoleCode.REGIONAL_OFFICER:
            places["NATIONAL"] = ("/outbox/", "England")
    for row in facts["ccgs.not_arrived"]:
        if row.about in places:
            url, name = places[row.about]
            title = f"See why {times(row.messages, 'message')} did not arrive"
            yield Todo(title, url, None, "They can be sent again there", name)


def _constitution_tasks(ccg: CCG, facts: Facts, now: datetime) -> Iterable[Todo]:
    for version in about(facts["ccgs.under_way"], ccg):
        url = url_to("ccg-constitution", ccg, number=version.number)
        adopted_on = london(version.adopted_at).date() if version.adopted_at else None
        if version.state == ConstitutionState.ADOPTED and adopted_on and answer_is_late(adopted_on, london(now).date()):
            title = f"Ask the region about version {version.number} of the constitution"
            yield Todo(title, url, None, "Rule CON-05: adopted more than 20 weeks ago", ccg.name)
        if version.state == ConstitutionState.APPROVED:
            title = f"Bring version {version.number} of the constitution into force"
            yield Todo(title, url, None, "NHS England has approved it", ccg.name)


def _people_tasks(ccg: CCG, facts: Facts, now: datetime) -> Iterable[Todo]:
    held = about(facts["ccgs.posts"], ccg)
    for role in needed_of({post.role for post in held}):
        title = f"Fill the post of {role.display_name}"
        yield Todo(title, url_to("ccg-people", ccg), None, "Nobody holds it", ccg.name)
    silent = without_voice(ccg, about(facts["ccgs.figures"], ccg), now)
    if silent:
        title = f"Record representatives for {times(silent, 'practice')}"
        why = "Rule VOT-11: a practice votes only through its representative or deputy"
        yield Todo(title, url_to("ccg-representatives", ccg), None, why, ccg.name)
    for post in held:
        if ends_soon(post, now):
            title = f"{RoleCode(post.role).label}: the post of {post.name} ends"
            yield Todo(title, url_to("ccg-people", ccg), post.ends_at, "Renew or replace it in time", ccg.name)
