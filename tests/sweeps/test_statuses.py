"""Every state has a status of the NHS task list, and red is kept for errors and for what is overdue."""

import re
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path
from pkgutil import iter_modules

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import TextChoices
from django.template import engines

from cocommission.shared.management.commands.draw_states import tables
from cocommission.shared.models.outbox import MessageState
from cocommission.shared.rules.statuses import EXCEPTIONS, STATUSES, Status, status_of, tag_of
from models_abc.terms import RequirementState
from pccc.terms.decisions import Outcome
from votes.terms.ballots import BallotPhase, HistoricOutcome, QuestionOutcome
from votes.terms.consultations import Opinion

ERRORS = {("MessageState", "FAILED"), ("MessageState", "BOUNCED")}
OUTCOMES = (MessageState, RequirementState, BallotPhase, QuestionOutcome, HistoricOutcome, Outcome, Opinion)
#: Where a template or a list says by itself that something is an error or overdue: its words, or what gives them.
RED_WORDS = {
    ("ccgs/ods_upload.jinja", "rejected"),
    ("ccgs/representatives_import.jinja", "reject"),
    ("conflicts/breach.jinja", "Investigation overdue"),
    ("conflicts/views/lists.py", "Overdue"),
    ("home/status.jinja", "Late"),
    ("home/tasks.jinja", "Overdue"),
    ("pccc/committee_parts.jinja", "composed.words"),
    ("pccc/views/lists.py", "composed.words"),
}
PROBLEM_WORDS = re.compile(r'tag\("?([^",()]*)"?(?:(?!tag\().)*?"PROBLEM"')
TEMPLATES = Path(settings.BASE_DIR) / "templates"
LISTS = sorted(Path(settings.BASE_DIR).glob("*/views/lists.py"))


def state_classes() -> list[type[TextChoices]]:
    """Every class of `terms` whose name says that it holds states, and the outcomes that pages show as a tag."""
    classes = set(OUTCOMES)
    for config in apps.get_app_configs():
        if not (Path(config.path) / "terms").is_dir() or config.name.startswith("django."):
            continue
        terms = import_module(f"{config.name}.terms")
        for module in iter_modules(terms.__path__, f"{terms.__name__}."):
            classes |= {
                one
                for name, one in getmembers(import_module(module.name), isclass)
                if issubclass(one, TextChoices) and name.endswith("State")
            }
    return sorted(classes, key=lambda one: (one.__module__, one.__name__))


@pytest.mark.parametrize("states", state_classes(), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_every_state_has_a_status(states) -> None:
    assert [code for code in states.values if code not in STATUSES] == []


@pytest.mark.parametrize("noun", tables())
def test_every_table_of_states_has_statuses(noun) -> None:
    red = [code for code in tables()[noun].table if status_of(code, noun) == Status.PROBLEM]
    assert red == []


def test_red_is_for_errors_only() -> None:
    red = {(one.__name__, code) for one in state_classes() for code in one.values if STATUSES[code] == Status.PROBLEM}
    assert red == ERRORS


def test_every_exception_is_about_a_state() -> None:
    drawn = tables()
    assert [key for key in EXCEPTIONS if key[1] not in drawn[key[0]].table] == []


def test_no_status_is_for_no_state() -> None:
    codes = {code for one in state_classes() for code in one.values}
    codes |= {code for table in tables().values() for code in table.table}
    assert set(STATUSES) - codes == set()


def test_what_is_done_has_no_colour() -> None:
    drawn = engines["jinja"].from_string(
        '{% from "macros/page.jinja" import status_tag %}{{ status_tag("Published", state="PUBLISHED") }}'
    )
    assert "nhsuk-tag--no-colour nhsuk-tag--no-border" in drawn.render({})
    assert [one for one in Status if tag_of(one).get("colour") == "red"] == [Status.PROBLEM]


def test_templates_give_red_only_to_what_is_an_error_or_overdue() -> None:
    written = set()
    for path in sorted(TEMPLATES.rglob("*.jinja")):
        text, name = path.read_text(), str(path.relative_to(TEMPLATES))
        assert not re.search(r'"red"|nhsuk-tag--(red|green)|colour="green"', text), name
        written |= {(name, words) for words in PROBLEM_WORDS.findall(text)}
        written |= {(name, words) for words in re.findall(r'"(\w+)": "PROBLEM"', text)}
    for path in LISTS:
        text, name = path.read_text(), str(path.relative_to(settings.BASE_DIR))
        assert not re.search(r'"red"|colour="green"', text), name
        written |= {(name, words) for words in PROBLEM_WORDS.findall(text)}
    assert written == RED_WORDS
