"""The lists that stand beside the three open registers, to take away (F-65).

The registers of interests, gifts and procurement have files of their own, with JSON, as at any minute.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import Request
from cocommission.shared.clock import day, london
from cocommission.shared.pages import url_to
from cocommission.shared.rules.names import in_sentence
from cocommission.shared.views.cells import Shown, beside, lines, link, tag
from cocommission.shared.views.lists import ListFile, Rows
from conflicts.forms.declarants import DeclarationFilterForm
from conflicts.models import Declarant, Interest, TrainingRecord
from conflicts.models.interests import PRIVATE
from conflicts.queries.body_pages import bodies_of
from conflicts.queries.certificates import certificates
from conflicts.queries.declarations import Asked, Overdue, asked_of, declarants_of, overdue, working_list
from conflicts.queries.register_changes import historic, redactions_of
from conflicts.queries.registers import FULL, published
from conflicts.queries.standing import Trainee, trainees
from conflicts.rules.lateness import lateness
from conflicts.rules.training import passed
from conflicts.rules.values import MEANS, VALUES, in_words
from conflicts.views.bodies import READERS
from conflicts.views.breach_lists import BREACHES
from conflicts.views.registers import COLUMNS, row_of

Lines = Iterable[list[Any]]
DECLARANT_ACTS = (
    ("declare-for", "Enter a paper declaration"),
    ("declarant-decides", "Say whether they take decisions"),
    ("declarant-end", "End the position"),
)
"""What can be done for each person who declares: the page, and its words."""


def declarations_seen(request: Request, ccg: CCG) -> QuerySet[Interest]:
    """The entries that the filters of the address ask for, the newest first."""
    wanted = DeclarationFilterForm(request.GET or None).wanted
    return working_list(ccg, filters=wanted, on=london(request.now).date())


def declaration_cells(on: date) -> Callable[[Interest], list[Any]]:
    """The cells of an entry, with what is known of it on the day `on`."""

    def cells(row: Interest) -> list[Any]:
        late = lateness(row.arose_on, row.aware_on, london(row.declared_at).date()).late_words
        declared = beside(day(row.declared_at), late and tag(late, status="WARNING"))
        ended = row.ended_on is not None and row.ended_on <= on
        state = beside(
            tag(row.get_state_display(), row.state),
            ended and tag("Ended", status="ENDED"),
            not row.consent_to_publish and tag("No consent", status="WARNING"),
        )
        body = row.body.name if row.body else ""
        interest = f"{row.get_kind_display()}: {in_sentence(row.get_capacity_display())}{', ' if body else ''}{body}"
        return [Shown(row.number, link(row.number, row.url, f", {row.person.name}")), row.person.name, row.position,
                row.get_kind_display(), row.relationship_words, body, row.get_capacity_display(), row.description,
                row.arose_on, row.aware_on, row.ended_on, Shown(row.declared_at, declared), row.late_reason,
                row.consent_to_publish, Shown(row.get_state_display(), state), row.mitigation, row.reviewed_at,
                interest]  # fmt: skip

    return cells


def _declarations(request: Request, ccg: CCG) -> Rows:
    rows = declarations_seen(request, ccg).iterator(chunk_size=500)
    return Rows(rows, declaration_cells(london(request.now).date()))


def _decider(row: Declarant | Overdue) -> Shown:
    """The name of somebody who declares, marked on the page where they take decisions."""
    name = row.person.name
    return Shown(name, beside(name, row.decision_maker and tag("Decision-maker", colour="blue")))


def overdue_cells(request: Request, ccg: CCG) -> Callable[[Overdue], list[Any]]:
    """The cells of somebody who has not declared; who keeps the registers can enter it for them."""
    keeps = request.may(Permission.KEEP_REGISTERS, ccg)

    def cells(row: Overdue) -> list[Any]:
        paper = url_to("declare-for", ccg, declarant=row.declarant_id)
        enter = link("Enter what came on paper", paper, f" from {row.person.name}")
        return [_decider(row), row.position, row.decision_maker, row.occasion.label,
                Shown(row.due_at, day(row.due_at)), Shown(row.last_at, day(row.last_at) if row.last_at else "Never"),
                enter if keeps else ""]  # fmt: skip

    return cells


def _overdue(request: Request, ccg: CCG) -> Rows:
    return Rows(overdue(ccg, request.now), overdue_cells(request, ccg))


def name_asked(request: Request) -> str:
    """The part of a name by which the reader narrows down who declares."""
    return request.GET.get("text", "").replace("\x00", " ").strip()[:100]


def declarants_seen(request: Request, ccg: CCG) -> QuerySet[Asked]:
    """Who declares today, or of them those whose name the address asks for."""
    rows, text = declarants_of(ccg, request.now), name_asked(request)
    return rows.filter(person__name__icontains=text) if text else rows


def declarant_cells(ccg: CCG, now: datetime) -> Callable[[Asked], list[Any]]:
    """The cells of a position whose holder declares, with what is asked of them at `now`."""

    def cells(row: Asked) -> list[Any]:
        asked, who = asked_of(row), f" of {row.person.name}, {row.position}"
        late = asked.is_overdue(now)
        acts = [link(words, url_to(page, ccg, declarant=row.pk), who) for page, words in DECLARANT_ACTS]
        return [_decider(row), row.position, row.get_group_display(), row.decision_maker,
                Shown(row.starts_at, day(row.starts_at)), row.ends_at, row.last_at,
                Shown(asked.due_at, beside(day(asked.due_at), late and tag("Overdue", status="PROBLEM"))), late,
                lines(*acts)]  # fmt: skip

    return cells


def _declarants(request: Request, ccg: CCG) -> Rows:
    return Rows(declarants_seen(request, ccg), declarant_cells(ccg, request.now))


def _historic(request: Request, ccg: CCG) -> Lines:
    guards = request.may(Permission.GUARD_CONFLICTS, ccg)
    for row in historic(published(ccg, request.now)):
        if guards or not row.entry.facts.redacted:
            yield [*row_of(row.entry), row.kept_until, row.over]


def _redactions(request: Request, ccg: CCG) -> Lines:
    for row in redactions_of(ccg):
        yield [row.interest.number, row.interest.person.name, row.whole, row.request, row.get_state_display(),
               row.requested_at, row.decided_at, row.decision_reason, row.lifted_at, row.lifted_reason]  # fmt: skip


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


DECLARATIONS = ListFile(
    "declarations", "Declarations of interest, every entry",
    ("Entry", "Person", "Position", "Type", "Relationship", "Organisation", "Role", "Description", "Arose",
     "Became aware", "Ended", "Declared", "Why late", "Consent to publish", "State", "Mitigation", "Reviewed"),
    _declarations, needs=PRIVATE, pages={"declarations": {}},
    shown=("Entry", "Person", "Interest", "Declared", "State"), more=("Interest",),
)  # fmt: skip
OVERDUE = ListFile(
    "declarations-overdue", "Who has not declared",
    ("Person", "Position", "Decision-maker", "Asked because of", "Due", "Last answered"),
    _overdue, needs=PRIVATE, pages={"declarations-overdue": {}},
    shown=("Person", "Position", ("Asked because of", "Asked"), "Due", ("Last answered", "Last answer"), ("Acts", "")),
    more=("Acts",),
)  # fmt: skip
DECLARANTS = ListFile(
    "declarants", "Who declares",
    ("Person", "Position", "Group", "Decision-maker", "From", "Until", "Last answered", "Next due", "Overdue"),
    _declarants, needs=(Permission.KEEP_REGISTERS,), pages={"declarants": {}},
    shown=("Person", "Position", "Group", ("From", "Since"), ("Next due", "Declares by"), ("Acts", "")),
    more=("Acts",),
)  # fmt: skip
TRAINEES = ListFile(
    "training-needed", "Who needs training module 1", ("Name", "Position", "Counts until", "Due"),
    _needed, needs=(Permission.VIEW_WORKING,), pages={"training": {}},
    shown=("Name", "Position", "Counts until", ("Due", "State")),
)  # fmt: skip
CCG_LISTS = (
    DECLARATIONS,
    OVERDUE,
    DECLARANTS,
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
    *BREACHES,
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
