"""Lists as files (F-65): every list of every page, in both formats, neutral for spreadsheets, at a constant price."""

import csv
import io
import json

import pytest
from django.urls import get_resolver
from openpyxl import load_workbook

from ccgs.terms.roles import OrganisationKind, Permission
from cocommission.home.record_pages import RECORDS
from cocommission.home.views.lists import LISTS, NATIONAL
from cocommission.shared.actions.ledger import enter
from cocommission.shared.models import Message
from tests.factories.registers import guardian
from tests.factories.votes import draft

EVERY = [(kind, each) for kind, lists in LISTS.items() for each in lists]
PLACES = {NATIONAL: "", OrganisationKind.CCG: "ccgs/09W/", OrganisationKind.REGION: "regions/Y57/",
          OrganisationKind.LMC: "lmcs/KENT/"}  # fmt: skip
#: More than these statements no list takes, however long it is: session, person, rights, organisation, the rows.
MOST = 14


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def sheet_of(answer):
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def somebody_for(world, kind, each):
    """A person who may have the list."""
    if kind == OrganisationKind.REGION or (kind == NATIONAL and each.needs):
        return world.people["regional_officer"]
    if kind == OrganisationKind.LMC:
        return world.people["lmc_reviewer"]
    return guardian(world) if each.needs == (Permission.GUARD_CONFLICTS,) else world.officer


@pytest.mark.parametrize(("kind", "each"), EVERY, ids=lambda part: getattr(part, "name", part))
def test_each_list_is_given_with_its_columns_in_few_statements(
    client, world, kind, each, django_assert_max_num_queries
):
    client.force_login(somebody_for(world, kind, each))
    address = f"/{PLACES[kind]}lists/{each.name}"
    with django_assert_max_num_queries(MOST):
        rows = rows_of(client.get(f"{address}.csv"))
    assert rows[0] == list(each.columns)
    assert all(len(row) == len(each.columns) for row in rows)
    sheet = sheet_of(client.get(f"{address}.xlsx"))
    assert sheet[0] == list(each.columns)
    assert len(sheet) == len(rows)


def test_no_list_has_the_name_of_another_or_a_page_that_is_not_there():
    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    for lists in LISTS.values():
        names = [each.name for each in lists]
        assert len(names) == len(set(names))
        assert {page for each in lists for page in each.pages} <= known
    assert set(RECORDS) <= known


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
def test_no_text_becomes_a_formula(client, world, start):
    draft(world, now=world.now, title=f"{start}HYPERLINK(1)")
    client.force_login(world.officer)
    in_csv = rows_of(client.get("/ccgs/09W/lists/ballots.csv"))[1][1]
    in_xlsx = sheet_of(client.get("/ccgs/09W/lists/ballots.xlsx"))[1][1]
    for text in (in_csv, in_xlsx):
        assert text.startswith("'")
        assert text.endswith("HYPERLINK(1)")


def test_a_list_leaves_out_what_its_page_leaves_out(client, world):
    draft(world, now=world.now, title="Not yet public")
    assert len(rows_of(client.get("/ccgs/09W/lists/ballots.csv"))) == 1
    client.force_login(world.officer)
    assert "Not yet public" in rows_of(client.get("/ccgs/09W/lists/ballots.csv"))[1]


def test_the_filters_of_the_page_hold_for_its_file(client, world):
    page = client.get("/ccgs/?region=Y57&page=1").content.decode()
    assert '/lists/ccgs.csv?region=Y57"' in page
    rows = rows_of(client.get("/lists/ccgs.csv?region=Y57"))
    assert {row[2] for row in rows[1:]} == {"Y57"}
    assert len(rows) < len(rows_of(client.get("/lists/ccgs.csv")))


@pytest.mark.parametrize("query", ["?at=never", "?ballot=%00", "?ballot=99999999999999999999", "?state=%00", "?q=%00"])
def test_a_filter_that_cannot_be_read_breaks_no_list(client, world, query):
    client.force_login(world.officer)
    for name in ("practices", "ballot-rolls", "messages", "organisations", "committee-members"):
        answer = client.get(f"/ccgs/09W/lists/{name}.csv{query}")
        assert answer.status_code == 200
        assert len(rows_of(answer)) >= 1


def test_the_ledger_file_grows_without_more_statements(client, world, django_assert_num_queries):
    client.force_login(world.officer)

    def act(number):
        enter(book=world.ccg.book, act="ballot.opened", by=world.officer, now=world.now,
              subject=f"votes.Ballot:{number}", reason="=1+1", facts={"n": number})  # fmt: skip

    act(1)
    with django_assert_num_queries(5) as one:
        rows_of(client.get("/ccgs/09W/lists/ledger.csv"))
    for number in range(2, 40):
        act(number)
    with django_assert_num_queries(len(one)):
        rows = rows_of(client.get("/ccgs/09W/lists/ledger.csv"))
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, 40)]
    assert rows[1][6] == "'=1+1"
    assert json.loads(rows[2][7]) == {"n": 2}
    assert len(rows[1][8]) == 64


def test_the_file_of_messages_tells_whom_and_not_what(client, world):
    Message.objects.create(
        key="k",
        to_person=world.officer,
        to_address="olive@example.invalid",
        subject="Ballot 1",
        text="Secret words",
        about=world.ccg.book,
        queued_at=world.now,
        due_at=world.now,
    )
    client.force_login(world.officer)
    rows = rows_of(client.get("/ccgs/09W/lists/messages.csv"))
    assert rows[1][:2] == ["olive@example.invalid", "Ballot 1"]
    assert "Secret words" not in str(rows)


def test_an_unknown_list_or_format_is_not_there(client, world):
    for address in ("/lists/nothing.csv", "/lists/ccgs.pdf", "/ccgs/09W/lists/ccgs.csv", "/ccgs/ZZZ/lists/ballots.csv"):
        assert client.get(address).status_code == 404
    assert client.post("/lists/ccgs.csv").status_code == 405


def test_the_page_of_lists_names_those_that_the_reader_may_have(client, world):
    public = client.get("/ccgs/09W/lists/").content.decode()
    assert "ballots.csv" in public
    assert "messages.csv" not in public
    assert "sign in" in public
    client.force_login(world.officer)
    own = client.get("/ccgs/09W/lists/").content.decode()
    assert "messages.csv" in own
    assert "redactions.csv" not in own
