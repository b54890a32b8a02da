"""Rules of gifts and hospitality."""

from cocommission.shared.rules.blockers import WARNS, Rule
from conflicts.rules.values import JUNE_2017

G = "Guidance of 28 June 2016; guidance of 16 June 2017"
RULES = (
    Rule("GIF-01", "Cash and vouchers are always declined.", "G", "Guidance of 16 June 2017; LMC summary 2017"),
    Rule(
        "GIF-02",
        "A gift of a supplier or contractor is declined, whatever it is worth. From 16 June 2017 promotional items up "
        "to £6 may be accepted.",
        "G",
        f"{G}; South Norfolk CCG",
    ),
    Rule(
        "GIF-03",
        "A gift of others needs no entry under £10, and from 16 June 2017 under £50.",
        "G",
        G,
        WARNS,
    ),
    Rule(
        "GIF-04",
        "From £50 a gift of others is accepted only on behalf of the organisation and is recorded. £50 exactly counts "
        "as over. An offer before 16 June 2017 is warned about.",
        "G",
        "Guidance of 16 June 2017; £50 exactly is local policy",
        "B",
        JUNE_2017,
    ),
    Rule(
        "GIF-05",
        "Gifts of one source are added up over 12 months, and the test of £50 applies to the sum. The 12 months are to "
        "be confirmed.",
        "G",
        "Guidance of 16 June 2017, LMC summary 2017",
        WARNS,
        JUNE_2017,
    ),
    Rule(
        "GIF-06",
        "Hospitality from £25 is recorded. Over £75 it needs a senior approver and a reason, until 15 June 2017 over "
        "£25. Nobody approves their own.",
        "G",
        f"{G}; South Norfolk CCG; the approval of 2016 is to be confirmed",
    ),
    Rule(
        "GIF-07",
        "Travel and accommodation are recorded. A senior approver agrees to foreign travel offered before 16 June "
        "2017, and to what is beyond modest from that day on.",
        "G",
        G,
    ),
    Rule("GIF-08", "Declined offers are recorded too.", "C", "Eastern Cheshire CCG", WARNS),
    Rule("GIF-09", "The rules of the day of the offer apply, not those of today.", "I", "Inferred"),
)
