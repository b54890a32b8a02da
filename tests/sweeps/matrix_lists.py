"""Who may have which list as a file: written out list by list, so that a right that changes is seen here."""

from tests.sweeps.country import ROLES

ALL = dict.fromkeys(ROLES, 200)
STRANGERS = {"public": 302, "other_officer": 404, "other_region_officer": 404}
NEAR = ("representative", "other_representative", "lmc_reviewer", "officer", "accountable_officer", "regional_officer")
WORKING = ("officer", "accountable_officer", "regional_officer")


def only(*allowed):
    """A list of the CCG: a file for those allowed, 403 with another post there, 404 for strangers."""
    return {role: 200 if role in allowed else STRANGERS.get(role, 403) for role in ROLES}


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
    "representatives": only(*NEAR),
    "declarations": only("officer", "accountable_officer"),
    "declarations-overdue": only("officer", "accountable_officer"),
    "declarants": only("officer"),
    "interests-historic": only("officer"),
    "redactions": only(),
    "breaches-worked": only(),
    "training-needed": only(*WORKING),
    "training": only(*WORKING),
    "self-certifications": only(*WORKING),
    "organisations": only("officer", "accountable_officer"),
    "ledger": only(*WORKING),
    "messages": only("officer"),
}  # fmt: skip
REGIONS_OWN = dict.fromkeys(ROLES, 404) | {"public": 302, "regional_officer": 200}
LMCS_OWN = dict.fromkeys(ROLES, 404) | {"public": 302, "lmc_reviewer": 200}
COUNTRYS = REGIONS_OWN | {"other_region_officer": 200}
OF_REGION = {"people": ALL, **dict.fromkeys(("applications", "ledger", "messages"), REGIONS_OWN)}
OF_LMC = {"people": ALL, **dict.fromkeys(("consultations", "ledger", "messages"), LMCS_OWN)}
OF_ALL = {
    **dict.fromkeys(("ccgs", "regions", "lmcs", "rounds", "expressions-of-interest", "rules"), ALL),
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
