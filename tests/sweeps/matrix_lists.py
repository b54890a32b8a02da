"""Who may have which list as a file: written out list by list, so that a right that changes is seen here."""

from tests.sweeps.who import CONNECTED, P, everyone, only, private

ALL = everyone(200)
REVIEWERS = (P.KEEP_REGISTERS, P.REVIEW_DECLARATIONS, P.GUARD_CONFLICTS)


#: The lists of a CCG and who may have each.
OF_CCG = {
    **dict.fromkeys(
        (
            "practices", "people", "partners", "constitutions", "voting-rules", "ballots", "ballot-rolls",
            "results-as-published", "consultations", "engagement", "engagement-attendance", "engagement-questions",
            "board-questions", "applications", "functions", "function-agreements", "committees", "committee-members",
            "meetings", "agenda-items", "decisions", "breaches", "values",
        ),
        ALL,
    ),
    "representatives": only(200, *CONNECTED),
    "declarations": only(200, *REVIEWERS),
    "declarations-overdue": only(200, *REVIEWERS),
    "declarants": only(200, P.KEEP_REGISTERS),
    "interests-historic": only(200, P.KEEP_REGISTERS, P.GUARD_CONFLICTS),
    "redactions": only(200, P.GUARD_CONFLICTS),
    "breaches-worked": only(200, P.GUARD_CONFLICTS),
    "training-needed": only(200, P.VIEW_WORKING),
    "training": only(200, P.VIEW_WORKING),
    "self-certifications": only(200, P.VIEW_WORKING),
    "organisations": only(200, *REVIEWERS, P.RUN_COMMITTEES),
    "ledger": only(200, P.VIEW_WORKING),
    "messages": only(200, P.RUN_BALLOTS, P.MANAGE_POSTS, steward=200),
}  # fmt: skip
REGIONS_OWN, LMCS_OWN = private(200, "regional_officer"), private(200, "lmc_reviewer")
COUNTRYS = private(200, "regional_officer", "other_region_officer", "steward")
# Messages are also for the data steward, who grants first posts and so sends the first of them.
OF_REGION = {
    "people": ALL,
    "applications": REGIONS_OWN,
    "ledger": REGIONS_OWN,
    "messages": REGIONS_OWN | {"steward": 200},
}
OF_LMC = {"people": ALL, "consultations": LMCS_OWN, "ledger": LMCS_OWN, "messages": LMCS_OWN | {"steward": 200}}
OF_ALL = {
    **dict.fromkeys(
        ("ccgs", "regions", "lmcs", "rounds", "expressions-of-interest", "readiness", "readiness-ccgs", "rules"), ALL
    ),
    **dict.fromkeys(("ledger", "messages"), COUNTRYS),
}


def nothing(world):
    return {}


def of_ccg(world):
    return {"code": world.ccg.code}


def of_region(world):
    return {"code": world.ccg.region.code}


def of_lmc(world):
    return {"code": world.lmc.code}


def file_of(place, name):
    return lambda world: place(world) | {"name": name, "form": "csv"}


def files(page, place, lists):
    return [(page, file_of(place, name), expected, "GET") for name, expected in lists.items()]


MATRIX = [
    ("lists", nothing, ALL, "GET"),
    ("ccg-lists", of_ccg, ALL, "GET"),
    ("region-lists", of_region, ALL, "GET"),
    ("lmc-lists", of_lmc, ALL, "GET"),
    *files("list-file", nothing, OF_ALL),
    *files("ccg-list-file", of_ccg, OF_CCG),
    *files("region-list-file", of_region, OF_REGION),
    *files("lmc-list-file", of_lmc, OF_LMC),
]
