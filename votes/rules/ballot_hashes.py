"""What is frozen at the opening, as one line of text and its SHA-256 (F-11, VOT-01, VOT-08)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any


def canonical(data: Any) -> str:
    """JSON with sorted keys and no spaces, non-ASCII letters as they are: the bytes that are hashed (UTF-8)."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(data: Any) -> str:
    """SHA-256 (hex) of `canonical(data)`."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def roll_hash(entries: Iterable[Mapping[str, Any]]) -> str:
    """Hash of the roll: code, name, patients and weight of each practice that may vote, by code."""
    rows = [
        {"code": entry["code"], "name": entry["name"], "patients": entry["patients"], "weight": entry["weight"]}
        for entry in entries
    ]
    return digest(sorted(rows, key=lambda row: row["code"]))


def questions_hash(questions: Iterable[Mapping[str, Any]]) -> str:
    """Hash of the questions: number, kind, text, options, rule and bound constitution text of each, and the hash of
    that version's voting rules where it is bound too."""
    kept = ("number", "kind", "text", "options", "rule", "constitution_hash")
    rows = []
    for question in questions:
        row = {key: question[key] for key in kept}
        if question.get("constitution_rules_hash"):
            row["constitution_rules_hash"] = question["constitution_rules_hash"]
        rows.append(row)
    return digest(sorted(rows, key=lambda row: row["number"]))


def ballot_hash(*, ccg: str, number: int, roll: str, questions: str, mode: str) -> str:
    """One hash over the whole frozen ballot; quoted on the casting page and in the ledger."""
    return digest({"ccg": ccg, "number": number, "roll": roll, "questions": questions, "mode": mode})
