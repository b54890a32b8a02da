"""The lists that stand beside the three open registers, to take away (F-65).

The registers of interests, gifts and procurement have files of their own, with JSON, as at any minute.
"""

from collections.abc import Iterable
from typing import Any

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request
from cocommission.shared.clock import london
from cocommission.shared.views.cells import Shown, tag
from cocommission.shared.views.lists import ListFile, Rows
from conflicts.forms.declarants import DeclarationFilterForm
from conflicts.models import TrainingRecord
from conflicts.models.interests import PRIVATE
from conflicts.queries.body_pages import bodies_of
from conflicts.queries.breaches import for_guardian, published_breaches
from conflicts.queries.certificates import certificates
from conflicts.queries.declarations import asked_of, declarants_of, overdue, working_list
from conflicts.queries.register_changes import historic, redactions_of
from conflicts.queries.registers import FULL, published
from conflicts.queries.standing import Trainee, trainees
from conflicts.rules.training import passed
from conflicts.rules.values import MEANS, VALUES, in_words
from conflicts.views.bodies import READERS
from conflicts.views.registers import COLUMNS, row_of

Lines = Iterable[list[Any]]


def _declarations(request: Request, ccg: CCG) -> Lines:
    wanted = DeclarationFilterForm(request.GET or None).wanted
    rows = working_list(ccg, filters=wanted, on=london(request.now).date())
    for row in rows.iterator(chunk_size=500):
        yield [row.number, row.person.name, row.position, row.get_kind_display(), row.relationship_words,
               row.body.name if row.body else "", row.get_capacity_display(), row.description, row.arose_on,
               row.aware_on, row.ended_on, row.declared_at, row.late_reason, row.consent_to_publish,
               row.get_state_display(), row.mitigation, row.reviewed_at]  # fmt: skip


def _overdue(request: Request, ccg: CCG) -> Lines:
    for row in overdue(ccg, request.now):
        yield [row.person.name, row.position, row.decision_maker, row.occasion.label, row.due_at, row.last_at]


def _declarants(request: Request, ccg: CCG) -> Lines:
    for row in declarants_of(ccg, request.now):
        asked = asked_of(row)
        yield [row.person.name, row.position, row.get_group_display(), row.decision_maker, row.starts_at, row.ends_at,
               row.last_at, asked.due_at, asked.is_overdue(request.now)]  # fmt: skip


def _historic(request: Request, ccg: CCG) -> Lines:
    guards = request.may(Permission.GUARD_CONFLICTS, ccg)
    for row in historic(published(ccg, request.now)):
        if guards or not row.entry.facts.redacted:
            yield [*row_of(row.entry), row.kept_until, row.over]


def _redactions(request: Request, ccg: CCG) -> Lines:
    for row in redactions_of(ccg):
        yield [row.interest.number, row.interest.person.name, row.whole, row.request, row.get_state_display(),
               row.requested_at, row.decided_at, row.decision_reason, row.lifted_at, row.lifted_reason]  # fmt: skip


def _breaches(request: Request, ccg: CCG) -> Lines:
    for one in published_breaches(ccg):
        yield [one.number, one.kind, one.happened_on, one.text, one.published_at]


def _breaches_worked(request: PersonRequest, ccg: CCG) -> Lines:
    for row in for_guardian([ccg], request.person).select_related("investigator", "person", "reported_by"):
        yield [row.number, row.get_kind_display(), row.happened_on, row.report, row.control,
               row.person.name if row.person else "", row.get_state_display(), row.reported_at, row.investigate_by_at,
               row.investigator.name if row.investigator else "", row.findings, row.learning, row.actions,
               row.concluded_at, row.published_at, row.dismissed_at, row.dismissed_reason]  # fmt: skip


def _needed(request: Request, ccg: CCG) -> Rows:
    return Rows(trainees(ccg, request.now), trainee_cells)


def trainee_cells(one: Trainee) -> list[Any]:
    """The cells of somebody who needs module 1."""
    state = tag("Due", status="WARNING") if one.due else tag("In date", status="DONE")
    return [one.person.name, one.position, Shown(one.until_on, one.until_on or "Not passed"), Shown(one.due, state)]


