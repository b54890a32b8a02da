"""Names of the public files in readable case, and that the published letters stay what is stored and given out."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from jinja2 import Environment

from cocommission.shared.facts import row_of
from cocommission.shared.rules.names import PublishedName, in_sentence, readable, short_region

CASES = [
    ("NHS MEDWAY CCG", "NHS Medway CCG"),
    ("NHS HARTLEPOOL AND STOCKTON-ON-TEES CCG", "NHS Hartlepool and Stockton-on-Tees CCG"),
    ("NHS FYLDE & WYRE CCG", "NHS Fylde & Wyre CCG"),
    ("NHS CENTRAL LONDON (WESTMINSTER) CCG", "NHS Central London (Westminster) CCG"),
    ("NHS ST HELENS CCG", "NHS St Helens CCG"),
    ("THE MANOR HOUSE SURGERY", "The Manor House Surgery"),
    ("THE WHITE HART AT THE GREEN", "The White Hart at the Green"),
    ("MCKENZIE HOUSE SURGERY", "McKenzie House Surgery"),
    ("DR O'BRIEN'S PRACTICE", "Dr O'Brien's Practice"),
    ("DR GJ HAYES'PRACTICE", "Dr GJ Hayes'Practice"),
    ("DR AK SINHA'S PRACTICE", "Dr AK Sinha's Practice"),
    ("DR KO & PARTNER", "Dr Ko & Partner"),
    ("DRS LAW & MOUNTCASTLE", "Drs Law & Mountcastle"),
    ("HUMBERSTONE MEDICAL CENTRE (IP JONES)", "Humberstone Medical Centre (IP Jones)"),
    ("FLAGG COURT (DR N WIN)", "Flagg Court (Dr N Win)"),
    ("SCHOOL LANE PMS PRACTICE", "School Lane PMS Practice"),
    ("BROMLEY GP ALLIANCE II", "Bromley GP Alliance II"),
    ("ST.MARY'S SURGERY", "St.Mary's Surgery"),
    ("1ST CARE CO-OP LTD", "1st Care Co-Op Ltd"),
    ("4/LOWER BROUGHTON", "4/Lower Broughton"),
    ("UCLH PATHWAY AT A&E", "Uclh Pathway at A&E"),
    ("YORKSHIRE & THE HUMBER", "Yorkshire & The Humber"),
    ("ADDISON HOUSE - THE PRACTICE", "Addison House - The Practice"),
    ("Mulberry Practice (demonstration)", "Mulberry Practice (demonstration)"),
    ("McKenzie PRACTICE", "McKenzie PRACTICE"),
    ("GP", "GP"),
    ("A", "A"),
    ("", ""),
]


@pytest.mark.parametrize(("published", "shown"), CASES)
def test_a_name_in_capitals_reads_as_people_write_it(published, shown):
    assert readable(published) == shown
    assert readable(shown) == shown, "asking twice changes nothing"


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("SOUTH OF ENGLAND COMMISSIONING REGION", "South of England"),
        ("NHS ENGLAND SOUTH (SOUTH EAST)", "South (South East)"),
        ("London", "London"),
        ("NHS ENGLAND", "NHS England"),
    ],
)
def test_a_region_is_short_where_space_is(published, shown):
    assert short_region(published) == shown


def test_people_read_the_readable_name_everywhere():
    name = PublishedName("DR O'BRIEN & PARTNERS <GP>")
    page = Environment(autoescape=True).from_string("{{ name }}|{{ 'To ' ~ name }}")
    assert page.render(name=name) == (
        "Dr O&#39;Brien &amp; Partners &lt;GP&gt;|To Dr O&#39;Brien &amp; Partners &lt;GP&gt;"
    )
    assert f"{name} asks" == "Dr O'Brien & Partners <GP> asks"
    assert str(name) == "Dr O'Brien & Partners <GP>"


def test_data_keep_the_published_letters():
    published = "NHS MEDWAY CCG"
    name = PublishedName(published)
    out = io.StringIO()
    csv.writer(out).writerow([name])
    assert out.getvalue().strip() == published
    assert json.dumps({"name": name}) == '{"name": "NHS MEDWAY CCG"}'
    assert json.dumps(name, ensure_ascii=False, sort_keys=True) == '"NHS MEDWAY CCG"'
    assert name == published
    assert name.encode() == published.encode()
    assert hash(name) == hash(published)


def test_names_that_come_with_facts_read_as_those_of_records():
    row = row_of({"name": "NHS MEDWAY CCG", "ccg_name": "NHS KERNOW CCG", "title": "GMS", "person_name": None})
    assert (f"{row.name}", f"{row.ccg_name}", row.title, row.person_name) == (
        "NHS Medway CCG", "NHS Kernow CCG", "GMS", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("label", "words"),
    {
        "Approved by NHS England": "approved by NHS England",
        "GMS, PMS and APMS contracts": "GMS, PMS and APMS contracts",
        "New practices": "new practices",
        "GP member": "GP member",
        "Accountable Officer": "Accountable Officer",
        "Health and Wellbeing Board": "Health and Wellbeing Board",
        "Model C: delegated commissioning": "Model C: delegated commissioning",
        "Draft": "draft",
    }.items(),
)
def test_a_label_inside_a_sentence(label, words):
    assert in_sentence(label) == words


def test_no_label_is_put_into_a_sentence_in_small_letters():
    root = Path(__file__).parents[2]
    apps = ("cocommission", "ccgs", "votes", "conflicts", "pccc", "models_abc", "templates")
    sources = [path for app in apps for ending in ("py", "jinja") for path in (root / app).rglob(f"*.{ending}")]
    pattern = re.compile(r"(?:\.label|display\(\))(?:\.lower\(\)| \| lower)")
    small = [str(path.relative_to(root)) for path in sources if pattern.search(path.read_text("utf-8"))]
    assert small == ["models_abc/rules/statements.py"]  # which keeps the words of statements that were signed
