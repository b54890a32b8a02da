"""Minutes as a document of a word processor, from what readers of the page see (F-46, F-65)."""

import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from docx import Document as new_document
from docx.enum.style import WD_STYLE_TYPE

from cocommission.shared.clock import moment
from pccc.queries.archives import repacked


@cache
def _style(name: str) -> str | None:
    """The id of a style in the document that every new one begins as; python-docx looks each up among all styles."""
    part: Any = new_document().part
    found: str | None = part.get_style_id(name, WD_STYLE_TYPE.PARAGRAPH)
    return found


def _add(document: Any, words: str, style: str) -> None:
    """A paragraph in this style, as `add_heading` and `add_paragraph` make it, at a quarter of their time."""
    document.add_paragraph(words)._p.style = _style(style)


def _people(document: Any, title: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    _add(document, title, "Heading 2")
    for one in rows:
        arrived = f" (from {one['arrived']})" if one["arrived"] else ""
        _add(document, f"{one['name']}, {one['position']}{arrived}", "List Bullet")


def _movements(document: Any, rows: list[dict[str, str]]) -> None:
    for one in rows:
        document.add_paragraph(f"{one['at']}: {one['name']} {one['words']}.")


def _handled(document: Any, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    _add(document, "Interests and how they were handled", "Heading 3")
    table = document.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, ("Who", "Interest", "Action", "Evidence"), strict=True):
        cell.text = words
    for one in rows:
        cells = table.add_row().cells
        action = f"{one['action']}. {one['reason']}" if one["reason"] else one["action"]
        for cell, words in zip(cells, (one["name"], one["nature"], action, one["evidence"]), strict=True):
            cell.text = words


def vote_words(decision: Mapping[str, Any]) -> str:
    """The vote in one sentence."""
    figures = decision["figures"]
    if figures["consensus"]:
        return f"Agreed without a vote by {figures['voters']} members."
    words = f"{figures['for']} for, {figures['against']} against, {figures['abstained']} abstained"
    return f"{words}; casting vote {figures['casting'].lower()}." if figures["casting"] else f"{words}."


def _decision(document: Any, one: Mapping[str, Any]) -> None:
    _add(document, f"Decision {one['number']}: {one['outcome_name'].lower()}", "Heading 3")
    document.add_paragraph(one["text"])
    if one["rationale"]:
        document.add_paragraph(f"Why: {one['rationale']}")
    document.add_paragraph(one["authority"])
    document.add_paragraph(vote_words(one))
    for vote in one["votes"]:
        casting = " (casting vote)" if vote["casting"] else ""
        _add(document, f"{vote['name']}: {vote['choice'].lower()}{casting}", "List Bullet")


def _item(document: Any, item: Mapping[str, Any]) -> None:
    _add(document, f"{item['number']}. {item['title']}", "Heading 2")
    if item["private_reason"]:
        document.add_paragraph(f"Taken in private: {item['private_reason']}")
    if item.get("withheld"):
        return
    if item["taken"]:
        document.add_paragraph(f"From {item['taken']} to {item['done'] or 'the end'}. {item['state_name']}.")
    for words in (item["notes"], item["remarks"]):
        if words:
            document.add_paragraph(words)
    _handled(document, item["handled"])
    _movements(document, item["movements"])
    if item["quorum"] is not None:
        missing = " ".join(item["quorum"]["missing"])
        document.add_paragraph("Quorum: met." if item["quorum"]["met"] else f"Quorum: not met. {missing}")
    for one in item["remedies"]:
        document.add_paragraph(f"No quorum: {one['words'].lower()}. {one['reason']}")
    for one in item["decisions"]:
        _decision(document, one)


def minutes_docx(content: Mapping[str, Any], state_name: str) -> bytes:
    """The minutes as .docx; the same content gives the same bytes."""
    document = new_document()
    document.core_properties.title = f"Minutes of meeting {content['number']}"
    document.core_properties.author = content["ccg"]
    _add(document, f"Minutes: {content['committee']}, meeting {content['number']}", "Heading 1")
    document.add_paragraph(
        f"{content['ccg']}. {moment(datetime.fromisoformat(content['starts_at']))}, {content['place']}."
    )
    document.add_paragraph(f"{state_name}. Opened at {content['opened']}, closed at {content['closed']}. "
                           f"In the chair at the end: {content['chair'] or 'nobody'}.")  # fmt: skip
    _people(document, "Members present", content["present"])
    _people(document, "In attendance", content["attending"])
    _people(document, "Apologies", content["apologies"])
    if content["nil"]:
        document.add_paragraph(f"Nothing to declare: {', '.join(content['nil'])}.")
    _movements(document, content["movements"])
    for item in content["items"]:
        _item(document, item)
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())
