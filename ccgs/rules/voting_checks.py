"""What a voting rule still lacks before a ballot may rest on it (VOT-03, VOT-04, VOT-05)."""

from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms.voting import BallotMode, Decides, QuorumOf, Rounding, ThresholdBase, WeightKind
from cocommission.shared.rules.blockers import WARNS, Blocker

OFFICER = "Governance officer"
NOTTS_WEST_LONDON = "Nottinghamshire LMC 2019 and West London CCG 2020 count on different bases"
SURREY_DOWNS = "Surrey Downs CCG, September 2019"
WEST_LONDON = "West London CCG, one vote per 2,000 patients"
SMALLEST_PER_PATIENTS, MOST_REPRESENTATIVES, LONGEST_NOTICE = 100, 20, 365


def _lacks(rule: str, missing: str, source: str, field: str, level: str = "B") -> Blocker:
    return Blocker(rule, missing, OFFICER, source, level, field)


def voting_blockers(terms: VotingRuleTerms) -> list[Blocker]:
    """Every reason why no ballot can be opened on ``terms``, and warnings; the editor shows them beside its fields."""
    return [
        *_threshold(terms),
        *_weight(terms),
        *_quorum(terms),
        *_words(terms),
    ]


def _threshold(terms: VotingRuleTerms) -> list[Blocker]:
    found = []
    if terms.threshold_numerator is None or terms.threshold_denominator is None:
        found.append(
            _lacks(
                "VOT-05",
                "State the threshold: what share must be in favour, for example 75 of 100 or 2 of 3.",
                NOTTS_WEST_LONDON,
                "threshold_numerator",
            )
        )
    elif not _is_share(terms.threshold_numerator, terms.threshold_denominator):
        words = "The threshold must be more than nothing and not more than the whole, for example 3 of 4."
        found.append(_lacks("VOT-05", words, NOTTS_WEST_LONDON, "threshold_numerator"))
    elif terms.strict and terms.threshold_numerator >= terms.threshold_denominator:
        words = "More than all votes can never be in favour. Choose “at least”, or a smaller share."
        found.append(_lacks("VOT-05", words, NOTTS_WEST_LONDON, "strict"))
    if terms.strict is None:
        words = "State whether exactly the threshold is enough (“at least”) or not (“more than”)."
        found.append(_lacks("VOT-05", words, NOTTS_WEST_LONDON, "strict"))
    if terms.base is None or terms.base not in ThresholdBase.values:
        words = "State what the votes in favour are measured against: the votes cast, or all that may be cast."
        found.append(_lacks("VOT-05", words, NOTTS_WEST_LONDON, "base"))
    return found


def _weight(terms: VotingRuleTerms) -> list[Blocker]:
    number = terms.weight_number
    if terms.weight_kind not in WeightKind.values:
        return [_lacks("VOT-03", "State how many votes a practice has.", WEST_LONDON, "weight_kind")]
    if terms.weight_kind == WeightKind.PER_PATIENTS:
        found = []
        if number is None or number < SMALLEST_PER_PATIENTS:
            words = f"State for how many patients a practice has one vote, at least {SMALLEST_PER_PATIENTS}."
            found.append(_lacks("VOT-03", words, WEST_LONDON, "weight_number"))
        if terms.weight_rounding not in Rounding.values:
            words = "State how a part of a vote is rounded: up, down or to the nearest."
            found.append(_lacks("VOT-03", words, WEST_LONDON, "weight_rounding"))
        elif terms.weight_rounding != Rounding.CEIL:
            words = "With this rounding a small practice can be left without any vote."
            found.append(_lacks("VOT-03", words, WEST_LONDON, "weight_rounding", WARNS))
        return found
    if terms.weight_kind == WeightKind.REPRESENTATIVES and not 1 <= (number or 0) <= MOST_REPRESENTATIVES:
        words = f"State how many representatives each practice has, from 1 to {MOST_REPRESENTATIVES}."
        return [_lacks("VOT-03", words, "Leeds North CCG, two per practice", "weight_number")]
    return []


def _quorum(terms: VotingRuleTerms) -> list[Blocker]:
    stated = [terms.quorum_numerator is not None, terms.quorum_denominator is not None, bool(terms.quorum_of)]
    if not any(stated):
        return []
    if not all(stated) or terms.quorum_of not in QuorumOf.values:
        words = "A quorum needs its share and what it is a share of; leave all of it empty for no quorum."
        return [_lacks("VOT-04", words, SURREY_DOWNS, "quorum_numerator")]
    if not _is_share(terms.quorum_numerator or 0, terms.quorum_denominator or 0):
        words = "The quorum must be more than nothing and not more than the whole, for example 75 of 100."
        return [_lacks("VOT-04", words, SURREY_DOWNS, "quorum_numerator")]
    return []


def _words(terms: VotingRuleTerms) -> list[Blocker]:
    found = []
    if not terms.clause.strip():
        words = "Name the clause of the constitution that states this rule."
        found.append(_lacks("VOT-05", words, NOTTS_WEST_LONDON, "clause"))
    if not 0 <= terms.notice_days <= LONGEST_NOTICE:
        words = f"The notice must be between 0 and {LONGEST_NOTICE} days."
        found.append(_lacks("VOT-12", words, "Local policy of this service", "notice_days"))
    if terms.decides not in Decides.values:
        found.append(_lacks("VOT-05", "State what this rule decides.", NOTTS_WEST_LONDON, "decides"))
    if terms.mode not in BallotMode.values:
        found.append(_lacks("VOT-05", "State whether ballots are recorded or secret.", NOTTS_WEST_LONDON, "mode"))
    return found


def _is_share(numerator: int, denominator: int) -> bool:
    return denominator > 0 and 0 < numerator <= denominator


def impossible(terms: VotingRuleTerms) -> list[Blocker]:
    """Only what cannot be stored at all: values that contradict themselves. What is merely not stated yet may wait."""
    unstated = {
        "threshold_numerator": terms.threshold_numerator is None or terms.threshold_denominator is None,
        "strict": terms.strict is None,
        "base": terms.base is None,
        "clause": True,
    }
    half = (terms.threshold_numerator is None) != (terms.threshold_denominator is None)
    found = [b for b in voting_blockers(terms) if b.level != WARNS and not unstated.get(b.field, False)]
    if half:
        words = "A share has two numbers, for example 3 of 4."
        found.append(_lacks("VOT-05", words, NOTTS_WEST_LONDON, "threshold_numerator"))
    return found
