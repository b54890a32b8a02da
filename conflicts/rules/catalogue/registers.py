"""Rules of the public registers."""

from cocommission.shared.rules.blockers import PUBLICATION, WARNS, Rule
from conflicts.rules.values import JUNE_2017

RULES = (
    Rule(
        "COI-08",
        "An interest stays on the public register until 6 months after it ended, or after its declarant left, and is "
        "then off the public page.",
        "G",
        "Eastern Cheshire CCG 2017; that leaving counts as an end is local policy",
        PUBLICATION,
    ),
    Rule(
        "COI-09",
        "An entry of the register is kept for at least 6 years after the interest ended. The database refuses to "
        "delete it earlier.",
        "G",
        "Eastern Cheshire CCG 2017; Tameside and Glossop CCG",
        kept_by=("trigger interest_stays",),
    ),
    Rule(
        "COI-10",
        f"From {JUNE_2017.day} June 2017 only the interests of decision-makers are published, unless the CCG chose to "
        "publish those of everyone. Everyone still declares. Before that day all were published.",
        "G",
        "Guidance of 16 June 2017; South Reading CCG; Bury CCG 2017",
        PUBLICATION,
        JUNE_2017,
    ),
    Rule(
        "COI-11",
        "Only the Conflicts of Interest Guardian can decide to keep an entry, or the name on it, off the public "
        "page. The Guardian needs a written request and gives a reason. The full entry is kept.",
        "R",
        "Guidance of 28 June 2016, recalled",
    ),
    Rule(
        "COI-12",
        "The register page says that historic interests exist and names whom to ask about them.",
        "G",
        "Eastern Cheshire CCG 2017",
        WARNS,
    ),
)
