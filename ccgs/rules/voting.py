"""The rule by which members vote, as numbers (VOT-03, VOT-04, VOT-05).

Shares are kept as two whole numbers, so that two thirds is two thirds and not 66.67 %. All arithmetic is on
integers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from ccgs.rules.wording import share_words, times
from ccgs.terms.voting import BallotMode, Decides, QuorumOf, Rounding, ThresholdBase, WeightKind

BASE_WORDS = {
    ThresholdBase.CAST: "the votes cast, abstentions counted,",
    ThresholdBase.CAST_WITHOUT_ABSTENTIONS: "the votes cast, abstentions left out,",
    ThresholdBase.ELIGIBLE_PRACTICES: "all practices that may vote",
    ThresholdBase.ELIGIBLE_WEIGHT: "all votes that may be cast",
}
QUORUM_WORDS = {
    QuorumOf.PRACTICES: "the practices that may vote",
    QuorumOf.WEIGHT: "the votes that may be cast",
}
ROUNDING_WORDS = {
    Rounding.CEIL: "rounded up",
    Rounding.FLOOR: "rounded down",
    Rounding.ROUND: "rounded to the nearest whole vote",
}


@dataclass(frozen=True, slots=True)
class VotingRuleTerms:
    """One voting rule of a constitution version; the pure twin of the row ``ccgs.VotingRule``.

    A threshold or base of ``None`` means that the constitution does not state it: such a rule can be recorded
    (that is how Medway's paper of March 2015 reads) but no ballot can be opened on it (``voting_blockers``,
    VOT-05). ``weight_number`` is the number of patients for one vote (PER_PATIENTS) or of representatives
    (REPRESENTATIVES).
    """

    decides: str = Decides.ANY
    clause: str = ""
    clause_text: str = ""
    weight_kind: str = WeightKind.EQUAL
    weight_number: int | None = None
    weight_rounding: str | None = None
    threshold_numerator: int | None = None
    threshold_denominator: int | None = None
    strict: bool | None = None
    base: str | None = None
    quorum_numerator: int | None = None
    quorum_denominator: int | None = None
    quorum_of: str | None = None
    notice_days: int = 0
    mode: str = BallotMode.RECORDED

    # -- reading and writing ---------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """The rule as a JSON object with plain strings; ballots freeze this at opening."""
        return {name: (str(value) if isinstance(value, str) else value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> VotingRuleTerms:
        """The rule from what ``to_json`` gave; unknown keys are left out: old snapshots stay readable."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})

    @property
    def has_threshold(self) -> bool:
        """Whether share, "at least" or "more than", and base are all stated (VOT-05)."""
        return None not in (self.threshold_numerator, self.threshold_denominator, self.strict, self.base)

    @property
    def has_quorum(self) -> bool:
        """Whether a share must vote for the ballot to count at all (VOT-04)."""
        return None not in (self.quorum_numerator, self.quorum_denominator, self.quorum_of)

    # -- arithmetic ------------------------------------------------------------------------------------

    def weight_of(self, *, patients: int) -> int:
        """How many votes a practice with so many registered patients has (VOT-03). ``patients`` >= 0."""
        if self.weight_kind == WeightKind.EQUAL:
            return 1
        if self.weight_kind == WeightKind.LIST_SIZE:
            return patients
        number = self.weight_number or 1
        if self.weight_kind == WeightKind.REPRESENTATIVES:
            return number
        if self.weight_rounding == Rounding.CEIL:
            return -(-patients // number)
        if self.weight_rounding == Rounding.FLOOR:
            return patients // number
        return (2 * patients + number) // (2 * number)

    def votes_needed(self, base_total: int) -> int:
        """The smallest number in favour that carries. Raises ValueError when no threshold is stated."""
        numerator, denominator = self._threshold()
        if self.strict:
            return numerator * base_total // denominator + 1
        return -(-numerator * base_total // denominator)

    def carries(self, *, in_favour: int, base_total: int) -> bool:
        """Whether ``in_favour`` of ``base_total`` reaches the threshold. Nobody in favour never carries."""
        return in_favour > 0 and in_favour >= self.votes_needed(base_total)

    def voted_needed(self, total: int) -> int:
        """How many of ``total`` (practices or votes, by ``quorum_of``) must take part; 0 without a quorum."""
        if self.quorum_numerator is None or not self.quorum_denominator:
            return 0
        return -(-self.quorum_numerator * total // self.quorum_denominator)

    def quorate(self, *, practices_voted: int, practices: int, weight_voted: int, weight: int) -> bool:
        """Whether enough took part (VOT-04). An abstention takes part; not voting does not."""
        if self.quorum_of == QuorumOf.WEIGHT:
            return weight_voted >= self.voted_needed(weight)
        return practices_voted >= self.voted_needed(practices)

    def _threshold(self) -> tuple[int, int]:
        if self.threshold_numerator is None or not self.threshold_denominator:
            raise ValueError("This voting rule states no threshold.")
        return self.threshold_numerator, self.threshold_denominator

    # -- in words --------------------------------------------------------------------------------------

    def threshold_sentence(self) -> str:
        """For example "At least 75% of the votes cast, abstentions counted, must be in favour.\""""
        if not self.has_threshold:
            return "The constitution does not state a complete threshold."
        how = "More than" if self.strict else "At least"
        numerator, denominator = self._threshold()
        if (numerator, denominator) == (1, 1) and not self.strict:
            how = ""
        share = share_words(numerator, denominator)
        return f"{how} {share} of {BASE_WORDS[ThresholdBase(str(self.base))]} must be in favour.".strip().capitalize()

    def weight_sentence(self) -> str:
        """For example "Each practice has one vote for every 2,000 registered patients, rounded up.\""""
        if self.weight_kind == WeightKind.PER_PATIENTS:
            per = f"{self.weight_number:,}" if self.weight_number else "(number not stated)"
            left = ROUNDING_WORDS[Rounding(self.weight_rounding)] if self.weight_rounding else "rounding not stated"
            return f"Each practice has one vote for every {per} registered patients, {left}."
        if self.weight_kind == WeightKind.LIST_SIZE:
            return "Each practice has one vote for each registered patient."
        if self.weight_kind == WeightKind.REPRESENTATIVES:
            return f"Each practice has {times(self.weight_number, 'vote')}, one for each of its representatives."
        return "Each practice has one vote."

    def quorum_sentence(self) -> str:
        """For example "At least half of the practices that may vote must vote, or it is inquorate.\""""
        if self.quorum_numerator is None or not self.quorum_denominator or self.quorum_of is None:
            return "No number of practices has to vote."
        share = share_words(self.quorum_numerator, self.quorum_denominator)
        whole = QUORUM_WORDS[QuorumOf(self.quorum_of)]
        return f"At least {share} of {whole} must vote for the quorum to be met."

    def notice_sentence(self) -> str:
        """For example "Members are told 14 days before a ballot opens.\""""
        if not self.notice_days:
            return "No notice is required."
        return f"Members are told at least {times(self.notice_days, 'day')} before a ballot opens."

    def mode_sentence(self) -> str:
        """Whether it will be known how each practice voted."""
        if self.mode == BallotMode.SECRET:
            return "The ballot is secret."
        return "The ballot is recorded."

    def sentence(self) -> str:
        """The whole rule in plain English, the clause last: what members and the result page read."""
        parts = [
            self.threshold_sentence(),
            self.weight_sentence(),
            self.quorum_sentence(),
            self.notice_sentence(),
            self.mode_sentence(),
        ]
        clause = f" (clause {self.clause})" if self.clause else ""
        return " ".join(parts)[:-1] + clause + "."


def hash_of_rules(rules: Iterable[VotingRuleTerms]) -> str:
    """The SHA-256 (hex) of the voting rules of a version, in any order: with the text it is what members vote on."""
    rows = sorted((rule.to_json() for rule in rules), key=lambda row: row["decides"])
    text = json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
