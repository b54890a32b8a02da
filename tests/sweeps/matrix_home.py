"""Who is answered what on the pages of the house itself."""

from tests.sweeps.who import P, everyone, only, private, signed_in

PUBLIC = [
    "home",
    "search",
    "rules",
    "glossary",
    "accessibility",
    "privacy",
    "status",
    "ledger-heads",
    "healthz",
    "readyz",
]

# Working papers of NHS Medway CCG: its own officers and its region; a post near it is told why not, strangers nothing.
WORKING = only(200, P.VIEW_WORKING)
# Messages carry people's addresses: only who runs ballots or grants posts.
MESSAGES = only(200, P.RUN_BALLOTS, P.MANAGE_POSTS, steward=200)
SENT_AGAIN = only(302, P.RUN_BALLOTS, P.MANAGE_POSTS, steward=302)


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


def without_pk(scene):
    """The page of the list, with what the scene made on it."""

    def listed(world):
        return {name: value for name, value in scene(world).items() if name != "pk"}

    return listed


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


def kent_after_an_answer(world):
    """The book of an LMC has entries about consultations, which are records of the CCG."""
    from tests.sweeps.matrix_votes_consultations import answered_at_the_lmc

    answered_at_the_lmc(world)
    return kent(world)


def medway_after_a_breach(world):
    """Entries about a breach and a declaration, whose histories are not for everybody with working papers."""
    from tests.sweeps.matrix_conflicts_breaches import a_breach
    from tests.sweeps.matrix_conflicts_interests import an_entry

    an_entry(world)
    a_breach(world)
    return medway(world)


def medway_after_a_meeting(world):
    """Entries about the private part of a meeting."""
    from tests.sweeps.matrix_pccc_decisions import private_decision

    private_decision(world)
    return medway(world)


def the_south_after_a_submission(world):
    from tests.sweeps.matrix_models_abc_applications import submitted

    submitted(world)
    return the_south(world)


def the_south(world):
    return {"code": world.ccg.region.code}


def region(status, **others):
    return private(status, "regional_officer", **others)


def at_lmc(status, **others):
    return private(status, "lmc_reviewer", **others)


def country(status):
    return private(status, "regional_officer", "other_region_officer", "steward")


MATRIX = [
    *((name, nothing, everyone(200), "GET") for name in PUBLIC),
    ("tasks", nothing, signed_in(200), "GET"),
    ("tour", nothing, signed_in(404), "GET"),
    ("organisations", nothing, signed_in(200), "GET"),
    ("organisations", nothing, signed_in(404), "POST"),
    ("demonstration-sign-in", nothing, everyone(404), "POST"),
    ("ccg-ledger", medway, WORKING, "GET"),
    ("ccg-history", own_post, WORKING, "GET"),
    ("ccg-history", foreign_post, only(404, P.VIEW_WORKING), "GET"),
    ("record-history", the_region, signed_in(200, nobody=404), "GET"),
    ("record-history", post_at_the_lmc, at_lmc(200, steward=200), "GET"),
    ("record-history", post_of_a_ccg, private(302, P.VIEW_WORKING), "GET"),
    ("ccg-outbox", medway, MESSAGES, "GET"),
    ("ccg-outbox-send-again", failed_message, SENT_AGAIN, "POST"),
    ("ccg-outbox-send-all", without_pk(failed_message), SENT_AGAIN, "POST"),
    ("region-ledger", the_south, region(200), "GET"),
    ("lmc-ledger", kent, at_lmc(200), "GET"),
    ("lmc-ledger", kent_after_an_answer, at_lmc(200), "GET"),
    ("region-ledger", the_south_after_a_submission, region(200), "GET"),
    ("ccg-ledger", medway_after_a_breach, WORKING, "GET"),
    ("ccg-ledger", medway_after_a_meeting, WORKING, "GET"),
    ("national-ledger", nothing, country(200), "GET"),
    ("region-outbox", the_south, region(200, steward=200), "GET"),
    ("lmc-outbox", kent, at_lmc(200, steward=200), "GET"),
    ("national-outbox", nothing, country(200), "GET"),
    ("region-outbox-send-again", message_about("region"), region(302, steward=302), "POST"),
    ("lmc-outbox-send-again", message_about("lmc"), at_lmc(302, steward=302), "POST"),
    ("national-outbox-send-again", message_about("country"), country(302), "POST"),
    ("region-outbox-send-all", without_pk(message_about("region")), region(302, steward=302), "POST"),
    ("lmc-outbox-send-all", without_pk(message_about("lmc")), at_lmc(302, steward=302), "POST"),
    ("national-outbox-send-all", without_pk(message_about("country")), country(302), "POST"),
]
