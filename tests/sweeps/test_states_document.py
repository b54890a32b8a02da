"""docs/states.md is what the transition tables say, and the tables say something about every state."""

import json
from importlib import import_module

import pytest
from django.conf import settings
from django.core.management import call_command

from cocommission.shared.management.commands.draw_states import document, tables
from cocommission.shared.transitions import Transitions
from scripts.reach.units import APPS
from votes.terms.ballots import BallotState
from votes.terms.consultations import ConsultationState

PATH = settings.BASE_DIR / "docs" / "states.md"


def test_the_document_is_up_to_date():
    assert PATH.read_text("utf-8") == document(tables()), "run manage.py draw_states"


def test_every_app_with_states_is_drawn():
    assert {"Ballot", "LMC consultation", "Constitution version", "Application"} <= set(tables())


@pytest.mark.parametrize(("noun", "states"), [("Ballot", BallotState), ("LMC consultation", ConsultationState)])
def test_no_state_is_forgotten(noun, states):
    assert set(tables()[noun].table) == set(states.values)


@pytest.mark.parametrize("noun", sorted(tables()))
def test_every_state_can_be_reached_from_the_first(noun):
    table = tables()[noun].table
    first = next(iter(table))
    reached, waiting = {first}, [first]
    while waiting:
        for later in table[waiting.pop()] - reached:
            reached.add(later)
            waiting.append(later)
    assert reached == set(table)


@pytest.mark.parametrize("noun", sorted(tables()))
def test_the_actions_obey_the_table_that_is_drawn(noun):
    """Somewhere among the actions stands the very table: a drawing alone holds nobody to it."""
    held = [
        value.table
        for path in (path for app in APPS for path in (settings.BASE_DIR / app).rglob("actions/**/*.py"))
        for value in vars(import_module(".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts))).values()
        if isinstance(value, Transitions)
    ]
    assert tables()[noun].table in held


def test_the_command_checks_without_writing(tmp_path, settings, capsys):
    settings.BASE_DIR = tmp_path
    with pytest.raises(SystemExit):
        call_command("draw_states", "--check", "--json")
    assert json.loads(capsys.readouterr().out)["up_to_date"] is False
    assert not (tmp_path / "docs").exists()
    call_command("draw_states")
    assert (tmp_path / "docs" / "states.md").read_text("utf-8") == document(tables())
