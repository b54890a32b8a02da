"""Before the opening: who would be on the roll, and what weights would do (VOT-02, VOT-03, VOT-11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ccgs.rules.voting import VotingRuleTerms
from ccgs.rules.wording import times
from ccgs.terms.voting import ThresholdBase, WeightKind
from cocommission.shared.rules.blockers import BLOCKS, WARNS, Blocker
from cocommission.shared.rules.shares import percent
from votes.rules.catalogue import SOURCES

OFFICER = "Governance officer"
NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Voter:
    """A member practice as it would stand on the roll today."""

    code: str
    name: str
    patients: int
    represented: bool
    closed: bool = False


def blocker(rule: str, missing: str, *, who: str = OFFICER, field: str = "", level: str = BLOCKS) -> Blocker:
    """A blocker with the source of its rule."""
    return Blocker(rule, missing, who, SOURCES[rule], level, field)


def names(voters: Sequence[Voter]) -> str:
    """Up to five names, then how many more."""
    shown = ", ".join(f"{voter.name}" for voter in voters[:NAMES_SHOWN])
    more = len(voters) - NAMES_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def roll_blockers(voters: Sequence[Voter], unrepresented_reason: str) -> Iterator[Blocker]:
    """Whether every practice on the roll has somebody to vote for it (VOT-02, VOT-11)."""
    if not voters:
        yield blocker("VOT-02", "The CCG has no member practices today. Load the practice files first.")
        return
    silent = [voter for voter in voters if not voter.represented]
    if silent:
        many = times(len(silent), "practice")
        if unrepresented_reason.strip():
            yield blocker(
                "VOT-11",
                f"{many} will be on the roll without a representative ({names(silent)}). Your reason will be "
                f"published: {unrepresented_reason.strip()}",
                level=WARNS,
            )
        else:
            yield blocker(
                "VOT-11",
                f"No representative for {many}: {names(silent)}. Appoint one for each, or give the reason for "
                "opening without.",
                field="unrepresented_reason",
            )


def weight_blockers(voters: Sequence[Voter], rules: Iterable[VotingRuleTerms]) -> Iterator[Blocker]:
    """Whether the votes of the practices can be worked out, and whether one practice decides alone (VOT-03)."""
    seen: set[tuple[str, int | None, str | None]] = set()
    for rule in rules:
        key = (rule.weight_kind, rule.weight_number, rule.weight_rounding)
        if key in seen:
            continue
        seen.add(key)
        yield from _one_weighting(voters, rule)
    if len(seen) > 1:
        yield blocker(
            "VOT-03",
            "The questions' rules give practices different votes. Put them to the members in two ballots.",
        )


def _one_weighting(voters: Sequence[Voter], rule: VotingRuleTerms) -> Iterator[Blocker]:
    if rule.weight_kind in (WeightKind.PER_PATIENTS, WeightKind.LIST_SIZE):
        unknown = [voter for voter in voters if voter.patients <= 0]
        if unknown:
            yield blocker(
                "VOT-03",
                f"No list size for {times(len(unknown), 'practice')}: {names(unknown)}. The rule weighs votes by "
                "registered patients. Load a list-size file.",
                who="National data steward",
            )
            return
    weights = {voter.code: rule.weight_of(patients=voter.patients) for voter in voters}
    without = [voter for voter in voters if not weights[voter.code]]
    if without:
        yield blocker(
            "VOT-03",
            f"{times(len(without), 'practice')} would have no vote because their list size is too small: "
            f"{names(without)}.",
            level=WARNS,
        )
    total = sum(weights.values())
    if len(voters) < 2 or not total or rule.weight_kind == WeightKind.EQUAL:
        return
    biggest = max(voters, key=lambda voter: weights[voter.code])
    yield from _one_decides(biggest, weights[biggest.code], total, rule)


def _one_decides(voter: Voter, weight: int, total: int, rule: VotingRuleTerms) -> Iterator[Blocker]:
    """Corby: five practices, one of which holds 64.2% of the patients."""
    share = f"{voter.name} has {weight:,} of {total:,} votes ({percent(weight, total)})"
    if not rule.has_threshold or rule.base == ThresholdBase.ELIGIBLE_PRACTICES:
        return
    if rule.carries(in_favour=weight, base_total=total):
        yield blocker("VOT-03", f"{share} and would decide every question alone, however the others vote.", level=WARNS)
    elif not rule.carries(in_favour=total - weight, base_total=total):
        yield blocker(
            "VOT-03", f"{share}: no question could be carried without it, even if all the others agree.", level=WARNS
        )
