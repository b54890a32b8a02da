"""Who is answered what on the pages of the house itself."""

from tests.sweeps.country import ROLES

PUBLIC = ["home", "rules", "glossary", "accessibility", "privacy", "status", "ledger-heads", "healthz", "readyz"]
SIGNED_IN = dict.fromkeys(ROLES, 200) | {"public": 302}
NOBODY = dict.fromkeys(ROLES, 404)

# Working papers of NHS Medway CCG: its own officers and its region; a post near it is told why not, strangers nothing.
WORKING = {
    "public": 302,
    "representative": 403,
    "other_representative": 403,
    "lmc_reviewer": 403,
    "officer": 200,
    "other_officer": 404,
    "accountable_officer": 200,
    "regional_officer": 200,
    "other_region_officer": 404,
}
# Messages carry people's addresses: only who runs ballots or grants posts.
MESSAGES = WORKING | {"accountable_officer": 403, "regional_officer": 403}


def nothing(world):
    return {}


def medway(world):
    return {"code": world.ccg.code}


def own_post(world):
    return {"code": world.ccg.code, "label": "ccgs.post", "pk": world.posts["officer"].pk}


def foreign_post(world):
    return {"code": world.ccg.code, "label": "ccgs.post", "pk": world.posts["other_officer"].pk}


def the_region(world):
    return {"label": "ccgs.region", "pk": world.ccg.region_id}


def post_at_the_lmc(world):
    return {"label": "ccgs.post", "pk": world.posts["lmc_reviewer"].pk}


def post_of_a_ccg(world):
    return {"label": "ccgs.post", "pk": world.posts["officer"].pk}


def failed_message(world):
    from cocommission.shared.models import Message

    made = Message.objects.create(
        key="matrix",
        to_person=world.people["representative"],
        to_address="rep@example.invalid",
        subject="Ballot 1 is open",
        text="Vote.",
        about=world.ccg.book,
        state="FAILED",
        queued_at=world.now,
        due_at=world.now,
    )
    return {"code": world.ccg.code, "pk": made.pk}


def message_about(place):
    def failed(world):
        from cocommission.shared.models import Message

        message = Message.objects.get(pk=failed_message(world)["pk"])
        found = {"region": world.ccg.region, "lmc": world.lmc}.get(place)
        Message.objects.filter(pk=message.pk).update(about=found.book if found else "NATIONAL")
        return ({"code": found.code} if found else {}) | {"pk": message.pk}

    return failed


def kent(world):
    return {"code": world.lmc.code}


def the_south(world):
    return {"code": world.ccg.region.code}


MOVED = ("public", "officer", "accountable_officer", "regional_officer")
REGIONS = dict.fromkeys(ROLES, 404) | {"public": 302, "regional_officer": 200}
LMCS = dict.fromkeys(ROLES, 404) | {"public": 302, "lmc_reviewer": 200}
COUNTRYS = REGIONS | {"other_region_officer": 200}


def sent(roles):
    return {role: (302 if status == 200 else status) for role, status in roles.items()}


FOREIGN = {role: (404 if status == 200 else status) for role, status in WORKING.items()}
SENT_AGAIN = {role: (302 if status == 200 else status) for role, status in MESSAGES.items()}

MATRIX = [
    *((name, nothing, dict.fromkeys(ROLES, 200), "GET") for name in PUBLIC),
    ("tasks", nothing, SIGNED_IN, "GET"),
    ("organisations", nothing, SIGNED_IN, "GET"),
    ("organisations", nothing, NOBODY | {"public": 302}, "POST"),
    ("demonstration-sign-in", nothing, NOBODY, "POST"),
    ("ccg-ledger", medway, WORKING, "GET"),
    ("ccg-history", own_post, WORKING, "GET"),
    ("ccg-history", foreign_post, FOREIGN, "GET"),
    ("record-history", the_region, dict.fromkeys(ROLES, 200) | {"public": 302}, "GET"),
    ("record-history", post_at_the_lmc, dict.fromkeys(ROLES, 404) | {"public": 302, "lmc_reviewer": 200}, "GET"),
    ("record-history", post_of_a_ccg, dict.fromkeys(ROLES, 404) | dict.fromkeys(MOVED, 302), "GET"),
    ("ccg-outbox", medway, MESSAGES, "GET"),
    ("ccg-outbox-send-again", failed_message, SENT_AGAIN, "POST"),
    ("region-ledger", the_south, REGIONS, "GET"),
    ("lmc-ledger", kent, LMCS, "GET"),
    ("national-ledger", nothing, COUNTRYS, "GET"),
    ("region-outbox", the_south, REGIONS, "GET"),
    ("lmc-outbox", kent, LMCS, "GET"),
    ("national-outbox", nothing, COUNTRYS, "GET"),
    ("region-outbox-send-again", message_about("region"), sent(REGIONS), "POST"),
    ("lmc-outbox-send-again", message_about("lmc"), sent(LMCS), "POST"),
    ("national-outbox-send-again", message_about("country"), sent(COUNTRYS), "POST"),
]
