"""Who may open which page of an application, at the CCG and at the region, and who may send what."""

from collections.abc import Callable
from typing import Any

from models_abc.actions.review import decide, issue_agreement
from models_abc.models import Application, Condition
from models_abc.queries.records import on_record
from tests.factories.models_abc import a_round, file, fresh, ready, sent, started
from tests.sweeps.who import P, everyone, only, private, those

Made = Callable[[Any], dict[str, Any]]


def region_only(status: int) -> dict[str, int]:
    """For the region's own officers; for all others there is no such page."""
    return private(status, P.REVIEW_APPLICATIONS)


EVERYONE = everyone(200)
READS = only(200, P.VIEW_WORKING)
FORM, EDITS = only(200, P.EDIT_APPLICATION), only(302, P.EDIT_APPLICATION)
SUBMITS, SUBMITTED = only(200, P.SUBMIT_APPLICATION), only(302, P.SUBMIT_APPLICATION)


def ccg(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code}


def with_round(world: Any) -> dict[str, Any]:
    a_round(world.now)
    return ccg(world)


def one(make: Callable[[Any], Application]) -> Made:
    """The address of an application that `make` has made."""

    def arguments(world: Any) -> dict[str, Any]:
        application = make(world)
        return {"code": world.ccg.code, "number": application.number}

    return arguments


def submitted(world: Any) -> Application:
    application = ready(world)
    sent(world, application)
    return fresh(application)


def conditional(world: Any) -> Application:
    application = submitted(world)
    decide(
        application=application, outcome="APPROVED_WITH_CONDITIONS", reasons="Good", conditions=[("Lay chair", None)],
        by=world.regional_officer, now=world.now,
    )  # fmt: skip
    return fresh(application)


def with_agreement(world: Any) -> Application:
    application = conditional(world)
    issue_agreement(application=application, file=file(), by=world.regional_officer, now=world.now)
    return fresh(application)


def document(world: Any) -> dict[str, Any]:
    return one(ready)(world) | {"pk": Application.objects.get().documents.first().pk}


def minute(world: Any) -> dict[str, Any]:
    return one(ready)(world) | {"pk": Application.objects.get().approvals.first().pk}


def attestation(world: Any) -> dict[str, Any]:
    return one(ready)(world) | {"pk": Application.objects.get().attestations.get(role="ACCOUNTABLE_OFFICER").pk}


def signing(world: Any) -> dict[str, Any]:
    return one(lambda w: ready(w, attested=False))(world) | {"role": "accountable_officer"}


def condition(world: Any) -> dict[str, Any]:
    return one(conditional)(world) | {"pk": Condition.objects.get().pk}


def at_region(make: Callable[[Any], Application]) -> Made:
    return lambda world: {"code": world.region.code, "pk": make(world).pk}


def region_condition(world: Any) -> dict[str, Any]:
    return at_region(conditional)(world) | {"condition": Condition.objects.get().pk}


def signature(world: Any) -> dict[str, Any]:
    digest = on_record(fresh(Application.objects.get()), world.now).papers_digest
    return {"papers": digest, "confirm": "on"}


class Paper:
    """A file that can be sent by one role after the other."""

    name = "paper.txt"
    content_type = "text/plain"

    def read(self) -> bytes:
        return b"Text."


def upload(world: Any) -> dict[str, Any]:
    return {"file": Paper()}


def another_document(world: Any) -> dict[str, Any]:
    return {"kind": "OTHER", **upload(world)}


def days(**on: str) -> dict[str, str]:
    found = {}
    for name, text in on.items():
        year, month, day = text.split("-")
        found |= {f"{name}[day]": day, f"{name}[month]": month, f"{name}[year]": year}
    return found


def approval(world: Any) -> dict[str, Any]:
    return days(held_on="2015-09-28") | {"minute_reference": "7.1", **upload(world)}


def vote_plan(world: Any) -> dict[str, Any]:
    plan = days(votes_from_on="2015-10-12", votes_until_on="2015-10-22", result_by_on="2015-10-26")
    return plan | {"reason": "Talks took longer"}


def reason(world: Any) -> dict[str, Any]:
    return {"reason": "A good reason"}


def evidence(world: Any) -> dict[str, Any]:
    return {"evidence": "Done"}


def decision(world: Any) -> dict[str, Any]:
    return {"outcome": "REFUSED", "reasons": "Not enough"}


def late(world: Any) -> dict[str, Any]:
    return days(until_at="2015-12-01") | {"until_at[time]": "12:00", "reason": "Power cut"}


