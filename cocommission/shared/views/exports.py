"""Lists as files: CSV and JSON are streamed row by row, XLSX is written row by row into a temporary file (F-65)."""

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cocommission.shared.clock import london

Rows = Iterable[Sequence[Any]]
CSV, XLSX, JSON = "csv", "xlsx", "json"
FORMATS = (CSV, XLSX, JSON)
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def neutral(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: a text that begins like one gets an apostrophe before it.

    Moments become local texts, since a spreadsheet knows no time zones; days and numbers stay what they are.
    """
    if isinstance(value, datetime):
        return f"{london(value):%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, (int, float, Decimal, date)):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n") else text


def csv_file(name: str, head: Sequence[str], rows: Rows) -> HttpResponseBase:
    """`name.csv`, streamed, in UTF-8 with the mark by which spreadsheets know it."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(head)
        for row in rows:
            yield writer.writerow([neutral(cell) for cell in row])

    return _named(StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8"), f"{name}.csv")


def xlsx_file(name: str, head: Sequence[str], rows: Rows) -> HttpResponseBase:
    """`name.xlsx` with one sheet; written to disk row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.append(list(head))
    for row in rows:
        sheet.append([neutral(cell) for cell in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return _named(FileResponse(file, content_type=XLSX_TYPE), f"{name}.xlsx")


def json_file(name: str, facts: dict[str, Any], items: Iterable[dict[str, Any]]) -> HttpResponseBase:
    """`name.json`: the facts of the list, and its `items`, streamed."""

    def parts() -> Iterator[str]:
        yield _json(facts)[:-1] + (", " if facts else "") + '"items": ['
        for index, item in enumerate(items):
            yield (",\n" if index else "\n") + _json(item)
        yield "\n]}\n"

    return _named(StreamingHttpResponse(parts(), content_type="application/json"), f"{name}.json")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
