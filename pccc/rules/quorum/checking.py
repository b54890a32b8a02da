"""Whether a quorum rule can be judged at all."""

from collections.abc import Iterator
from typing import Any

from cocommission.shared.rules.blockers import Blocker
from pccc.rules.quorum.language import KEYS
from pccc.terms.committees import Office, SeatRole

MOST_CLAUSES, MOST_PEOPLE, DEEPEST = 20, 50, 4
WHO = "Committee secretary"
SOURCE = "BMJ Open 2017, table 3, and local policy"


def _who(of: Any) -> Iterator[str]:
    if not isinstance(of, dict) or set(of) - {"roles", "offices", "voting"}:
        yield "Use only roles, offices and whether they vote."
        return
    for key, choices in (("roles", SeatRole), ("offices", Office)):
        codes = of.get(key, [])
        if not isinstance(codes, list) or any(code not in choices.values or not code for code in codes):
            yield f"Unknown {key} in the quorum: {codes}."
    if of.get("voting") not in (True, False, None):
        yield "Choose yes, no or does not matter for whether they vote."


def _faults(clause: Any, depth: int, inside_distinct: bool) -> Iterator[str]:
    if not isinstance(clause, dict) or sum(key in clause for key in KEYS) != 1:
        yield f"Each clause of the quorum is exactly one of: {', '.join(KEYS)}."
        return
    if depth > DEEPEST:
        yield f"The quorum has more than {DEEPEST} levels. Remove some."
        return
    kind = next(key for key in KEYS if key in clause)
    if set(clause) - {kind, "of"} or ("of" in clause and kind != "count"):
        yield "A clause of the quorum has a part we do not know. Remove it."
    if kind == "count":
        count = clause["count"]
        if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST_PEOPLE:
            yield f"A count in the quorum is a whole number from 1 to {MOST_PEOPLE}."
        yield from _who(clause.get("of", {}))
        return
    parts = clause[kind]
    if not isinstance(parts, list) or not 1 <= len(parts) <= MOST_CLAUSES:
        yield f"A list in the quorum has from 1 to {MOST_CLAUSES} clauses."
        return
    if inside_distinct and kind != "any":
        yield "Clauses that must be met by different people are counts, or a choice between counts."
    for part in parts:
        yield from _faults(part, depth + 1, inside_distinct or kind == "distinct")


def _alternatives(clause: dict[str, Any]) -> int:
    """How many combinations a "distinct" has at most."""
    if "any" in clause:
        return sum(_alternatives(part) for part in clause["any"])
    if "distinct" in clause:
        number = 1
        for part in clause["distinct"]:
            number *= _alternatives(part)
        return number
    return max([1, *(_alternatives(part) for part in clause.get("all", []))])


def validate_quorum(rule: Any) -> list[Blocker]:
    """Why `rule` is not a quorum that can be judged (PCC-09). Empty: `evaluate` takes it."""
    faults = list(dict.fromkeys(_faults(rule, 1, False)))
    if not faults and _alternatives(rule) > 200:
        faults = ["The quorum has too many alternatives. Remove some."]
    return [Blocker("PCC-09", fault, WHO, SOURCE, field="quorum") for fault in faults]
