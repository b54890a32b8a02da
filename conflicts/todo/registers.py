"""What the public registers add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime

from ccgs.models import CCG, Post
from ccgs.queries.home_page import ccgs_with
from ccgs.terms import Permission
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_provider
from conflicts.queries.home_page import POLICY
from conflicts.queries.register_changes import waiting_redactions


@task_provider
def register_tasks(person: Person, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """Requests for redaction that wait for the Guardian."""
    guarded = ccgs_with(posts, Permission.GUARD_CONFLICTS)
    for asked in waiting_redactions(*guarded) if guarded else []:
        if asked.interest.person_id != person.pk:
            yield Todo(
                f"Decide a request to keep entry {asked.interest.number} off the public register",
                asked.url,
                None,
                "COI-11: only the Guardian decides",
                asked.interest.ccg.name,
            )


page_facts("conflicts.policy", POLICY)


@panel_provider
def register_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """The way to the registers, and nobody being named whom to ask (COI-12)."""
    policy = next(iter(facts["conflicts.policy"]), None)
    public = policy is not None and policy.public
    url = url_to("registers", ccg)
    text = "interests, gifts, procurement, breaches" if public else "not published yet"
    yield "held", Panel("Registers", f"Registers: {text}", url)
    if policy is not None and public and not policy.contact:
        yield "missing", Panel("Registers", "No contact is named to ask about historic interests", url)
