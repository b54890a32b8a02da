"""Rules of declarations."""

from cocommission.shared.rules.blockers import DEADLINE, WARNS, Rule
from conflicts.rules.values import JUNE_2017

RULES = (
    Rule(
        "COI-01",
        "An interest is of one of four types: financial, non-financial professional, non-financial personal or "
        "indirect. An indirect one says whose interest it is and describes the relationship.",
        "G",
        "Annex A declaration form 2016",
    ),
    Rule(
        "COI-02",
        "An interest is declared as soon as possible, and within 28 days of becoming aware of it. A later one is "
        "accepted, with the reason, and opens a draft breach for the Guardian.",
        "L",
        "NHS Act 2006 s14O; Croydon CCG 2018/19",
        WARNS,
    ),
    Rule(
        "COI-03",
        "A declaration more than 28 days after the interest arose has a warning. This is so even if it is in "
        "time because the person became aware of it later.",
        "G",
        "Annex A declaration form 2016",
        WARNS,
    ),
    Rule(
        "COI-04",
        "Everyone who declares confirms their entries periodically, also when they have none: every 6 months until "
        f"15 June 2017, every 12 months from {JUNE_2017.day} June 2017. One who would have confirmed after that day "
        "by the earlier period has until a year after the last answer.",
        "G",
        "Guidance of 28 June 2016; guidance of 16 June 2017; Bury CCG September 2017",
        DEADLINE,
    ),
    Rule(
        "COI-05",
        "A person who is appointed to a committee declares before the first meeting after the appointment, and "
        "casts no vote before. A declaration made up to 28 days before the appointment counts.",
        "G",
        "Guidance of 28 June 2016; the bar on voting is local policy",
        WARNS,
        kept_by=(
            "pccc.queries.seats.undeclared",
            "pccc.queries.presence.Room.sitters",
        ),
    ),
    Rule(
        "COI-06",
        "An entry is complete when another person, who may review declarations, has signed it off with the action "
        "that mitigates the conflict. A change to it asks for a new review. Nobody signs off what they changed "
        "themselves, nor takes back alone what another person signed off.",
        "G",
        "Annex A declaration form 2016; the last sentence is local policy",
    ),
    Rule(
        "COI-07",
        "A person who does not consent to publication gives the reason.",
        "G",
        "Annex A declaration form 2016",
    ),
)
