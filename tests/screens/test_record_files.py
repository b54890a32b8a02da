"""Records as documents, and the way to their history from their own page (F-65, F-67)."""

import io

import pytest
from docx import Document

from cocommission.home.record_files import DOCX
from cocommission.shared.views.page_documents import page_docx
from tests.factories.votes import draft

PAGE = """<html><body><header>Menu</header><main>
<h1><span class="nhsuk-caption-l">NHS Medway CCG</span>Ballot 3<span class="nhsuk-u-visually-hidden"> hidden</span></h1>
<p>First &amp; <strong>second</strong> line<br>third</p>
<dl><div><dt>State</dt><dd>Open <a href="/x">now</a><strong class="nhsuk-tag app-x"> Late </strong></dd></div></dl>
<div class="app-table-scroll"><table><caption class="nhsuk-u-visually-hidden">Roll</caption>
<thead><tr><th>Practice</th><th>Votes</th></tr></thead><tbody><tr><th>Amber</th><td>12</td></tr></tbody></table></div>
<ul><li>One</li><li>Two <p>deep</p></li></ul>
<details><summary>More</summary><p>Inside</p></details>
<form><button>Open the ballot</button></form><nav>Next</nav><svg><text>bar</text></svg><script>bad()</script>
<aside>Download</aside></main><footer>Foot</footer></body></html>"""


def read(content):
    return Document(io.BytesIO(content))


def words_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text] + cells


def test_a_page_becomes_a_document_without_the_parts_for_acting(now):
    document = read(page_docx(PAGE, address="https://x/ballots/3/", reader="the public", at=now))
    words = words_of(document)
    for expected in (
        "NHS Medway CCG\nBallot 3",
        "First & second line\nthird",
        "Open now [Late]",
        *("Roll", "Amber", "12", "One", "Two", "deep", "More", "Inside"),
    ):
        assert expected in words
    for left_out in ("Menu", "Foot", "Open the ballot", "Next", "bar", "bad", "hidden", "Download"):
        assert left_out not in " ".join(words)
    assert document.core_properties.title == "NHS Medway CCG: Ballot 3"
    assert document.paragraphs[0].style.name == "Heading 1"
    assert any(word.startswith("From https://x/ballots/3/ on 1 October 2015") for word in words)


@pytest.mark.parametrize(
    "page", ["", "<main>", "<main><p>a<ul><li>b</main>", "<main></p></div><p>\x00\x0bx</p></main>"]
)
def test_a_page_that_is_not_whole_is_no_error(page, now):
    read(page_docx(page, address="https://x/", reader="the public", at=now))


def test_a_record_is_given_as_the_reader_sees_it(client, world):
    draft(world, now=world.now, title="Model C")
    client.force_login(world.officer)
    page = client.get("/ccgs/09W/ballots/1/").content.decode()
    assert 'href="?as=docx"' in page
    answer = client.get("/ccgs/09W/ballots/1/?as=docx")
    assert answer["Content-Type"] == DOCX
    assert answer["Cache-Control"] == "private, no-store"
    assert 'filename="ccgs-09w-ballots-1.docx"' in answer["Content-Disposition"]
    assert any("Model C" in words for words in words_of(read(answer.content)))


def test_what_is_hidden_or_refused_as_a_page_is_so_as_a_document(client, world):
    draft(world, now=world.now)
    assert client.get("/ccgs/09W/ballots/1/?as=docx").status_code == 404
    assert client.get("/ccgs/09W/outbox/?as=docx").status_code == 302
    assert client.get("/ccgs/?as=docx")["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("address", ["/ccgs/09W/", "/practices/G82001/", "/lmcs/KENT/", "/regions/Y57/",
                                     "/ccgs/09W/constitution/1/", "/models/c/"])  # fmt: skip
def test_public_records_are_given_to_the_public(client, world, address):
    answer = client.get(f"{address}?as=docx")
    assert answer["Content-Type"] == DOCX
    assert "as the public sees it" in " ".join(words_of(read(answer.content)))


def test_the_way_to_the_history_is_on_the_page_for_those_who_may_go_there(client, world):
    made = draft(world, now=world.now)
    address = f"/ccgs/09W/history/votes.ballot/{made.pk}/"
    client.force_login(world.officer)
    assert address in client.get("/ccgs/09W/ballots/1/").content.decode()
    history = client.get(address).content.decode()
    assert "/ccgs/09W/ballots/1/" in history
    client.force_login(world.people["lmc_reviewer"])
    assert "/history/" not in client.get("/ccgs/09W/").content.decode()
