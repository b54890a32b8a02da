"""Lists: each app says which lists it has, once; its page and its files (CSV, XLSX) show the same rows (F-65).

An app names its lists in `<app>/views/lists.py`; `cocommission.home.views.lists` joins them and gives the files. A view
that shows a list hands `LIST.table(records, cells)` to its template, which draws it with the macro of tables.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest

from cocommission.shared.views.cells import draw, value_of
from cocommission.shared.views.exports import CSV, XLSX

TABLE_FORMATS = (CSV, XLSX)
"""What every list is given as. The registers, which are open data, are given as JSON too."""


class Rows:
    """The rows of a list: its records, and what gives the cells of one. It is cut into pages like a queryset."""

    def __init__(self, records: Any, cells: Callable[[Any], Sequence[Any]]) -> None:
        self.records, self.cells = records, cells

    def __iter__(self) -> Iterator[Sequence[Any]]:
        return map(self.cells, self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, part: slice) -> "Rows":
        return Rows(self.records[part], self.cells)

    def count(self) -> int:
        """How many there are, without fetching them."""
        return self.records.count() if isinstance(self.records, QuerySet) else len(self.records)


class Table(NamedTuple):
    """What the macro of tables takes: (heading, kind, key to sort by) of each column, and the rows with drawn cells."""

    head: list[tuple[str, str, str]]
    rows: Rows


@dataclass(frozen=True, slots=True)
class ListFile:
    """One list.

    `name` stands in the address and in the file's name; `rows(request, organisation)` gives the cells of `columns`
    (a national list gets None for the organisation), and leaves out what this reader may not see.
    `needs`: any one of these permissions in the organisation; none: the list is public.
    `pages`: names of the pages that show the list, each with which part of their address narrows the list down:
    `{"ballot-roll": {"number": "ballot"}}` gives `?ballot=3` on the page of the roll of ballot 3.
    `shown`: the columns of its page, where that is drawn from here, each as its name or (name, heading on the page);
    those of `more` are cells after the columns of the file, and only the page has them.
    `numbers` are columns of numbers, and `sorts` gives the key of each column by which the page can be sorted.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Callable[[Any, Any], Iterable[Sequence[Any]]]
    needs: tuple[str, ...] = ()
    pages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shown: tuple[str | tuple[str, str], ...] = ()
    more: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    sorts: Mapping[str, str] = field(default_factory=dict)

    def lines(self, request: Any, organisation: Any) -> Iterator[list[Any]]:
        """The rows as a file has them."""
        width = len(self.columns)
        return ([value_of(cell) for cell in row[:width]] for row in self.rows(request, organisation))

    def table(self, records: Any, cells: Callable[[Any], Sequence[Any]], shown: Sequence[Any] = ()) -> Table:
        """The table of a page: some of the records, and the function that gives the cells of one to `rows` too.

        `shown`: the columns of a page that shows others than the list's own page, and is not sorted.
        """
        named = [each if isinstance(each, tuple) else (each, each) for each in shown or self.shown]
        places = [(*self.columns, *self.more).index(name) for name, _ in named]
        sorts = {} if shown else self.sorts
        head = [(words, "number" if name in self.numbers else "text", sorts.get(name, "")) for name, words in named]
        return Table(head, Rows(Rows(records, cells), lambda row: [draw(row[place]) for place in places]))


def number_asked(request: HttpRequest, name: str) -> int | None:
    """The number that `?name=` asks for; None when there is none or it cannot be read."""
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None
