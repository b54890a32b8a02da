"""What a CCG's home page shows: each app hands in SELECTs and words what they find; all of them run as one statement.

An app registers `page_facts(name, select)` and a `panel_provider`, and nobody imports upwards. Asking app after app
took 26 statements for one page, most of their time in putting them together.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cocommission.shared.clock import london
from cocommission.shared.facts import Facts, read_facts


@dataclass(frozen=True, slots=True)
class Panel:
    """One line of a CCG's home page."""

    label: str
    text: str
    url: str
    due_at: datetime | None = None


__all__ = ["Facts", "Panel", "facts_of", "page_facts", "panel_provider", "panels_of"]
PANEL_KINDS = ("held", "open", "due", "missing")
PanelProvider = Callable[[Any, Facts, datetime], Iterable[tuple[str, Panel]]]
_selects: dict[str, str] = {}
_providers: list[PanelProvider] = []
PracticePanelProvider = Callable[[Any, datetime], Iterable[Panel]]
_practice_providers: list[PracticePanelProvider] = []


def page_facts(name: str, select: str) -> None:
    """Registers a SELECT about the CCG `%(ccg)s` at the moment `%(now)s`, on the day `%(today)s` in London.

    Its rows come back as `facts[name]`, in its order. Columns that end in `_at` are moments, in `_on` days.
    """
    _selects[name] = select


def panel_provider(function: PanelProvider) -> PanelProvider:
    """Registers `function(ccg, facts, now)`; it yields (held, open, due or missing; Panel)."""
    _providers.append(function)
    return function


def practice_panel_provider(function: PracticePanelProvider) -> PracticePanelProvider:
    """Registers `function(practice, now)`; it yields what is open to a practice."""
    _practice_providers.append(function)
    return function


def open_to(practice: Any, now: datetime) -> list[Panel]:
    """What is open to a practice now, soonest first."""
    panels = [panel for provider in _practice_providers for panel in provider(practice, now)]
    return sorted(panels, key=lambda panel: (panel.due_at is None, panel.due_at or now))


def facts_of(ccg: Any, now: datetime) -> Facts:
    """The rows of every registered SELECT, by name, in one statement."""
    return read_facts(_selects, {"ccg": ccg.pk, "now": now, "today": london(now).date()})


def panels_of(ccg: Any, now: datetime, facts: Facts | None = None) -> dict[str, list[Panel]]:
    """The lines of a CCG's home page by kind; dated ones first, in order. `facts`: when they are known already."""
    if facts is None:
        facts = facts_of(ccg, now)
    found: dict[str, list[Panel]] = {kind: [] for kind in PANEL_KINDS}
    for provider in _providers:
        for kind, panel in provider(ccg, facts, now):
            found[kind].append(panel)
    for panels in found.values():
        panels.sort(key=lambda panel: (panel.due_at is None, panel.due_at or now))
    return found
