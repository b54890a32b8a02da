"""The search: each app says what can be found, as querysets of what the reader may see; nobody imports upwards.

Names are read as people type them by the functions `search_words`, `search_vector` and `search_query` of the database.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Value


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: what it is called, where it is, what tells it from others."""

    title: Any
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """Everything of one kind: `rows` can be counted and sliced, `hit` makes one of them a `Hit`."""

    kind: str
    title: str
    rows: Any
    hit: Callable[[Any], Hit]


def matches(text: str, *fields: str) -> Func:
    """A condition: every word of `text` begins a word in one of `fields`, none of which may be null."""
    words = Func(*map(F, fields), template="(%(expressions)s)", arg_joiner=" || ' ' || ")
    return Func(
        words,
        Value(text),
        template="(search_vector(%(expressions)s))",
        arg_joiner=") @@ search_query(",
        output_field=BooleanField(),
    )


def matching(text: str, words: Sequence[str]) -> list[int]:
    """Which of `words` match `text`, by their places in the list. One statement; none without words."""
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place - 1 FROM unnest(%s::text[]) WITH ORDINALITY given (words, place)"
            " WHERE search_vector(words) @@ search_query(%s) ORDER BY place",
            [list(words), text],
        )
        return [row[0] for row in cursor.fetchall()]


def words_of(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text as the search reads them. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT search_words(words) FROM unnest(%s::text[]) WITH ORDINALITY given (words, place) ORDER BY place",
            [list(texts)],
        )
        return [row[0].split() for row in cursor.fetchall()]
