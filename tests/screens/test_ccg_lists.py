"""The CCG list, the regions: filters, days, words, and a fixed number of queries."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ccgs.models import ModelHeld
from tests.browser import Browser
from tests.factories import ccgs as make
from tests.factories.ccgs_people import LONG_AGO

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def hold(ccg, model: str, from_at: datetime = LONG_AGO) -> None:
    row = ModelHeld(ccg=ccg, model_held=model, from_at=from_at, reason="Test", source="Test", recorded_at=from_at)
    row.record(by=None, at=from_at, why="Test")


@pytest.fixture
def country() -> None:
    north, south = make.region("Y91", "Invented North"), make.region("Y92", "Invented South")
    amber = make.ccg("90A", "NHS Amber CCG", north)
    birch = make.ccg("90B", "NHS Birch 100% & Co CCG", south)
    make.ccg("90C", "NHS Closed CCG", south, closed_on=date(2015, 3, 31))
    make.ccg("91H", "Hub", south, is_hub=True)
    for patients in (4000, 3000, 0, None):
        make.practice(amber, patients)
    make.practice(amber, 500, status="D")
    make.practice(amber, 500, setting=9)
    make.practice(birch, 9000)
    hold(birch, "C")


def text_of(client: Browser, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("country")
def test_the_list_shows_open_ccgs_with_their_members(client: Browser) -> None:
    page = text_of(client, "/ccgs/")
    assert "2 CCGs with 3 voting member practices and 16,000 registered patients" in page
    assert "NHS Amber CCG" in page
    assert "NHS Birch 100% &amp; Co CCG" in page
    assert "NHS Closed CCG" not in page
    assert "Hub<" not in page


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("region=Y91", ["NHS Amber CCG"]),
        ("model=C", ["NHS Birch"]),
        ("model=A", ["NHS Amber CCG"]),
        ("model=B", []),
        ("text=amber", ["NHS Amber CCG"]),
        ("text=90b", ["NHS Birch"]),
        ("text=100%25", ["NHS Birch"]),
        ("text=_", []),
        ("text=%25", ["NHS Birch"]),
        ("at=2015-03-31", ["NHS Amber CCG", "NHS Birch", "NHS Closed CCG"]),
        ("at=2012-01-01", []),
        ("region=Y91&model=C", []),
    ],
)
def test_filters(client: Browser, query: str, found: list[str]) -> None:
    page = text_of(client, f"/ccgs/?{query}")
    names = ["NHS Amber CCG", "NHS Birch", "NHS Closed CCG"]
    assert [name for name in names if f">{name}" in page] == found


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(
    ("sort", "first"),
    [("name", "Amber"), ("-name", "Birch"), ("patients", "Amber"), ("-patients", "Birch"), ("x;drop", "Amber")],
)
def test_sorting_keeps_the_filters(client: Browser, sort: str, first: str) -> None:
    page = text_of(client, f"/ccgs/?sort={sort}&at=2015-09-01")
    order = sorted(("Amber", "Birch"), key=lambda name: page.index(f">NHS {name}"))
    assert order[0] == first
    assert "at=2015-09-01&amp;sort=" in page


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(
    "query", ["at=31/03/2015", "at=2015-02-30", "at=x", "region=Y00", "model=Z", "page=zwölf", "at=%00"]
)
def test_what_cannot_be_read_is_said_and_the_page_stays(client: Browser, query: str) -> None:
    page = text_of(client, f"/ccgs/?{query}")
    assert "CCGs in England" in page
    if query.startswith("at="):
        assert "Enter a real date" in page


def test_an_empty_country_says_what_to_do(client: Browser) -> None:
    assert "No CCGs are loaded yet" in text_of(client, "/ccgs/")
    assert "none is loaded yet" in text_of(client, "/regions/")


@pytest.mark.usefixtures("country")
def test_regions_count_models_and_members(client: Browser) -> None:
    page = text_of(client, "/regions/")
    assert "Invented North" in page
    assert "100.0% (1 of 1)" in page
    assert "Models held in England on" in page
    assert 'aria-label="NHS Birch 100% &amp; Co CCG (90B): model C"' in page
    assert "16,000" in page
    assert "NHS Birch" in text_of(client, "/regions/Y92/")
    assert client.get("/regions/Y00/").status_code == 404


def queries_of(client: Browser, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ["/ccgs/", "/regions/", "/readiness/", "/api/v1/ccgs/"])
def test_queries_do_not_grow(client: Browser, address: str) -> None:
    make.practice(make.ccg())
    one = queries_of(client, address)
    for _ in range(3):
        make.practice(make.ccg())
    assert queries_of(client, address) == one <= 6
