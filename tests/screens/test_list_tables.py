"""A list is defined once: its page and its file have the same rows, and each cell is drawn by its kind."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from django.template import engines
from lxml import html

from ccgs.models import CCG
from cocommission.home.views.lists import LISTS
from cocommission.shared.rules.names import PublishedName
from cocommission.shared.rules.statuses import Status
from cocommission.shared.views.cells import Shown, draw, lines, link, linked, tag, tagged, value_of
from cocommission.shared.views.lists import ListFile, Rows
from models_abc.actions.interests import express_interest
from tests.factories import committees
from tests.factories.interests import declarant, declaration, reviewed
from tests.factories.meetings import noticed, planned
from tests.factories.registers import guardian
from tests.factories.rounds import interest_round, round_row

SHOWN = [each for lists in LISTS.values() for each in lists if each.shown]
MACRO = engines["jinja"].from_string(
    '{% from "macros/page.jinja" import status_tag %}{{ status_tag(text, state=state, status=status, colour=colour) }}'
)


def plain(html):
    return re.sub(r"\s*([<>])\s*", r"\1", str(html))


@pytest.mark.parametrize(
    "looks",
    [{"status": status} for status in Status] + [{"state": "SUBMITTED"}, {"state": "LIVE"}, {"colour": "purple"}],
    ids=str,
)
def test_a_tag_is_that_of_the_nhs_library(looks):
    assert plain(tag("A < B", **looks)) == plain(MACRO.render({"text": "A < B", **looks}))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (None, ""),
        (True, "Yes"),
        (False, "No"),
        (1234, "1,234"),
        (date(2015, 11, 6), "6 November 2015"),
        (datetime(2015, 11, 6, 12, tzinfo=UTC), "6 November 2015 at midday"),
        ("<b>", "<b>"),
        (Shown(None, "Not set"), "Not set"),
        (Shown(1, date(2015, 11, 6)), "6 November 2015"),
    ],
)
def test_a_cell_is_drawn_by_its_kind(cell, shown):
    assert draw(cell) == shown


def test_what_people_type_stays_text_in_a_link_a_tag_and_a_line():
    for drawn in (link("<b>", '"><i>', "<u>"), tag("<b>", "SUBMITTED"), lines("<b>", link("x", "/"), "")):
        assert not re.search(r"<(b|i|u)>", drawn)
    name = PublishedName("NHS BIRCH & CO CCG")
    assert link(name, "/").endswith(">NHS Birch &amp; Co CCG</a>")
    assert tag(name, "SUBMITTED").endswith(">NHS Birch &amp; Co CCG</strong>")
    assert value_of(linked("A", "/a/")) == value_of(tagged("A", "SUBMITTED")) == value_of("A") == "A"


@pytest.mark.parametrize("each", SHOWN, ids=lambda each: each.name)
def test_each_column_of_a_page_is_one_of_its_list(each):
    named = {name for name, *_ in (one if isinstance(one, tuple) else (one,) for one in each.shown)}
    assert named <= {*each.columns, *each.more}
    assert {*each.numbers, *each.sorts} <= named
    assert len(each.table([], None).head) == len(each.shown)


def test_rows_are_cut_into_pages_without_fetching_all(world, django_assert_num_queries):
    rows = Rows(CCG.objects.order_by("code"), lambda ccg: [ccg.code, ccg.name])
    with django_assert_num_queries(1):
        assert rows.count() > 2
    with django_assert_num_queries(1):
        assert len(list(rows[:2])) == 2


def test_the_file_holds_values_and_the_page_draws_them(world):
    made = ListFile("l", "L", ("Code", "On"), lambda request, organisation: Rows([1], cells),
                    shown=(("On", "Day"), "Act"), more=("Act",), numbers=("On",))  # fmt: skip

    def cells(number):
        return [number, Shown(None, "Not set"), link("Change", "/x/")]

    assert list(made.lines(None, None)) == [[1, None]]
    table = made.table([1, 2], cells)
    assert [row[0] for row in table.rows] == ["Not set", "Not set"]
    assert table.head == [("Day", "number", ""), ("Act", "text", "")]


@pytest.mark.parametrize("query", ["", "?region=Y57", "?sort=-patients", "?at=2015-10-01"])
def test_the_page_of_ccgs_has_the_rows_of_its_file_in_their_order(client, world, query):
    page = client.get(f"/ccgs/{query}").content.decode()
    file = b"".join(client.get(f"/lists/ccgs.csv{query}").streaming_content).decode("utf-8-sig")
    codes = [row["Code"] for row in csv.DictReader(io.StringIO(file))]
    assert codes
    assert re.findall(r'data-label="Code">(\w+)<', page) == codes


def test_a_page_that_does_not_sort_has_no_links_to_sort(client, world):
    assert "?sort=" in client.get("/ccgs/").content.decode()
    page = client.get("/regions/Y57/").content.decode()
    assert "CCGs of the region" in page
    assert "?sort=" not in page


class Pair(NamedTuple):
    """A page and the file of its list, what the page shows of a row of the file, by heading, and how many rows the
    best informed reader sees."""

    page: str
    file: str
    shown: dict[str, str]
    most: int


PAIRS = {
    "meetings": Pair(
        "/ccgs/09W/committees/1/meetings/", "/ccgs/09W/lists/meetings.csv?committee=1",
        {"Meeting": "Meeting {Meeting}", "Where": "{Place}", "State": "{State}"}, 2,
    ),
    "committees": Pair(
        "/ccgs/09W/committees/", "/ccgs/09W/lists/committees.csv",
        {"Committee": "{Name}", "Kind": "{Kind}", "State": "{State}",
         "Members with a vote": "{Members with a vote} of {Members}"}, 2,
    ),
    "declarations": Pair(
        "/ccgs/09W/registers/declarations/", "/ccgs/09W/lists/declarations.csv",
        {"Entry": "{Entry}, {Person}", "Person": "{Person}"}, 3,
    ),
    "declarations of one type": Pair(
        "/ccgs/09W/registers/declarations/?kind=PERSONAL", "/ccgs/09W/lists/declarations.csv?kind=PERSONAL",
        {"Entry": "{Entry}, {Person}", "Person": "{Person}"}, 1,
    ),
    "who has not declared": Pair(
        "/ccgs/09W/registers/declarations/overdue/", "/ccgs/09W/lists/declarations-overdue.csv",
        {"Person": "{Person}{maker}", "Position": "{Position}", "Asked": "{Asked because of}"}, 2,
    ),
    "who declares": Pair(
        "/ccgs/09W/registers/declarants/", "/ccgs/09W/lists/declarants.csv",
        {"Person": "{Person}{maker}", "Position": "{Position}", "Group": "{Group}"}, 12,
    ),
    "who declares, by name": Pair(
        "/ccgs/09W/registers/declarants/?text=lionel", "/ccgs/09W/lists/declarants.csv?text=lionel",
        {"Person": "{Person}{maker}", "Position": "{Position}", "Group": "{Group}"}, 1,
    ),
    "rounds": Pair(
        "/rounds/", "/lists/rounds.csv",
        {"Round": "{Round}", "For": "{For}", "Interested CCGs": "{Interested CCGs}", "Applications": "{Applications}"},
        4,
    ),
    "readiness of regions": Pair(
        "/readiness/", "/lists/readiness.csv",
        {"Region": "{Region}", "CCGs": "{CCGs}", "Ready now": "{Ready now}", "Ready soon": "{Ready soon}",
         "Ready later": "{Ready later}", "Already holds it": "{Already holds it}",
         "No interest recorded": "{No interest recorded}"}, 2,
    ),
    "readiness on an earlier day": Pair(
        "/readiness/?at=2015-09-01", "/lists/readiness.csv?at=2015-09-01",
        {"Region": "{Region}", "Ready soon": "{Ready soon}", "No interest recorded": "{No interest recorded}"}, 2,
    ),
}  # fmt: skip
READERS = (
    "public", "officer", "accountable_officer", "audit_chair", "governing_body_member", "lay_member", "gp_member",
    "guardian", "secretary", "auditor", "representative", "deputy", "lmc_reviewer", "regional_officer",
    "other_officer", "nobody", "steward",
)  # fmt: skip


@pytest.fixture
def full(world, database_clock):
    """A world with something in each list, and with things that some readers may not see."""
    database_clock(world.now)
    world.people |= {"guardian": guardian(world), "steward": world.steward}
    sitting = noticed(world)
    planned(world, committee=sitting.committee, days=30, declare=False)
    committees.draft(world, name="Second committee")
    for person in (world.gp_member, world.accountable_officer):
        declaration(world, person)
    reviewed(world, world.lay_member, kind="PERSONAL")
    for person in (world.auditor, world.secretary):
        declarant(world, person, decision_maker=person == world.secretary, now=world.now - timedelta(days=60))
    for slug, closes_on in (("delegated-2016", 6), ("early", -3), ("late", 90)):
        closes_at = world.now + timedelta(days=closes_on)
        round_row(slug, opens_at=closes_at - timedelta(days=20), closes_at=closes_at)
    interest = interest_round(closes_at=world.now + timedelta(days=2))
    express_interest(ccg=world.ccg, round=interest, category="C", readiness="SOON", by=world.officer, now=world.now)
    return world


def words_of(element):
    return " ".join(element.text_content().split())


def rows_of_page(answer, headings):
    """The rows of every table with these headings, each as {heading: text}."""
    found = []
    for table in html.fromstring(answer.content).xpath("//main//table"):
        heads = [words_of(one) for one in table.xpath("./thead/tr/*")]
        if set(headings) <= set(heads):
            rows = [dict(zip(heads, map(words_of, row), strict=True)) for row in table.xpath("./tbody/tr")]
            found += [{heading: row[heading] for heading in headings} for row in rows]
    return found


def rows_of_file(answer):
    """The rows of a file; `maker` is what the page adds to the name of a decision-maker."""
    rows = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    return [row | {"maker": " Decision-maker" if row.get("Decision-maker") == "yes" else ""} for row in rows]


@pytest.mark.parametrize("name", PAIRS)
def test_a_page_and_its_file_have_the_same_rows_for_each_reader(client, full, name):
    pair, seen = PAIRS[name], {}
    for reader in READERS:
        if reader != "public":
            client.force_login(full.people[reader])
        page, file = client.get(pair.page), client.get(pair.file)
        assert file.status_code == page.status_code, reader
        if page.status_code == 200:
            rows = rows_of_file(file)
            filed = [{heading: form.format_map(row) for heading, form in pair.shown.items()} for row in rows]
            assert rows_of_page(page, pair.shown) == filed, reader
            seen[reader] = len(filed)
    assert max(seen.values()) == pair.most, seen
