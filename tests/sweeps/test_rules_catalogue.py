"""Every rule that the product names is on the page of rules, once, with its strength and source."""

import re
from pathlib import Path

import pytest

from cocommission.shared.queries.rules import catalogues
from cocommission.shared.rules.blockers import STRENGTHS

ROOT = Path(__file__).resolve().parents[2]
QUOTED = re.compile(r"""["']([A-Z]{2,4}-\d{2})["']""")
APPS = ("cocommission", "ccgs", "votes", "conflicts", "pccc", "models_abc")
SOURCES = [
    *(path for app in APPS for path in (ROOT / app).rglob("*.py")),
    *(ROOT / "templates").rglob("*.jinja"),
]
LISTED = [rule for catalogue in catalogues() for rule in catalogue.rules]


def test_no_rule_is_listed_twice():
    names = [rule.id for rule in LISTED]
    assert sorted(names) == sorted(set(names))


def test_every_rule_that_is_named_is_listed():
    named = {(found, path.name) for path in SOURCES for found in QUOTED.findall(path.read_text("utf-8"))}
    listed = {rule.id for rule in LISTED}
    assert sorted(each for each in named if each[0] not in listed) == []


@pytest.mark.parametrize("rule", LISTED, ids=lambda rule: rule.id)
def test_a_rule_says_what_how_strong_and_from_where(rule):
    assert rule.says.strip()
    assert rule.source.strip()
    assert rule.strength in STRENGTHS
    assert rule.level in "BWDP"


def test_what_was_not_seen_in_its_text_is_shown_as_to_be_confirmed(client, db):
    page = client.get("/rules/").content.decode()
    for rule in LISTED:
        item = page.split(f'id="{rule.id}"')[1].split("</li>")[0]
        assert ("To be confirmed" in item) == (rule.strength == "R")
        assert ("Local policy" in item) == (rule.strength == "I")
