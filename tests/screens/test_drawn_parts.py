"""Tables, facts, steps and files as templates draw them: in a block, with the markup of the NHS library."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

EVIL = "</td><td><script>alert('x')</script>"
IMPORTS = """
{% from "macros/page.jinja" import facts, fact, next_steps, next_step, download_list, download %}
{% from "macros/table.jinja" import data_table %}
{% from "nhsuk/components/summary-list/macro.jinja" import summaryList %}
"""
TEMPLATES = Path(settings.BASE_DIR) / "templates"
#: The task list of the NHS library takes its items as a list.
TASK_LISTS = {"models_abc/application_parts.jinja", "pccc/committee_setup.jinja"}


def draw(text, **context):
    drawn = re.sub(r"\s+", " ", engines["jinja"].from_string(IMPORTS + text).render(context))
    return re.sub(r" ?([<>]) ?", r"\1", drawn)


def test_no_template_puts_a_list_together_piece_by_piece():
    found = {path for path in TEMPLATES.rglob("*.jinja") if ".append(" in path.read_text("utf-8")}
    assert {str(path.relative_to(TEMPLATES)) for path in found} == TASK_LISTS


def test_a_table_drawn_by_a_block_is_that_of_its_cells():
    head = ["Name", "Code", ("Patients", "number", "n"), "Since"]
    rows = [("Elm <3", "X1", 5, None), ("Oak", "X2", 1200, "1 May")]
    blocks = draw(
        "{% call(row) data_table('Members', head, rows) %}"
        "<td>{{ row[0] }}</td><td>{{ row[1] }}</td><td>{{ row[2] }}</td>"
        "{% if true %}<td>{{ row[3] or '' }}</td>{% endif %}"
        "{% endcall %}",
        head=head, rows=rows,
    )  # fmt: skip
    assert blocks == draw("{{ data_table('Members', head, rows) }}", head=head, rows=rows)
    assert blocks.count('scope="row"') == 2
    assert blocks.count('data-label="Patients"') == 2


def test_what_people_type_makes_no_cell_and_no_script():
    page = draw("{% call(row) data_table('C', ['N'], [1]) %}<td>{{ evil }}</td>{% endcall %}", evil=EVIL)
    assert "<script>" not in page
    assert page.count("<th ") + page.count("<td ") == 2
    for call in ("fact(evil, evil, evil, evil)", "next_step(evil, evil, evil)", "download(evil, evil, evil)"):
        assert "<script>" not in draw("{{ " + call + " }}", evil=EVIL)


@pytest.mark.parametrize("value", ["Version 3", "", None, "a < b"])
def test_facts_have_the_markup_of_the_nhs_library(value):
    ours = draw("{% call facts() %}{{ fact('State', value) }}{{ fact('Held', 'Yes') }}{% endcall %}", value=value)
    rows = [
        {"key": {"text": "State"}, "value": {"text": value}},
        {"key": {"text": "Held"}, "value": {"text": "Yes"}},
    ]
    assert ours == draw("{{ summaryList({'rows': rows}) }}", rows=rows)


def test_a_fact_can_hold_markup_and_a_link_to_its_change():
    ours = draw("{% call facts() %}{% call fact('Base', '', '/x/', 'the base') %}<b>1</b>{% endcall %}{% endcall %}")
    row = {
        "key": {"text": "Base"},
        "value": {"html": "<b>1</b>"},
        "actions": {"items": [{"href": "/x/", "text": "Change", "visuallyHiddenText": "the base"}]},
    }
    assert ours == draw("{{ summaryList({'rows': rows}) }}", rows=[row])


def test_steps_come_from_a_list_and_from_the_block():
    page = draw(
        "{% call next_steps([('Open', '/open/', 'Officer')]) %}"
        "{% if false %}{{ next_step('Never', '/no/') }}{% endif %}"
        "{{ next_step('Wait', none, 'Region') }}{% endcall %}"
    )
    assert (
        '<li><a class="nhsuk-link" href="/open/">Open</a><span class="app-next-steps__who">Officer</span></li>' in page
    )
    assert '<li>Wait<span class="app-next-steps__who">Region</span></li>' in page
    assert page.count("<li>") == 2


@pytest.mark.parametrize("name", ["next_steps", "download_list"])
def test_nothing_is_offered_where_there_is_nothing(name):
    assert draw("{% call " + name + "() %}{% if false %}x{% endif %}{% endcall %}").strip() == ""
    assert draw("{{ " + name + "([]) }}").strip() == ""


def test_files_come_from_a_list_and_from_the_block():
    page = draw("{% call download_list([('A', '/a/', 'CSV')]) %}{{ download('B', '/b/') }}{% endcall %}")
    assert '<a class="nhsuk-link" href="/a/" download>A (CSV)</a>' in page
    assert '<a class="nhsuk-link" href="/b/" download>B</a>' in page
