"""Every rule of this app, with its strength and source (F-70)."""

from cocommission.shared.rules.blockers import DEADLINE, WARNS, Rule
from votes.rules.consultations import RULES as CONSULTATION_RULES
from votes.rules.engagement import RULES as ENGAGEMENT_RULES

BALLOT_RULES = (
    Rule(
        "VOT-01",
        "The electorate is frozen when the ballot opens. Later changes of list size or membership are ignored. "
        "A mistake on the roll is corrected only with a reason, which is published.",
        "I",
        "No source says it; follows from how every ballot of the public record was run",
    ),
    Rule(
        "VOT-02",
        "Only the practices on the frozen roll vote, and each has one live vote per question.",
        "C",
        "Cheshire CCGs 2019: one practice one vote",
    ),
    Rule(
        "VOT-03",
        "The weight of a vote is the CCG's own rule: equal, per so many patients, list size, or representatives.",
        "C",
        "West London CCG (1 vote per 2,000 patients); Leeds North CCG (2 representatives per practice)",
        WARNS,
    ),
    Rule(
        "VOT-04",
        "Where too few vote, the quorum is not met. The question is then not lost.",
        "C",
        "Surrey Downs CCG 2019: at least 75% of practices must vote",
    ),
    Rule(
        "VOT-05",
        "The threshold is stated with what it is a share of, and whether it is 'at least' or 'more than'.",
        "C",
        "Nottinghamshire CCGs 2019 (votes cast) against West London CCG 2020 (50% needed)",
    ),
    Rule(
        "VOT-06",
        "Each question has a result of its own.",
        "C",
        "Medway CCG, March 2015: 75% and 37% in one ballot",
    ),
    Rule(
        "VOT-07",
        "Where several CCGs are asked together, every one of them must carry the question.",
        "C",
        "Cheshire CCGs 2019; Nottinghamshire CCGs 2019",
        kept_by=("votes.queries.mandates.group_outcomes",),
    ),
    Rule(
        "VOT-08",
        "The voting rule cannot change after the ballot has opened.",
        "I",
        "No source says it. Local policy of this service",
    ),
    Rule(
        "VOT-09",
        "A result is certified by a verifier who is not the returning officer.",
        "C",
        "Ealing CCG 2017 (lay chair); Cheshire CCGs 2019 (LMC)",
    ),
    Rule(
        "VOT-10",
        "A second ballot on the same matter is linked to the first and says what changed.",
        "C",
        "West London CCG, September and October 2020",
        WARNS,
    ),
    Rule(
        "VOT-11",
        "A practice votes only through its named representative or recorded deputy.",
        "A",
        "BMA guidance to member practices and LMCs, November 2016",
    ),
    Rule(
        "VOT-12",
        "A voting window shorter than 10 days is warned about.",
        "I",
        "Inferred from Ealing and Brent CCGs, February 2017: 10 and 15 days",
        WARNS,
    ),
    Rule(
        "VOT-13",
        "Nobody sees a partial result before the close; officers see who has voted, never how.",
        "I",
        "No source says it. Local policy of this service",
    ),
    Rule(
        "VOT-14",
        "Practices that have not voted are reminded 7, 3 and 1 days before the close.",
        "I",
        "No source says it",
        DEADLINE,
        kept_by=("votes.actions.ballot_clock.notify_ballot",),
    ),
)
RULES = (*BALLOT_RULES, *CONSULTATION_RULES, *ENGAGEMENT_RULES)
SOURCES = {rule.id: rule.source for rule in RULES}
