"""Writes of committees: draft, describe, terms of reference, invitations, activate, end (F-40)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ccgs.actions.beginning import begin
from ccgs.actions.permits import require_any
from ccgs.models import CCG, Region
from ccgs.terms import Permission
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import london
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Document, Person
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Blocker, blocking
from cocommission.shared.rules.facts import facts_in, values
from pccc.models import Committee, Invitation, TermsOfReference
from pccc.queries.composition import standing, terms_at
from pccc.rules.committee_acts import ACTIVATE, EDIT, END, INVITE, LOCAL, TERMS, activation_blockers
from pccc.rules.composition import SECRETARY
from pccc.rules.facts import DescriptionFacts, TermsFacts
from pccc.rules.quorum import validate_quorum
from pccc.terms import TRANSITIONS, CommitteeKind, CommitteeState, Remedy
from pccc.terms.committees import InvitationAnswer

LIFE = TRANSITIONS["Committee"]


def begin_committee(committee: Committee, act: Act, *, by: Person, now: datetime) -> Committee:
    """The locked committee, for an act of `rules.committee_acts`; raises as `begin` does."""
    return begin(Committee.objects.select_related("ccg").filter(pk=committee.pk), act, by=by, now=now)


def _refuse(missing: str, field: str) -> Refused:
    return Refused(Blocker("", missing, SECRETARY, LOCAL, field=field))


def _described(committee: Committee) -> None:
    """Raises Refused unless the description makes sense."""
    parent = committee.parent
    if not committee.name.strip():
        raise _refuse("Enter the committee a name.", "name")
    if committee.kind == CommitteeKind.SUBGROUP and parent is None:
        raise _refuse("Choose the committee that the sub-group reports to.", "parent")
    if committee.kind != CommitteeKind.SUBGROUP and parent is not None:
        raise _refuse("Only a sub-group reports to another committee.", "parent")
    if parent is not None and (parent.ccg_id != committee.ccg_id or parent.kind == CommitteeKind.SUBGROUP):
        raise _refuse("A sub-group reports to a committee of the same CCG that is not a sub-group itself.", "parent")
    if committee.kind == CommitteeKind.IN_COMMON and not committee.common_name.strip():
        raise _refuse("Enter the name that the committees in common share.", "common_name")


@transaction.atomic
def draft_committee(
    *,
    ccg: CCG,
    facts: DescriptionFacts,
    by: Person,
    now: datetime,
    parent: Committee | None = None,
    region: Region | None = None,
    agreement: Document | None = None,
) -> Committee:
    """Starts to set up a committee; one that this person is setting up already with the same details gives that one.

    Raises Conflict where it has other details, so that none is dropped without a word.
    """
    require_any(by, (Permission.RUN_COMMITTEES,), ccg, now)
    CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    described = {**values(facts), "name": " ".join(facts.name.split())}
    name = described["name"]
    mine = Committee.objects.filter(ccg=ccg, kind=facts.kind, name=name, state=CommitteeState.DRAFT, drafted_by=by)
    if (known := mine.select_related("ccg").first()) is not None:
        same = (known.parent, known.region, known.agreement) == (parent, region, agreement)
        if same and values(facts_in(DescriptionFacts, known)) == described:
            return known
        raise Conflict(f"You are already setting up {name}. Open it from the list of committees to change its details.")
    last = Committee.objects.filter(ccg=ccg).aggregate(last=Max("number"))["last"] or 0
    committee = Committee(
        ccg=ccg,
        number=last + 1,
        parent=parent,
        region=region,
        agreement=agreement,
        drafted_at=now,
        drafted_by=by,
        **described,
    )
    _described(committee)
    committee.record(by=by, at=now, why="Committee drafted")
    _enter("committee.drafted", committee, by, now, facts={"kind": committee.kind, "name": name})
    return committee


def _enter(
    act: str, committee: Committee, by: Person, now: datetime, *, facts: dict[str, Any] | None = None, reason: str = ""
) -> None:
    ledger = {"book": committee.ccg.book, "subject": committee.subject}
    enter(act=act, by=by, now=now, facts=facts or {}, reason=reason, **ledger)


@transaction.atomic
def describe_committee(
    *,
    committee: Committee,
    name: str,
    by: Person,
    now: datetime,
    common_name: str = "",
    region: Region | None = None,
    agreement: Document | None = None,
    meets_in_public: bool = True,
) -> Committee:
    """Changes name, shared name, region, agreement and whether it meets in public; its kind stays.

    Without `agreement` the one on record stays.
    """
    committee = begin_committee(committee, EDIT, by=by, now=now)
    committee.name = " ".join(name.split())
    committee.common_name = common_name.strip()
    committee.region = region
    committee.agreement = agreement or committee.agreement
    committee.meets_in_public = meets_in_public
    _described(committee)
    committee.record(by=by, at=now, why="Described anew")
    facts = {"name": committee.name, "common_name": committee.common_name, "public": meets_in_public}
    _enter("committee.described", committee, by, now, facts=facts)
    return committee


def _terms_faults(committee: Committee, facts: TermsFacts, now: datetime) -> list[Blocker]:
    found = validate_quorum(facts.quorum)
    if set(facts.remedies) - set(Remedy.values):
        found.append(
            Blocker("PCC-18", "Choose what to do with an item without a quorum.", SECRETARY, LOCAL, field="remedies")
        )
    last = committee.terms.order_by("-number").first()
    if last is not None and facts.from_on < last.from_on:
        words = f"Version {last.number} begins on a later day. A new version must begin on that day or later."
        found.append(Blocker("", words, SECRETARY, LOCAL, field="from_on"))
    if committee.state == CommitteeState.ACTIVE and last is not None and facts.from_on < london(now).date():
        words = "You cannot change the terms of reference of an active committee for past days."
        found.append(Blocker("", words, SECRETARY, LOCAL, field="from_on"))
    return found


@transaction.atomic
def set_terms(
    *,
    committee: Committee,
    facts: TermsFacts,
    by: Person,
    now: datetime,
    document: Document | None = None,
) -> TermsOfReference:
    """Adds a version of the terms of reference; the same as the latest gives that one.

    Raises Refused with PCC-09 for a quorum that cannot be judged, and for a first day before that of the latest.
    """
    committee = begin_committee(committee, TERMS, by=by, now=now)
    wanted = {**values(facts), "document": document, "remedies": [str(remedy) for remedy in facts.remedies]}
    last = committee.terms.order_by("-number").first()
    if last is not None and all(getattr(last, name) == value for name, value in wanted.items()):
        return last
    if faults := _terms_faults(committee, facts, now):
        raise Refused(*faults)
    terms = TermsOfReference(
        committee=committee, number=last.number + 1 if last else 1, set_at=now, set_by=by, **wanted
    )
    terms.record(by=by, at=now, why="Terms of reference set")
    said = {"version": terms.number, "from_on": facts.from_on.isoformat(), "quorum": facts.quorum}
    _enter("committee.terms_set", committee, by, now, facts={**said, "remedies": terms.remedies})
    return terms


@transaction.atomic
def invite(
    *,
    committee: Committee,
    body: str,
    organisation: str,
    invited_on: date,
    by: Person,
    now: datetime,
    private_items: bool = False,
    answer: str = InvitationAnswer.NONE,
    answered_on: date | None = None,
) -> Invitation:
    """Records a standing invitation and its answer (PCC-07); the same body again changes the one on record."""
    committee = begin_committee(committee, INVITE, by=by, now=now)
    organisation = " ".join(organisation.split())
    if not organisation:
        raise _refuse("Enter the name of the body that is invited.", "organisation")
    if bool(answer) != bool(answered_on):
        raise _refuse("Enter both the answer and its day.", "answered_on")
    if answered_on is not None and answered_on < invited_on:
        raise _refuse("The answer cannot come before the invitation.", "answered_on")
    row = Invitation.objects.filter(committee=committee, body=body, organisation=organisation).first()
    row = row or Invitation(committee=committee, body=body, organisation=organisation)
    row.invited_on, row.private_items, row.answer, row.answered_on = invited_on, private_items, answer, answered_on
    row.recorded_at, row.recorded_by = now, by
    row.record(by=by, at=now, why="Standing invitation")
    facts = {"body": str(body), "organisation": organisation, "answer": str(answer)}
    _enter("committee.invited", committee, by, now, facts=facts)
    return row


@transaction.atomic
def activate_committee(*, committee: Committee, by: Person, now: datetime) -> Committee:
    """Makes it active. Raises Refused with every rule of composition that is broken now, or without terms."""
    committee = begin_committee(committee, ACTIVATE, by=by, now=now)
    has_terms = terms_at(committee, london(now).date()) is not None
    composed = standing(committee, now)
    if against := blocking(activation_blockers(committee.state, composed, has_terms=has_terms)):
        raise Refused(*against)
    LIFE.require(committee.state, CommitteeState.ACTIVE, what="The committee")
    committee.state, committee.activated_at, committee.activated_by = CommitteeState.ACTIVE, now, by
    committee.record(by=by, at=now, why="Activated")
    facts = {
        "figures": [figure.words for figure in composed.figures],
        "members": [f"{s.name}, {s.role}, {'voting' if s.voting else 'non-voting'}" for s in composed.facts.sitters],
    }
    _enter("committee.activated", committee, by, now, facts=facts)
    return committee


@transaction.atomic
def end_committee(*, committee: Committee, reason: str, by: Person, now: datetime) -> Committee:
    """Ends an active committee. Its seats, members and decisions stay on record."""
    committee = begin_committee(committee, END, by=by, now=now)
    if not reason.strip():
        raise _refuse("Enter why the committee ends.", "reason")
    LIFE.require(committee.state, CommitteeState.ENDED, what="The committee")
    committee.state, committee.ended_at, committee.ended_by = CommitteeState.ENDED, now, by
    committee.ended_reason = reason
    committee.record(by=by, at=now, why=reason)
    _enter("committee.ended", committee, by, now, reason=reason)
    return committee
