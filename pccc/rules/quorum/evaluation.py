"""Whether those who are there make a quorum, and what is missing (PCC-09, PCC-10)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from pccc.rules.quorum.language import Sitter, kind_of, matches, who_words, words_of
from pccc.terms.committees import EXECUTIVE, LAY

Slots = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as it was judged: `have` of `need` people (or parts), and the parts it is made of."""

    words: str
    met: bool
    have: int
    need: int
    parts: tuple["Clause", ...] = ()
    who: tuple[str, ...] = ()
    rule: str = ""

    def as_json(self) -> dict[str, Any]:
        """For a record of what was judged."""
        return {
            "words": self.words,
            "met": self.met,
            "have": self.have,
            "need": self.need,
            "who": list(self.who),
            "rule": self.rule,
            "parts": [part.as_json() for part in self.parts],
        }


@dataclass(frozen=True, slots=True)
class QuorumResult:
    """Whether there is a quorum, the tree of clauses behind it and what is missing, in plain English."""

    met: bool
    clauses: Clause
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For a record of what was judged."""
        return {"met": self.met, "clauses": self.clauses.as_json(), "missing": list(self.missing)}


def _slots(clause: Mapping[str, Any]) -> Slots:
    of: Mapping[str, Any] = clause.get("of") or {}
    return (of,) * int(clause["count"])


def _choices(clause: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The counts of which one must be met: a count itself, or those below an "any"."""
    if kind_of(clause) == "count":
        return [clause]
    return [choice for part in clause["any"] for choice in _choices(part)]


def _matching(slots: Slots, present: Sequence[Sitter]) -> dict[int, int]:
    """Most slots that can be filled by different people: slot -> index of the person (augmenting paths)."""
    holder: dict[int, int] = {}

    def place(slot: int, seen: set[int]) -> bool:
        for index, sitter in enumerate(present):
            if index in seen or not matches(slots[slot], sitter):
                continue
            seen.add(index)
            if index not in holder or place(holder[index], seen):
                holder[index] = slot
                return True
        return False

    for slot in range(len(slots)):
        place(slot, set())
    return {slot: index for index, slot in holder.items()}


def _distinct(clause: Mapping[str, Any], present: Sequence[Sitter]) -> Clause:
    """The choice of counts that comes nearest to being filled by different people."""
    best: tuple[int, list[Mapping[str, Any]], dict[int, int]] | None = None
    for chosen in product(*(_choices(part) for part in clause["distinct"])):
        slots = tuple(slot for count in chosen for slot in _slots(count))
        filled = _matching(slots, present)
        lacking = len(slots) - len(filled)
        if best is None or lacking < best[0]:
            best = (lacking, list(chosen), filled)
        if lacking == 0:
            break
    if best is None:
        return Clause(words_of(clause), True, 0, 0)
    lacking, counts, filled = best
    parts, start = [], 0
    for count in counts:
        mine = [present[filled[slot]].name for slot in range(start, start + count["count"]) if slot in filled]
        parts.append(Clause(words_of(count), len(mine) >= count["count"], len(mine), count["count"], (), tuple(mine)))
        start += count["count"]
    return Clause(words_of(clause), lacking == 0, start - lacking, start, tuple(parts))


def _judge(clause: Mapping[str, Any], present: Sequence[Sitter]) -> Clause:
    kind = kind_of(clause)
    if kind == "count":
        who = clause.get("of") or {}
        found = tuple(sitter.name for sitter in present if matches(who, sitter))
        return Clause(words_of(clause), len(found) >= clause["count"], len(found), clause["count"], (), found)
    if kind == "distinct":
        return _distinct(clause, present)
    parts = tuple(_judge(part, present) for part in clause[kind])
    have = sum(part.met for part in parts)
    need = len(parts) if kind == "all" else 1
    return Clause(words_of(clause), have >= need, have, need, parts)


def _missing(clause: Clause) -> Iterator[str]:
    if clause.met:
        return
    if not clause.parts:
        yield f"Needs {clause.words}; has {clause.have}."
    elif clause.need == 1 and len(clause.parts) > 1:
        yield "Needs one of these: " + "; ".join(part.words for part in clause.parts) + "."
    else:
        for part in clause.parts:
            yield from _missing(part)


def evaluate(rule: Mapping[str, Any], present: Sequence[Sitter]) -> QuorumResult:
    """Judges a valid `rule` on those present (PCC-09). Only eligible people count, and each person once.

    Somebody listed twice counts as the first listing. Raises ValueError for a rule that `validate_quorum` refuses.
    """
    counted: dict[int, Sitter] = {}
    for sitter in present:
        if sitter.eligible:
            counted.setdefault(sitter.person_id, sitter)
    tree = replace(_judge(rule, list(counted.values())), rule="PCC-09")
    return QuorumResult(tree.met, tree, tuple(dict.fromkeys(_missing(tree))))


def lay_executive_majority(present: Sequence[Sitter]) -> Clause:
    """Whether lay and executive members are more than half of those present who may vote (PCC-10)."""
    voting = list({s.person_id: s for s in present if s.eligible and s.voting}.values())
    ours = [sitter.name for sitter in voting if sitter.role in LAY or sitter.role in EXECUTIVE]
    met = 2 * len(ours) > len(voting)
    words = f"lay and executive members are {len(ours)} of {len(voting)} who may vote; they must be more than half"
    return Clause(words, met, len(ours), len(voting) // 2 + 1, (), tuple(ours), "PCC-10")


def quorate(rule: Mapping[str, Any], present: Sequence[Sitter], *, lay_executive: bool) -> QuorumResult:
    """The quorum of the terms of reference and, where they ask for it, the lay and executive majority as well."""
    result = evaluate(rule, present)
    if not lay_executive:
        return result
    majority = lay_executive_majority(present)
    tree = result.clauses
    both = Clause("all of these", tree.met and majority.met, tree.met + majority.met, 2, (tree, majority))
    extra = () if majority.met else (majority.words[0].upper() + majority.words[1:] + ".",)
    return replace(result, met=both.met, clauses=both, missing=(*result.missing, *extra))


__all__ = ["Clause", "QuorumResult", "evaluate", "lay_executive_majority", "quorate", "who_words"]