def start(world: Any) -> dict[str, Any]:
    return {"start": f"{a_round(world.now, slug='the-round').slug} 2016-04-01"}


def go(world: Any) -> dict[str, Any]:
    return {"confirm": "on"}


STARTED, READY, SENT = one(started), one(ready), one(submitted)
EDIT_PAGES = ("start-day", "mandate", "constitution", "consultation", "subject-to-vote", "documents", "governing-body")

MATRIX: list[tuple[Any, ...]] = [
    ("application", ccg, EVERYONE, "GET"),
    ("application-show", READY, EVERYONE, "GET"),
    ("application-show", SENT, EVERYONE, "GET"),
    ("application-start", with_round, FORM, "GET"),
    ("application-start", ccg, EDITS, "POST", start),
    ("application-proof", READY, READS, "GET"),
    ("application-proof", SENT, READS, "GET"),
    ("application-withdraw", READY, SUBMITS, "GET"),
    ("application-withdraw", READY, SUBMITTED, "POST", reason),
    *[(f"application-{page}", STARTED, READS, "GET") for page in EDIT_PAGES],
    ("application-start-day", STARTED, EDITS, "POST", lambda world: {"go_live_on": "2016-04-01"}),
    ("application-mandate", STARTED, EDITS, "POST", lambda world: {"ballots": []}),
    ("application-constitution", STARTED, EDITS, "POST", lambda world: {"constitution": world.constitution.pk}),
    ("application-consultation", STARTED, EDITS, "POST", lambda world: {"waived_because": ""}),
    ("application-subject-to-vote", STARTED, EDITS, "POST", vote_plan),
    ("application-documents", STARTED, EDITS, "POST", another_document),
    ("application-governing-body", STARTED, only(302, P.RECORD_GOVERNING_BODY), "POST", approval),
    ("application-minute", minute, READS, "GET"),
    ("application-document", document, READS, "GET"),
    ("application-document-remove", document, FORM, "GET"),
    ("application-document-remove", document, EDITS, "POST"),
    ("application-attestations", READY, READS, "GET"),
    ("application-sign", signing, only(200, P.ATTEST_ACCOUNTABLE, P.ATTEST_AUDIT), "GET"),
    ("application-sign", signing, only(302, P.ATTEST_ACCOUNTABLE), "POST", signature),
    (
        "application-attestation-withdraw", attestation,
        only(404, P.VIEW_WORKING) | those(200, P.ATTEST_ACCOUNTABLE), "GET",
    ),
    (
        "application-attestation-withdraw", attestation,
        only(404, P.VIEW_WORKING) | those(302, P.ATTEST_ACCOUNTABLE), "POST", reason,
    ),
    ("application-submit", READY, SUBMITS, "GET"),
    ("application-submit", READY, SUBMITTED, "POST", go),
    ("application-submitted", SENT, READS, "GET"),
    ("application-dossier", SENT, READS, "GET"),
    ("application-decision", SENT, READS, "GET"),
    ("application-condition", condition, FORM, "GET"),
    ("application-condition", condition, EDITS, "POST", evidence),
    ("application-agreement", one(with_agreement), READS, "GET"),
    ("application-agreement-sign", one(with_agreement), only(302, P.ATTEST_ACCOUNTABLE), "POST"),
    ("application-exit", SENT, SUBMITS, "GET"),
    ("application-exit", SENT, only(409, P.SUBMIT_APPLICATION), "POST", lambda world: {}),
    ("region-applications", lambda world: {"code": world.region.code}, region_only(200), "GET"),
    ("region-application", at_region(ready), region_only(200), "GET"),
    ("region-application", at_region(with_agreement), region_only(200), "GET"),
    ("region-start-review", at_region(submitted), region_only(302), "POST"),
    ("region-decide", at_region(submitted), region_only(200), "GET"),
    ("region-decide", at_region(submitted), region_only(302), "POST", decision),
    ("region-late", at_region(ready), region_only(200), "GET"),
    ("region-late", at_region(ready), region_only(302), "POST", late),
    ("region-condition", region_condition, region_only(200), "GET"),
    ("region-condition", region_condition, region_only(302), "POST", reason),
    ("region-agreement", at_region(conditional), region_only(200), "GET"),
    ("region-agreement", at_region(conditional), region_only(302), "POST", upload),
    ("region-agreement-sign", at_region(with_agreement), region_only(302), "POST"),
    ("api:ccg-application", lambda world: ccg(world) if SENT(world) else {}, EVERYONE, "GET"),
    (
        "api:ccg-readiness", ccg,
        everyone(403) | those(200, P.VIEW_WORKING), "GET",
    ),
]  # fmt: skip
