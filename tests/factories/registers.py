"""Register policies, redactions and a Guardian for tests."""

from datetime import date, datetime
from typing import Any

from ccgs.terms.roles import RoleCode
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import gather
from conflicts.actions.policies import set_register_policy
from conflicts.actions.redactions import decide_redaction, request_redaction
from conflicts.models import Interest, Redaction, RegisterPolicy
from conflicts.rules.publication import PolicyFacts
from tests.factories.ccgs_people import person, post
from tests.factories.scenes import scene


@scene
def guardian(world: Any) -> Person:
    """The world's Conflicts of Interest Guardian; made when first asked for."""
    if "guardian" not in world.people:
        world.people["guardian"] = person("Gwen Guardian", "guardian@example.invalid")
        world.posts["guardian"] = post(RoleCode.GUARDIAN, world.ccg, world.people["guardian"])
    return world.people["guardian"]


@scene
def policy(world: Any, *, now: datetime | None = None, **over: Any) -> RegisterPolicy:
    """Registers that are public from the day of `now`, with a contact."""
    at = now or world.now
    on = london(at).date()
    values: dict[str, Any] = {
        "from_on": on,
        "published_on": on,
        "contact_name": "Registers office",
        "contact_email": "registers@example.invalid",
    }
    return set_register_policy(ccg=world.ccg, by=world.officer, now=at, **gather(PolicyFacts, values | over))


def redaction(world: Any, interest: Interest, *, whole: bool = True, now: datetime | None = None) -> Redaction:
    """A request by the declarant, not decided."""
    return request_redaction(
        interest=interest, whole=whole, request="I am in danger", by=interest.person, now=now or world.now
    )


def redacted(world: Any, interest: Interest, *, whole: bool = True, now: datetime | None = None) -> Redaction:
    """A redaction that the Guardian granted."""
    made = redaction(world, interest, whole=whole, now=now)
    return decide_redaction(
        redaction=made, granted=True, reason="Evidence of a threat", by=guardian(world), now=now or world.now
    )


def day(text: str) -> date:
    """`2016-02-01` as a day."""
    return date.fromisoformat(text)
