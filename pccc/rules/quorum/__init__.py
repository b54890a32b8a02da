"""Quorum as data (F-42, PCC-09, PCC-10): a small language, how it is judged, checked and built.

A rule is JSON, made of four kinds of clause:

    {"count": 3, "of": {"roles": [...], "voting": true, "offices": [...]}}   at least three such people
    {"all": [clause, ...]}        every clause; one person may count in several of them
    {"any": [clause, ...]}        at least one clause
    {"distinct": [clause, ...]}   every clause, each by different people

What is left out of "of" asks nothing; {} is everybody. Inside "distinct" stand counts, or "any" of counts.
"""

from pccc.rules.quorum.checking import validate_quorum
from pccc.rules.quorum.evaluation import Clause, QuorumResult, evaluate, lay_executive_majority, quorate
from pccc.rules.quorum.language import Sitter, matches, words_of
from pccc.rules.quorum.templates import BMJ_OPEN, TEMPLATES, Template, build

__all__ = [
    "BMJ_OPEN",
    "TEMPLATES",
    "Clause",
    "QuorumResult",
    "Sitter",
    "Template",
    "build",
    "evaluate",
    "lay_executive_majority",
    "matches",
    "quorate",
    "validate_quorum",
    "words_of",
]
