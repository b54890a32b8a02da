"""Who may open which page of CCGs, practices, regions, uploads and the open data."""

from typing import Any

from ccgs.actions.uploads import look_at_upload
from tests.factories.ccgs import file_of
from tests.sweeps.who import P, everyone, only, private

ALL = everyone(200)
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


MATRIX = [
    ("ccgs", nothing, ALL, "GET"),
    ("ccg-practices", of, ALL, "GET"),
    ("practice", of_practice, ALL, "GET"),
    ("practice-contract", of_contract, only(200, P.MANAGE_MEMBERS), "GET"),
    ("practice-contract", of_contract, only(302, P.MANAGE_MEMBERS), "POST", contract_data),
    ("practice-contract", foreign_contract, only(404, P.MANAGE_MEMBERS), "GET"),
    ("practice-contract", foreign_contract, only(404, P.MANAGE_MEMBERS), "POST", contract_data),
    ("regions", nothing, ALL, "GET"),
    ("region", of_region, ALL, "GET"),
    ("ods", nothing, private(200, "steward"), "GET"),
    ("ods", nothing, private(400, "steward"), "POST", uploaded),
    ("ods-upload", of_upload, private(200, "steward"), "GET"),
    ("ods-upload", of_upload, private(302, "steward"), "POST", confirmed),
    ("ods-upload-rows", of_upload, private(200, "steward"), "GET"),
    ("api-page", nothing, ALL, "GET"),
    ("api:ccgs", nothing, ALL, "GET"),
    ("api:ccg", of, ALL, "GET"),
    ("api:ccg-practices", of, ALL, "GET"),
    ("api:openapi-json", nothing, ALL, "GET"),
    ("api:api-root", nothing, everyone(404), "GET"),
]
