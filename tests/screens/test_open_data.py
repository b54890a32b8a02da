"""The open data API: the fields of the contract, any day, words for what cannot be read, ETag, any site."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.browser import Browser
from tests.factories import ccgs as make
from tests.factories.ccgs_people import LONG_AGO

pytestmark = pytest.mark.django_db


def get(client: Browser, address: str, status: int = 200, **headers: str) -> Any:
    response = client.get(address, headers=headers)
    assert response.status_code == status, response.content
    return json.loads(response.content)


def test_ccgs(client: Browser, world: Any) -> None:
    page = get(client, "/api/v1/ccgs/")
    assert page["count"] == 3
    assert page["items"][2] == {
        "code": "09W",
        "name": "NHS Medway CCG",
        "region": "Y57",
        "region_name": "South of England",
        "model_held": "A",
        "practices": 5,
        "active_practices": 5,
        "patients": 31_999,
    }
    assert get(client, "/api/v1/ccgs/?region=y57&model=a")["count"] == 2
    assert get(client, "/api/v1/ccgs/?model=C") == {"count": 0, "items": []}
    part = get(client, "/api/v1/ccgs/?limit=1&offset=1")
    assert (part["count"], [item["code"] for item in part["items"]]) == (3, ["09J"])
    assert get(client, "/api/v1/ccgs/?at=2012-01-01")["count"] == 0


def test_one_ccg(client: Browser, world: Any) -> None:
    found = get(client, "/api/v1/ccgs/09w/?at=2015-09-01")
    assert found["practices_url"] == "http://testserver/api/v1/ccgs/09W/practices/?at=2015-09-01"
    assert found["practices"] == 5
    assert found["constitution"]["number"] == world.constitution.number
    assert "application" in found
    assert get(client, "/api/v1/ccgs/09W/?at=2012-01-01", 404)["detail"] == "NHS Medway CCG was not open on 2012-01-01"


def test_practices(client: Browser, world: Any) -> None:
    make.contract(world.practices[0], "PMS")
    make.practice(world.ccg, 0)
    page = get(client, "/api/v1/ccgs/09W/practices/")
    assert page["count"] == 5
    assert page["items"][:2] == [
        {"code": "G82001", "name": "Amber Lane Surgery", "patients": 12_000, "contract": "PMS"},
        {"code": "G82002", "name": "Birch Road Surgery", "patients": 8_000, "contract": None},
    ]


@pytest.mark.parametrize("at", ["2015-09-01T23:30:00Z", "2015-09-02T00:30:00+01:00", "2015-09-02T00:30:00"])
def test_a_moment_is_taken_too(client: Browser, world: Any, at: str) -> None:
    assert get(client, f"/api/v1/ccgs/?at={at}")["count"] == 3


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("at=yesterday", "neither a day as YYYY-MM-DD nor a moment"),
        ("at=2015-02-30", "neither a day"),
        ("at=%00", "neither a day"),
        ("at=0001-01-01T00:00:00%2B23:59", "beyond the calendar"),
        ("model=Z", "model=Z is not A, B or C"),
        ("region=Y00", "region=Y00 is not the code of a region"),
        ("limit=0", "limit:"),
        ("limit=x", "limit:"),
        ("offset=-1", "offset:"),
    ],
)
def test_what_cannot_be_read_is_400_in_words(client: Browser, world: Any, query: str, words: str) -> None:
    assert words in get(client, f"/api/v1/ccgs/?{query}", 400)["detail"]


@pytest.mark.parametrize("code", ["99Z", "13N", "x" * 300])
def test_unknown_ccgs_and_hubs_are_404(client: Browser, world: Any, code: str) -> None:
    make.ccg("13N", "A hub", world.region, is_hub=True)
    for address in (f"/api/v1/ccgs/{code}/", f"/api/v1/ccgs/{code}/practices/"):
        assert "no CCG with the code" in get(client, address, 404)["detail"]


def test_an_answer_that_has_not_changed_is_an_empty_304(client: Browser, world: Any) -> None:
    first = client.get("/api/v1/ccgs/")
    again = client.get("/api/v1/ccgs/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=60"
    assert again["Access-Control-Allow-Origin"] == "*"
    make.practice(world.ccg)
    assert client.get("/api/v1/ccgs/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_any_site_may_read_and_nobody_may_write(client: Browser, world: Any) -> None:
    before = client.options("/api/v1/ccgs/", headers={"Origin": "https://elsewhere.example"})
    assert before.status_code == 204
    assert before["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.get("/api/v1/ccgs/")["Access-Control-Allow-Origin"] == "*"
    for method in (client.post, client.put, client.delete, client.patch):
        assert method("/api/v1/ccgs/").status_code == 405
    assert "Access-Control-Allow-Credentials" not in before


def test_the_description_is_openapi_3_1(client: Browser) -> None:
    found = get(client, "/api/v1/openapi.json")
    assert found["openapi"].startswith("3.1")
    assert {"/api/v1/ccgs/", "/api/v1/ccgs/{code}/", "/api/v1/ccgs/{code}/practices/"} <= set(found["paths"])
    page = client.get("/api/").content.decode()
    assert "GET /api/v1/ccgs/{code}/practices/" in page


def test_every_operation_is_described_whole(client: Browser) -> None:
    found = get(client, "/api/v1/openapi.json")
    for name, schema in found["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema.get("description"), name
    names = []
    for address, methods in found["paths"].items():
        assert set(methods) == {"get"}, address
        operation = methods["get"]
        names.append(operation["operationId"])
        assert operation["summary"], address
        places = {parameter["in"] for parameter in operation.get("parameters", [])}
        in_address = set(re.findall(r"{(\w+)}", address))
        assert in_address == {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
        wanted = {"200"} | ({"404"} if "path" in places else set()) | ({"400"} if "query" in places else set())
        assert wanted <= set(operation["responses"]), address
    assert len(names) == len(set(names))
    refs = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(found)))
    assert refs <= set(found["components"]["schemas"])


@pytest.mark.parametrize("address", ["/api/v1/ccgs/", "/api/v1/ballots/", "/api/v1/ccgs/09W/meetings/",
                                     "/api/v1/ccgs/09W/decisions/", "/api/v1/ccgs/09W/practices/",
                                     "/api/v1/ccgs/09W/registers/interests/", "/api/v1/ccgs/09W/registers/gifts/",
                                     "/api/v1/ccgs/09W/registers/procurement/",
                                     "/api/v1/ccgs/09W/registers/breaches/"])  # fmt: skip
def test_every_list_is_paged_and_has_an_etag(client: Browser, world: Any, address: str) -> None:
    answer = client.get(f"{address}?limit=1&offset=0")
    assert len(answer.json()["items"]) <= 1
    assert "count" in answer.json()
    assert client.get(f"{address}?limit=1&offset=0", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get(f"{address}?limit=no").status_code == 400


def test_the_model_held_is_that_of_the_moment(client: Browser, world: Any) -> None:
    from ccgs.models import ModelHeld

    start = LONG_AGO.replace(hour=12)
    ModelHeld(ccg=world.ccg, model_held="C", from_at=start, reason="T", source="T", recorded_at=start).record(
        by=None, at=start, why="Test"
    )

    def held(at: str) -> str:
        return get(client, f"/api/v1/ccgs/09W/?at={at}")["model_held"]

    assert held("2013-04-01T11:59:59%2B01:00") == "A"
    assert held("2013-04-01T12:00:00%2B01:00") == "C"
    assert held("2013-04-01") == "C"


def test_an_answer_to_somebody_signed_in_is_not_kept_by_others(client: Browser, world: Any) -> None:
    client.force_login(world.officer)
    assert client.get("/api/v1/ccgs/09W/")["Cache-Control"] == "private, no-cache"
