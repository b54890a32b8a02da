"""What people have to do and what a CCG's page shows: each app tells its part, nobody imports upwards."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that a person can do now. `due_at` may be None; `why` says which rule or event asks for it."""

    title: str
    url: str
    due_at: datetime | None
    why: str
    organisation_name: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One line of a CCG's home page."""

    label: str
    text: str
    url: str
    due_at: datetime | None = None


PANEL_KINDS = ("held", "open", "due", "missing")
TaskProvider = Callable[[Any, list[Any], datetime], Iterable[Todo]]
PanelProvider = Callable[[Any, datetime], Iterable[Panel]]
_task_providers: list[TaskProvider] = []
_panel_providers: dict[str, list[PanelProvider]] = {kind: [] for kind in PANEL_KINDS}


def task_provider(function: TaskProvider) -> TaskProvider:
    """Registers `function(person, posts, now)` as a source of tasks."""
    _task_providers.append(function)
    return function


def panel_provider(kind: str) -> Callable[[PanelProvider], PanelProvider]:
    """Registers `function(ccg, now)` for the panel `kind`: held, open, due or missing."""

    def register(function: PanelProvider) -> PanelProvider:
        _panel_providers[kind].append(function)
        return function

    return register


def tasks_of(person: Any, posts: list[Any], now: datetime) -> list[Todo]:
    """Everything that `person` can do now, in the order in which it is due; undated last."""
    found = [todo for provider in _task_providers for todo in provider(person, posts, now)]
    return sorted(found, key=lambda todo: (todo.due_at is None, todo.due_at or now, todo.title))


def panels_of(ccg: Any, now: datetime) -> dict[str, list[Panel]]:
    """The lines of a CCG's home page by kind; dated ones first, in order."""
    return {
        kind: sorted(
            (panel for provider in _panel_providers[kind] for panel in provider(ccg, now)),
            key=lambda panel: (panel.due_at is None, panel.due_at or now),
        )
        for kind in PANEL_KINDS
    }
