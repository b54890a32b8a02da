"""Rules of the governing body, the Guardian, training, audit and policy."""

from cocommission.shared.rules.blockers import DEADLINE, WARNS, Rule
from conflicts.rules.training import SOURCE as TRAINING
from conflicts.rules.values import G_2016, GOVERNING_BODY

RULES = (
    Rule("GOV-01", "The governing body has at least 2 lay members; the Audit Chair is one.", "L", GOVERNING_BODY),
    Rule("GOV-02", "A governing body with fewer than 3 lay members explains why.", "G", G_2016, WARNS),
    Rule(
        "GOV-03",
        "The governing body has at least 6 members, among them the Accountable Officer, the chief finance officer, a "
        "registered nurse and a secondary care specialist.",
        "L",
        GOVERNING_BODY,
    ),
    Rule(
        "GOV-04",
        "One Conflicts of Interest Guardian is in post, expected to be the Audit Chair, without an interest in a "
        "provider. The bar on interests in providers is local policy.",
        "G",
        f"{G_2016}, read at Hempsons",
        WARNS,
    ),
    Rule(
        "GOV-05",
        "A person on the governing body, or who takes decisions for the CCG, has passed module 1 of the training with "
        "at least 80%. That it counts for 12 months is local policy.",
        "G",
        TRAINING,
        WARNS,
    ),
    Rule(
        "GOV-06",
        "The handling of conflicts is audited internally once a year, and the governance statement says so.",
        "G",
        f"{G_2016}, read at Hempsons",
        DEADLINE,
    ),
    Rule("GOV-07", "The conflicts policy was reviewed within 12 months.", "G", "Annex J checklist 2016", DEADLINE),
)
