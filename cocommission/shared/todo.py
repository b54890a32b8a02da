"""What people have to do: each app tells its part, nobody imports upwards."""

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


TaskProvider = Callable[[Any, list[Any], datetime], Iterable[Todo]]
_task_providers: list[TaskProvider] = []


def task_provider(function: TaskProvider) -> TaskProvider:
    """Registers `function(person, posts, now)` as a source of tasks."""
    _task_providers.append(function)
    return function


def tasks_of(person: Any, posts: list[Any], now: datetime) -> list[Todo]:
    """Everything that `person` can do now, in the order in which it is due; undated last."""
    found = [todo for provider in _task_providers for todo in provider(person, posts, now)]
    return sorted(found, key=lambda todo: (todo.due_at is None, todo.due_at or now, todo.title))
