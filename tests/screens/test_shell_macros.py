"""The pieces of pages: what they show, and that nothing that people type becomes markup."""

from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from cocommission.shared.jinja import percent, with_rules
from cocommission.shared.paging import page_of
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.rules.drawings import Drawing, Rect, Words

EVIL = "<script>alert('x')</script>"
IMPORTS = """
{% from "macros/page.jinja" import heading, next_steps, empty_state, hint, status_tag, download_list,
   blocker_list, act_button, pager %}
{% from "macros/table.jinja" import data_table %}
{% from "macros/drawing.jinja" import drawing %}
{% from "shell/parts.jinja" import flash %}
"""


def draw(text, **context):
    return engines["jinja"].from_string(IMPORTS + text).render(context)


@pytest.mark.parametrize(
    "call",
    [
        "heading(evil, caption=evil)",
        "back_link('/', evil)",
        "next_steps([(evil, '/x/', evil)])",
        "empty_state(evil, evil, (evil, '/x/'))",
        "hint(evil, source=evil)",
        "status_tag(evil)",
        "download_list([(evil, '/x/', evil)])",
        "blocker_list(blockers, title=evil)",
        "act_button(evil, blockers=blockers)",
        "data_table(caption=evil, head=[(evil, 'text')], rows=[[evil]])",
        "data_table(caption=evil, head=[(evil, 'text')], rows=[], empty=evil)",
        "drawing(picture, 'one')",
        "flash([message])",
    ],
)
def test_what_people_type_stays_text(call):
    message = SimpleNamespace(level_tag="success", __str__=lambda self: EVIL)
    picture = Drawing(EVIL, EVIL, 30, (Rect(0, 0, 50, 30, tip=EVIL, href="/x/"), Words(2, 20, EVIL)))
    page = draw(
        "{{ " + call + " }}", evil=EVIL, picture=picture, blockers=[Blocker("X-1", EVIL, EVIL, EVIL)], message=message
    )
    assert "<script>" not in page
    assert page.strip()


def test_an_address_cannot_leave_its_attribute():
    assert 'onclick="' not in draw("{{ back_link(evil) }}", evil='" onclick="steal()')


def test_a_blocked_button_is_disabled_and_says_why():
    page = draw("{{ act_button('Open', blockers=b) }}", b=[Blocker("VOT-11", "Three practices have nobody", "Officer")])
    assert "Three practices have nobody" in page
    assert "disabled" in page
    assert 'href="/rules/#VOT-11"' in page


def test_a_warning_leaves_the_button_alone():
    page = draw("{{ act_button('Open', blockers=b) }}", b=[Blocker("VOT-12", "Short window", "", level="W")])
    assert "Short window" in page
    assert "disabled" not in page


def test_an_empty_table_says_what_to_do():
    page = draw("{{ data_table(caption='Practices', head=[('Name', 'text')], rows=[], empty='Load them.') }}")
    assert "Load them." in page
    assert "<table" not in page


def test_sorting_links_keep_the_rest_of_the_address():
    page = draw("{{ data_table(caption='C', head=[('N', 'text', 'n')], rows=[['a']], sort='n', here='region=Y57') }}")
    assert 'href="?region=Y57&amp;sort=-n"' in page or 'href="?region=Y57&sort=-n"' in page
    assert 'aria-sort="ascending"' in page


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((42, 56), "75.0% (42 of 56)"),
        ((0, 3), "0.0% (0 of 3)"),
        ((1, 16), "6.3% (1 of 16)"),
        ((0, 0), "0 of 0"),
        ((None, 3), "not known"),
        ((1234, 12340), "10.0% (1,234 of 12,340)"),
    ],
)
def test_a_share_always_has_its_two_numbers(numbers, words):
    assert percent(*numbers) == words


def test_rules_in_a_text_are_linked():
    assert 'href="/rules/#APP-03"' in with_rules("APP-03: the Audit Chair has not signed")
    assert "certif" in with_rules("VOT-09") or "verif" in with_rules("VOT-09")
    assert "<b>" not in with_rules("<b>APP-03")


def test_one_page_has_no_pager_and_many_keep_the_query():
    request = RequestFactory().get("/x/", {"page": "2", "region": "Y57"})
    page = page_of(list(range(120)), request)
    drawn = draw("{{ pager(page) }}", page=page)
    assert "Showing 51 to 100 of 120" in drawn
    assert "page=3&amp;region=Y57" in drawn
    assert "nhsuk-pagination" not in draw("{{ pager(page) }}", page=page_of([1], request))


@pytest.mark.parametrize("asked", ["0", "-1", "99999", "x", ""])
def test_a_page_that_is_off_is_the_nearest(asked):
    page = page_of(list(range(120)), RequestFactory().get("/x/", {"page": asked}))
    assert 1 <= page.number <= Paginator(range(120), 50).num_pages


def test_a_wide_table_tells_a_phone_the_label_of_each_cell():
    head = [("Practice", "text"), ("Code", "text"), ("Patients", "number"), ("Share", "number")]
    page = draw("{{ data_table(caption='Members', head=h, rows=[['Elm', 'X1', 5, '1%']]) }}", h=head)
    assert 'data-label="Code"' in page
    assert 'role="rowheader"' in page
    narrow = draw("{{ data_table(caption='Members', head=h, rows=[['Elm', 'X1', 5]]) }}", h=head[:3])
    assert "data-label" not in narrow


def test_a_picture_with_links_is_a_group_whose_links_have_words():
    shapes = (Rect(0, 0, 50, 30, tip="Two (08C): model C", href="/ccgs/08C/"), Words(2, 20, "08C C"))
    page = draw("{{ drawing(picture, 'one') }}", picture=Drawing("England", "One region", 30, shapes))
    assert 'role="group" aria-labelledby="one-title one-desc"' in page
    assert '<a class="app-drawing__link" href="/ccgs/08C/" aria-label="Two (08C): model C">' in page
    assert '<text aria-hidden="true"' in page
    plain = draw("{{ drawing(picture, 'one') }}", picture=Drawing("England", "One region", 30, shapes[1:]))
    assert 'role="img"' in plain
    assert "aria-hidden" not in plain.split("<svg")[1]


def test_a_pattern_is_drawn_over_its_part_and_defined_once():
    shapes = (Rect(0, 0, 50, 30, hatch="dots"), Rect(50, 0, 50, 30, hatch="dots"), Rect(100, 0, 50, 30))
    page = draw("{{ drawing(picture, 'one') }}", picture=Drawing("Bar", "Three parts", 30, shapes))
    assert page.count('<pattern id="one-dots"') == 1
    assert page.count('fill="url(#one-dots)"') == 2
    assert "one-stripes" not in page
