"""Who may open which page of breaches, training, self-certification and procurement decisions."""

from datetime import date
from typing import Any
from uuid import uuid4

from conflicts.actions.breaches import assign_investigator
from conflicts.actions.certificates import draft_certificate
from conflicts.actions.training import record_training
from conflicts.queries.procurement import participants
from tests.factories.breaches import guardian, report
from tests.factories.consultations import upload
from tests.factories.procurement import decided, draft, published
from tests.sweeps.who import P, everyone, only, private, unseen

ALL = everyone(200)


def keeper(status: int) -> dict[str, int]:
    """A page of those who keep the registers."""
    return only(status, P.KEEP_REGISTERS)


def guards(status: int) -> dict[str, int]:
    """A page of the Guardian."""
    return only(status, P.GUARD_CONFLICTS)


def code(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code}


def a_breach(world: Any) -> dict[str, Any]:
    """Reported by the representative, investigated by the Accountable Officer."""
    made = report(world, by=world.representative)
    by = guardian(world)
    assign_investigator(breach=made, investigator=world.accountable_officer, by=by, now=world.now)
    return code(world) | {"number": made.number}


def of(made: Any) -> dict[str, Any]:
    return {"code": made.ccg.code, "number": made.number}


def a_draft(world: Any) -> dict[str, Any]:
    return of(draft(world))


def a_decided_one(world: Any) -> dict[str, Any]:
    return of(decided(world))


def a_public_one(world: Any) -> dict[str, Any]:
    return of(published(world))


def a_participant(world: Any) -> dict[str, Any]:
    made = draft(world)
    return of(made) | {"pk": participants(made)[0].pk}


def a_training(world: Any) -> dict[str, Any]:
    made = record_training(
        ccg=world.ccg, person=world.lay_member, module="1", score=90, taken_on=date(2015, 9, 1), by=world.officer,
        now=world.now, certificate=upload("pass.txt", "Passed"),
    )  # fmt: skip
    return code(world) | {"pk": made.pk}


def a_return(world: Any) -> dict[str, Any]:
    made = draft_certificate(ccg=world.ccg, period="QUARTER", by=world.officer, now=world.now)
    return code(world) | {"pk": made.pk}


def a_report(world: Any) -> dict[str, Any]:
    return {
        "kind": "OTHER", "happened_on[day]": "1", "happened_on[month]": "9", "happened_on[year]": "2015",
        "report": "Something", "form_token": uuid4(),
    }  # fmt: skip


def a_module(world: Any) -> dict[str, Any]:
    return {
        "person": world.gp_member.pk, "module": "1", "score": "85", "taken_on[day]": "1", "taken_on[month]": "9",
        "taken_on[year]": "2015",
    }  # fmt: skip


def a_decision(world: Any) -> dict[str, Any]:
    return {"title": "A service", "form": "ORDINARY"}


def somebody(world: Any) -> dict[str, Any]:
    return {"name": "Gordon Doctor", "role": "GP member"}


# The representative reported it, the Accountable Officer investigates it.
ONE_BREACH = private(200, "representative", "accountable_officer", P.GUARD_CONFLICTS)
READS = only(200, P.VIEW_WORKING)

MATRIX = [
    ("breaches", code, ALL, "GET"),
    ("breach-report", code, ALL, "GET"),
    ("breach-report", code, everyone(302), "POST", a_report),
    ("breach-reported", code, ALL, "GET"),
    ("breach", a_breach, ONE_BREACH, "GET"),
    ("breach-take-up", a_breach, guards(409), "POST"),
    ("breach-investigator", a_breach, guards(200), "GET"),
    ("breach-investigator", a_breach, guards(400), "POST"),
    ("breach-findings", a_breach, private(200, "accountable_officer", P.GUARD_CONFLICTS), "GET"),
    ("breach-findings", a_breach, private(302, "accountable_officer", P.GUARD_CONFLICTS), "POST"),
    ("breach-conclude", a_breach, guards(409), "POST"),
    ("breach-england", a_breach, guards(302), "POST"),
    ("breach-publish", a_breach, guards(200), "GET"),
    ("breach-publish", a_breach, guards(409), "POST"),
    ("breach-dismiss", a_breach, guards(200), "GET"),
    ("breach-dismiss", a_breach, guards(400), "POST"),
    ("training", code, READS, "GET"),
    ("training-record", code, keeper(200), "GET"),
    ("training-record", code, keeper(302), "POST", a_module),
    ("training-certificate", a_training, keeper(200), "GET"),
    ("self-certifications", code, READS, "GET"),
    ("self-certification-new", code, keeper(200), "GET"),
    ("self-certification-new", code, keeper(302), "POST", lambda world: {"period": "YEAR"}),
    ("self-certification", a_return, READS, "GET"),
    ("self-certification-explain", a_return, keeper(200), "GET"),
    ("self-certification-explain", a_return, keeper(302), "POST", lambda world: {"explain_policy": "In draft"}),
    ("self-certification-attest", a_return, only(403, P.ATTEST_ACCOUNTABLE, P.ATTEST_AUDIT), "POST"),
    ("self-certification-submit", a_return, keeper(409), "POST"),
    ("procurements", code, ALL, "GET"),
    ("procurements-file", lambda world: code(world) | {"form": "csv"}, ALL, "GET"),
    ("procurement-new", code, keeper(200), "GET"),
    ("procurement-new", code, keeper(302), "POST", a_decision),
    ("procurement", a_public_one, ALL, "GET"),
    ("procurement", a_draft, unseen(200, P.VIEW_WORKING), "GET"),
    ("procurement-edit", a_draft, keeper(200), "GET"),
    ("procurement-edit", a_draft, keeper(302), "POST", a_decision),
    ("procurement-checklist", a_draft, keeper(200), "GET"),
    ("procurement-checklist", a_draft, keeper(302), "POST"),
    ("procurement-participant-add", a_draft, keeper(200), "GET"),
    ("procurement-participant-add", a_draft, keeper(302), "POST", somebody),
    ("procurement-participant", a_participant, keeper(200), "GET"),
    ("procurement-participant", a_participant, keeper(302), "POST", somebody),
    ("procurement-participant-remove", a_participant, keeper(302), "POST"),
    ("procurement-decide", a_draft, keeper(302), "POST"),
    ("procurement-award", a_decided_one, keeper(200), "GET"),
    ("procurement-award", a_decided_one, keeper(409), "POST"),
    ("procurement-publish", a_decided_one, keeper(302), "POST"),
    ("procurement-abandon", a_decided_one, keeper(200), "GET"),
    ("procurement-abandon", a_decided_one, keeper(302), "POST", lambda world: {"reason": "No bids"}),
]
