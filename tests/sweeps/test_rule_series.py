"""Every rule of the series on conflicts and committees is listed, asked by code, and has a test named after it."""

import re
from pathlib import Path

import pytest

from cocommission.shared.queries.rules import catalogues

ROOT = Path(__file__).resolve().parents[2]
LAST = {"COI": 12, "GIF": 9, "PRO": 5, "BRE": 5, "GOV": 8, "PCC": 18, "JC": 2, "FUN": 5}
"""The last number of each series in the domain's table of rules."""
SERIES = [f"{name}-{number:02}" for name, last in LAST.items() for number in range(1, last + 1)]
LISTED = {rule.id: rule for catalogue in catalogues() for rule in catalogue.rules}
CODE = "\n".join(
    path.read_text("utf-8")
    for app in ("ccgs", "votes", "conflicts", "pccc", "models_abc")
    for path in sorted((ROOT / app).rglob("*.py"))
    if "catalogue" not in path.parts and path.stem != "catalogue" and "migrations" not in path.parts
)
NAMES = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
}


@pytest.mark.parametrize("rule", SERIES)
def test_the_rule_is_listed_asked_and_tested(rule):
    assert rule in LISTED, "not in a catalogue"
    assert LISTED[rule].source.strip()
    assert LISTED[rule].kept_by or f'"{rule}"' in CODE, "no code names it, and nothing is said to keep it"
    stem = rule.lower().replace("-", "_")
    assert any(re.search(rf"_{stem}(_|$)", name) for name in NAMES), f"no test is named test_{stem}..."
