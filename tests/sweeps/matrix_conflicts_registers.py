"""Who may open which page of the public registers."""

from typing import Any

from tests.factories.consultations import upload
from tests.factories.interests import reviewed
from tests.factories.registers import policy, redaction

ROLES = (
    "public", "representative", "other_representative", "lmc_reviewer", "officer", "other_officer",
    "accountable_officer", "regional_officer", "other_region_officer",
)  # fmt: skip
ALL = dict.fromkeys(ROLES, 200)
STRANGERS = {"public": 302, "other_officer": 404, "other_region_officer": 404}


def only(status: int, *allowed: str) -> dict[str, int]:
    """A page of the CCG: `status` for those allowed, 403 with another post there, 404 for strangers."""
    return {role: status if role in allowed else STRANGERS.get(role, 403) for role in ROLES}


def code(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code}


def a_file(world: Any) -> dict[str, Any]:
    return code(world) | {"form": "csv"}


def with_document(world: Any) -> dict[str, Any]:
    policy(world, policy_file=upload("policy.txt", "How conflicts are managed"))
    return code(world)


def own_entry(world: Any) -> dict[str, Any]:
    return code(world) | {"number": reviewed(world, world.representative).number}


def a_request(world: Any) -> dict[str, Any]:
    return code(world) | {"pk": redaction(world, reviewed(world, world.gp_member)).pk}


def policy_data(world: Any) -> dict[str, Any]:
    return {"from_on[day]": "1", "from_on[month]": "1", "from_on[year]": "2040"}


DECLARANT = dict.fromkeys(ROLES, 404) | {"public": 302}
MATRIX = [
    ("registers", code, ALL, "GET"),
    ("register-interests", code, ALL, "GET"),
    ("register-interests-file", a_file, ALL, "GET"),
    ("register-interests-changes", code, ALL, "GET"),
    ("register-interests-nil", code, ALL, "GET"),
    ("register-interests-historic", code, only(200, "officer"), "GET"),
    ("register-values", code, ALL, "GET"),
    ("register-policy", code, only(200, "officer"), "GET"),
    ("register-policy", code, only(302, "officer"), "POST", policy_data),
    ("register-policy-document", with_document, ALL, "GET"),
    ("redaction-request", own_entry, DECLARANT | {"representative": 200}, "GET"),
    (
        "redaction-request",
        own_entry,
        DECLARANT | {"representative": 302},
        "POST",
        lambda world: {"whole": "yes", "request": "I am in danger"},
    ),
    ("redactions", code, only(200), "GET"),
    ("redaction", a_request, only(200), "GET"),
    ("redaction", a_request, only(403), "POST", lambda world: {"granted": "yes", "reason": "A threat"}),
    ("api:register-interests", code, ALL, "GET"),
    ("api:register-procurement", code, ALL, "GET"),
    ("api:register-breaches", code, ALL, "GET"),
]
