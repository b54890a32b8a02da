"""What stands in the way: the words in which every rule gives its answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

BLOCKS, WARNS, DEADLINE, PUBLICATION = "B", "W", "D", "P"
LOCAL = "Local policy of this service"
"""The source of what no paper says."""
STRENGTHS = {
    "L": "law",
    "G": "guidance",
    "A": "view of the BMA or GPC",
    "C": "practice of CCGs",
    "R": "to be confirmed",
    "I": "local policy",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the field. `strength` is a key of STRENGTHS, `level` one of B, W, D, P; dates bound its life.

    `kept_by`: for a rule that no refusal names, what keeps it instead: the dotted name of a function, or `trigger x` or
    `constraint x` of the database.
    """

    id: str
    says: str
    strength: str
    source: str
    level: str = BLOCKS
    since: date | None = None
    until: date | None = None
    kept_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that is missing: which rule asks for it, where that comes from and who can put it right."""

    rule: str
    missing: str
    who: str
    source: str = ""
    level: str = BLOCKS
    field: str = ""


NOTES = re.compile(
    r"^to be confirmed.*|^no source says it\. |^shown as |^recalled from the "
    r"|,? ?\(?(?:[\w ]+ )?(?:is )?to be confirmed\)?.*|,? (?:as )?(?:remembered|recalled)(?! from)"
    r"|(?<= )recalled (?=from)|,? read (?:at|in) .*",
    re.IGNORECASE,
)
"""How sure a source is, or where its text was found."""


@lru_cache(maxsize=1024)
def cited(source: str) -> str:
    """A source as it is named beside a sentence: without the notes on how sure it is, which the page of rules has.

    "Guidance of June 2016, read at Hempsons; to be confirmed" -> "Guidance of June 2016"; parts end at a semicolon.
    """
    parts = (NOTES.sub("", part.strip()).strip() for part in source.split(";"))
    return "; ".join(part for part in parts if part)


def blocking(found: Iterable[Blocker]) -> list[Blocker]:
    """Only those that block; warnings are shown but stop nobody."""
    return [blocker for blocker in found if blocker.level == BLOCKS]