def _training(request: Request, ccg: CCG) -> Lines:
    rows = TrainingRecord.objects.filter(ccg=ccg).select_related("person").order_by("-taken_on", "-pk")
    for row in rows.iterator(chunk_size=500):
        yield [row.person.name, row.get_module_display(), row.score, row.taken_on, row.valid_until_on,
               passed(row.score, row.taken_on)]  # fmt: skip


def _certificates(request: Request, ccg: CCG) -> Lines:
    for row in certificates(ccg):
        yield [row.get_period_display(), row.from_on, row.to_on, row.get_state_display(), row.submitted_at,
               row.answers_hash]  # fmt: skip


def _bodies(request: Request, ccg: CCG) -> Lines:
    for body in bodies_of(ccg, london(request.now).date(), request.GET.get("q", "").replace("\x00", "")[:200]):
        yield [body.name, body.get_kind_display(), body.ods_code, body.company_number]


def _values(request: Request, ccg: CCG) -> Lines:
    for value in VALUES:
        yield [MEANS[value.key], in_words(value), value.since, value.until, value.strength, value.source]


TRAINEES = ListFile(
    "training-needed", "Who needs training module 1", ("Name", "Position", "Counts until", "Due"),
    _needed, needs=(Permission.VIEW_WORKING,), pages={"training": {}},
    shown=("Name", "Position", "Counts until", ("Due", "State")),
)  # fmt: skip
CCG_LISTS = (
    ListFile(
        "declarations", "Declarations of interest, every entry",
        ("Entry", "Person", "Position", "Type", "Relationship", "Organisation", "As what", "Description", "Arose",
         "Became aware", "Ended", "Declared", "Why late", "Consent to publish", "State", "Mitigation", "Reviewed"),
        _declarations, needs=PRIVATE, pages={"declarations": {}},
    ),
    ListFile(
        "declarations-overdue", "Who has not declared",
        ("Person", "Position", "Decision-maker", "Asked because of", "Due", "Last answered"),
        _overdue, needs=PRIVATE, pages={"declarations-overdue": {}},
    ),
    ListFile(
        "declarants", "Who declares",
        ("Person", "Position", "Group", "Decision-maker", "From", "Until", "Last answered", "Next due", "Overdue"),
        _declarants, needs=(Permission.KEEP_REGISTERS,), pages={"declarants": {}},
    ),
    ListFile(
        "interests-historic", "Interests that are off the public page", (*COLUMNS, "Kept until", "May be deleted"),
        _historic, needs=FULL, pages={"register-interests-historic": {}},
    ),
    ListFile(
        "redactions", "Requests to keep an entry off the public page",
        ("Entry", "Person", "Whole entry", "Request", "State", "Requested", "Decided", "Reason", "Lifted",
         "Why lifted"),
        _redactions, needs=(Permission.GUARD_CONFLICTS,), pages={"redactions": {}},
    ),
    ListFile(
        "breaches", "Breaches, as published", ("Breach", "Kind", "Happened on", "What happened", "Published"),
        _breaches, pages={"breaches": {}},
    ),
    ListFile(
        "breaches-worked", "Breaches, for the Guardian",
        ("Breach", "Kind", "Happened on", "Report", "Control", "About", "State", "Reported", "Investigate by",
         "Investigator", "Findings", "Learning", "Actions", "Concluded", "Published", "Dismissed", "Why dismissed"),
        _breaches_worked, needs=(Permission.GUARD_CONFLICTS,), pages={"breaches": {}},
    ),
    TRAINEES,
    ListFile(
        "training", "Training modules taken",
        ("Name", "Module", "Score in per cent", "Taken on", "Counts until", "Passed"),
        _training, needs=(Permission.VIEW_WORKING,), pages={"training": {}},
    ),
    ListFile(
        "self-certifications", "Self-certifications",
        ("Period", "First day", "First day after", "State", "Submitted", "SHA-256 of the answers"),
        _certificates, needs=(Permission.VIEW_WORKING,), pages={"self-certifications": {}},
    ),
    ListFile(
        "organisations", "Organisations in which people have interests",
        ("Organisation", "Kind", "ODS code", "Companies House number"),
        _bodies, needs=READERS, pages={"bodies": {}},
    ),
    ListFile(
        "values", "Numbers and periods of the registers",
        ("What it is", "Value", "Since", "Until", "Strength", "Source"), _values, pages={"register-values": {}},
    ),
)  # fmt: skip
