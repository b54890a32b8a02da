"""Minutes as a document: its headings and lists, and that long minutes do not look up a style for each line."""

import io
from typing import Any

import pytest
from docx import Document
from docx.styles.styles import Styles

from pccc.queries.minutes_docx import minutes_docx

VOTES = [{"name": f"Member {number}", "choice": "For", "casting": False} for number in range(9)]
FIGURES = {"consensus": False, "for": 9, "against": 0, "abstained": 0, "casting": ""}


def item(number: int) -> dict[str, Any]:
    decision = {"number": number, "outcome_name": "Approved", "text": "Vary it.", "rationale": "",
                "authority": "By law", "figures": FIGURES, "votes": VOTES}  # fmt: skip
    return {"number": number, "title": "Contract", "private_reason": "", "taken": "9:30am", "done": "", "notes": "",
            "state_name": "Done", "remarks": "", "handled": [], "movements": [], "quorum": None, "remedies": [],
            "decisions": [decision]}  # fmt: skip


def minutes(items: int) -> dict[str, Any]:
    present = [{"name": "Mary", "position": "Lay member", "arrived": ""}]
    return {"number": 3, "ccg": "NHS Medway CCG", "committee": "PCCC", "starts_at": "2016-01-01T09:30:00+00:00",
            "place": "Hall", "opened": "9:30am", "closed": "11am", "chair": "Mary", "present": present,
            "attending": [], "apologies": [], "nil": [], "movements": [],
            "items": [item(number) for number in range(1, items + 1)]}  # fmt: skip


def test_headings_and_lists_have_their_styles() -> None:
    document = Document(io.BytesIO(minutes_docx(minutes(1), "Draft")))
    styles = {one.text: one.style.name for one in document.paragraphs}
    assert styles["Minutes: PCCC, meeting 3"] == "Heading 1"
    assert styles["Members present"] == styles["1. Contract"] == "Heading 2"
    assert styles["Decision 1: approved"] == "Heading 3"
    assert styles["Mary, Lay member"] == styles["Member 8: for"] == "List Bullet"
    assert styles["Vary it."] == "Normal"


def test_more_items_look_up_no_more_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    real = Styles.get_style_id

    def counted(self: Styles, *given: Any) -> Any:
        asked.append(given)
        return real(self, *given)

    minutes_docx(minutes(1), "Draft")
    monkeypatch.setattr(Styles, "get_style_id", counted)
    minutes_docx(minutes(1), "Draft")
    few = len(asked)
    minutes_docx(minutes(8), "Draft")
    assert len(asked) == 2 * few
