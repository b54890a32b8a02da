"""Who is meant by a clause, and the clause in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pccc.terms.committees import EXECUTIVE, GPS, LAY, Office, SeatRole

GROUPS = {
    LAY: "lay member",
    LAY - {SeatRole.LAY_PERSON}: "lay member of the governing body",
    EXECUTIVE: "executive",
    GPS: "GP",
}
KEYS = ("count", "all", "any", "distinct")


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who sits on a committee, or is there for an item.

    `role` is a SeatRole and `office` an Office. `eligible` is False for somebody who is ruled out of the item: they
    count towards no quorum. The rest is for pages and asks nothing.
    """

    person_id: int
    name: str
    role: str
    voting: bool
    office: str = ""
    eligible: bool = True
    organisation: str = ""
    membership_id: int | None = None
    seat_id: int | None = None


def kind_of(clause: Mapping[str, Any]) -> str:
    """Which of the four kinds of clause this is: its one key of KEYS. Raises ValueError for anything else."""
    found = [key for key in KEYS if key in clause]
    if len(found) != 1:
        raise ValueError(f"a clause has exactly one of {', '.join(KEYS)}")
    return found[0]


def matches(who: Mapping[str, Any], sitter: Sitter) -> bool:
    """Whether `sitter` is one of those whom the "of" of a count describes. Eligibility is not asked here."""
    roles, offices, voting = who.get("roles"), who.get("offices"), who.get("voting")
    return (
        (not roles or sitter.role in roles)
        and (not offices or sitter.office in offices)
        and (voting is None or sitter.voting == voting)
    )


def _one_of(names: list[str], last: str = "or") -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def _label(choices: Any, code: str) -> str:
    text = str(choices(code).label)
    keep = text[:2].isupper() or text.startswith(("Audit", "Healthwatch", "Health and Wellbeing"))
    return text if keep else text[0].lower() + text[1:]


def who_words(who: Mapping[str, Any]) -> str:
    """`lay member or registered nurse`, `voting member`, `chair or vice chair`."""
    voting = {None: "", True: "voting ", False: "non-voting "}[who.get("voting")]
    parts = []
    if who.get("roles"):
        group = GROUPS.get(frozenset(who["roles"]))
        parts.append(group or _one_of([_label(SeatRole, code) for code in who["roles"]]))
    if who.get("offices"):
        parts.append(_one_of([_label(Office, code) for code in who["offices"]]))
    return voting + (" who is ".join(parts) or "member")


def words_of(clause: Mapping[str, Any]) -> str:
    """The clause in plain English, without its parts."""
    kind = kind_of(clause)
    if kind == "count":
        count, words = clause["count"], who_words(clause.get("of") or {})
        if count == 1:
            return f"at least 1 {words}"
        if words.split()[-1] in ("member", "executive", "GP") and " or " not in words:
            return f"at least {count} {words}s"
        return f"at least {count} of: {words}"
    return {
        "all": "all of these",
        "any": "one of these",
        "distinct": "all of these, each by different people",
    }[kind]


def sentence(clause: Mapping[str, Any], *, inside: bool = False) -> str:
    """The whole rule in one sentence; a rule `inside` another stands in brackets."""
    kind = kind_of(clause)
    if kind == "count":
        return words_of(clause)
    joint = {"all": "; and ", "any": "; or ", "distinct": "; and "}[kind]
    text = joint.join(sentence(part, inside=True) for part in clause[kind])
    text += "; each by different people" if kind == "distinct" else ""
    return f"({text})" if inside else text
