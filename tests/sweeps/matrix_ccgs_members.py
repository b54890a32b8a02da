"""Who may open which page of CCGs, practices, regions, uploads and the open data."""

from typing import Any

from ccgs.actions.uploads import look_at_upload
from tests.factories.ccgs import file_of

ROLES = (
    "public", "representative", "other_representative", "lmc_reviewer", "officer", "other_officer",
    "accountable_officer", "regional_officer", "other_region_officer",
)  # fmt: skip
ALL = dict.fromkeys(ROLES, 200)
ONLY_OFFICER = {
    "public": 302,
    "representative": 403,
    "other_representative": 403,
    "lmc_reviewer": 403,
    "officer": 200,
    "other_officer": 404,
    "accountable_officer": 403,
    "regional_officer": 403,
    "other_region_officer": 404,
}
CHANGED = {**ONLY_OFFICER, "officer": 302}
STEWARD = {**dict.fromkeys(ROLES, 404), "public": 302, "steward": 200}
POSTED = {**STEWARD, "steward": 302}
CONTRACT = {
    "kind": "PMS",
    "status": "ACTIVE",
    "from_on[day]": "1",
    "from_on[month]": "9",
    "from_on[year]": "2015",
    "reason": "Letter of the practice",
}
DAY = {"as_at[day]": "1", "as_at[month]": "10", "as_at[year]": "2015"}


def nothing(world: Any) -> dict[str, Any]:
    return {}


def of(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code}


def of_practice(world: Any) -> dict[str, Any]:
    return {"code": world.practices[0].code}


def of_contract(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code, "practice_code": world.practices[0].code}


def foreign_contract(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code, "practice_code": world.other_practices[0].code}


def of_region(world: Any) -> dict[str, Any]:
    return {"code": world.region.code}


def of_upload(world: Any) -> dict[str, Any]:
    files = [file_of("regions", "regions")]
    upload = look_at_upload(files=files, as_at=world.now.date(), by=world.steward, now=world.now)
    world.people["upload"] = upload  # for the data of the POST
    return {"pk": upload.pk}


def contract_data(world: Any) -> dict[str, Any]:
    return CONTRACT


def confirmed(world: Any) -> dict[str, Any]:
    return {"digest": world.people["upload"].digest}


def uploaded(world: Any) -> dict[str, Any]:
    return DAY


NO_FILE = {**POSTED, "steward": 400}
FOREIGN = {**ONLY_OFFICER, "officer": 404}

MATRIX = [
    ("ccgs", nothing, ALL, "GET"),
    ("ccg-practices", of, ALL, "GET"),
    ("practice", of_practice, ALL, "GET"),
    ("practice-contract", of_contract, ONLY_OFFICER, "GET"),
    ("practice-contract", of_contract, CHANGED, "POST", contract_data),
    ("practice-contract", foreign_contract, FOREIGN, "GET"),
    ("practice-contract", foreign_contract, FOREIGN, "POST", contract_data),
    ("regions", nothing, ALL, "GET"),
    ("region", of_region, ALL, "GET"),
    ("ods", nothing, STEWARD, "GET"),
    ("ods", nothing, NO_FILE, "POST", uploaded),
    ("ods-upload", of_upload, STEWARD, "GET"),
    ("ods-upload", of_upload, POSTED, "POST", confirmed),
    ("ods-upload-rows", of_upload, STEWARD, "GET"),
    ("api-page", nothing, ALL, "GET"),
    ("api:ccgs", nothing, ALL, "GET"),
    ("api:ccg", of, ALL, "GET"),
    ("api:ccg-practices", of, ALL, "GET"),
    ("api:openapi-json", nothing, ALL, "GET"),
    ("api:api-root", nothing, dict.fromkeys(ROLES, 404), "GET"),
]
