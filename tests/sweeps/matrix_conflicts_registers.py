"""Who may open which page of the public registers."""

from typing import Any

from tests.factories.consultations import upload
from tests.factories.interests import reviewed
from tests.factories.registers import policy, redaction
from tests.sweeps.who import P, everyone, only, private

ALL = everyone(200)


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


MATRIX = [
    ("registers", code, ALL, "GET"),
    ("register-interests", code, ALL, "GET"),
    ("register-interests-file", a_file, ALL, "GET"),
    ("register-interests-changes", code, ALL, "GET"),
    ("register-interests-nil", code, ALL, "GET"),
    ("register-interests-historic", code, only(200, P.KEEP_REGISTERS, P.GUARD_CONFLICTS), "GET"),
    ("register-values", code, ALL, "GET"),
    ("register-policy", code, only(200, P.KEEP_REGISTERS), "GET"),
    ("register-policy", code, only(302, P.KEEP_REGISTERS), "POST", policy_data),
    ("register-policy-document", with_document, ALL, "GET"),
    ("redaction-request", own_entry, private(200, "representative"), "GET"),
    (
        "redaction-request",
        own_entry,
        private(302, "representative"),
        "POST",
        lambda world: {"whole": "yes", "request": "I am in danger"},
    ),
    ("redactions", code, only(200, P.GUARD_CONFLICTS), "GET"),
    ("redaction", a_request, only(200, P.GUARD_CONFLICTS), "GET"),
    (
        "redaction",
        a_request,
        only(302, P.GUARD_CONFLICTS),
        "POST",
        lambda world: {"granted": "yes", "reason": "A threat"},
    ),
    ("api:register-interests", code, ALL, "GET"),
    ("api:register-procurement", code, ALL, "GET"),
    ("api:register-breaches", code, ALL, "GET"),
]
