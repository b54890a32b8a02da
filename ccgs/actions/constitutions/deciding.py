"""The way of a version from the officer's desk to the members, to NHS England and into force."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ccgs.actions.beginning import any_of, require_there
from ccgs.actions.constitutions.common import begin_version, facts_of, lock, move, refuse_if, write
from ccgs.models import Constitution
from ccgs.rules import constitution_acts as acts
from ccgs.rules.constitutions import (
    adoption_blockers,
    approval_blockers,
    force_blockers,
    force_moment,
    proposal_blockers,
)
from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.roles import Permission
from cocommission.shared.clock import moment
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Document, Person

S = ConstitutionState
OF_THE_VOTE = any_of(Permission.EDIT_CONSTITUTION, Permission.RUN_BALLOTS, Permission.VERIFY_BALLOTS)
"""Who records what the members said: an officer of the CCG, or the verifier who certified the ballot."""


@transaction.atomic
def propose(*, constitution: Constitution, by: Person, now: datetime, reason: str = "") -> Constitution:
    """Puts a draft to the members: from now its text stands still. Raises Refused while CON-01 is not met."""
    constitution = begin_version(constitution, acts.PROPOSE, by=by, now=now)
    refuse_if(proposal_blockers(facts_of(constitution, now)))
    constitution.proposed_at, constitution.proposed_by = now, by
    return move(constitution, S.PROPOSED, act="constitution.proposed", by=by, now=now, reason=reason)


@transaction.atomic
def return_to_draft(*, constitution: Constitution, reason: str, by: Person, now: datetime) -> Constitution:
    """Takes a proposed or adopted version back to change it: what the members said of it no longer counts."""
    constitution = begin_version(constitution, acts.RETURN, by=by, now=now)
    _need(reason, "Enter the reason for taking it back. Members will read it.")
    facts = {"was": constitution.state}
    constitution.proposed_at = constitution.proposed_by = None
    constitution.adopted_at = constitution.adopted_by = None
    constitution.adoption_evidence = {}
    return move(constitution, S.DRAFT, act="constitution.returned", by=by, now=now, reason=reason, facts=facts)


@transaction.atomic
def adopt_by_members(
    *, constitution: Constitution, by: Person, now: datetime, evidence: dict[str, Any]
) -> Constitution:
    """Records that the members adopted it. ``evidence`` (JSON) names the ballot or meeting, its figures and, for a
    ballot, the ``text_hash`` that was voted on, which must be the hash of this version (APP-10).

    ``by`` is an officer of the CCG or the verifier who certified the ballot.
    """
    constitution = begin_version(constitution, acts.ADOPT, by=by, now=now, permit=OF_THE_VOTE)
    refuse_if(adoption_blockers(facts_of(constitution, now), evidence))
    constitution.adopted_at, constitution.adopted_by = now, by
    constitution.adoption_evidence = evidence
    return move(constitution, S.ADOPTED, act="constitution.adopted", by=by, now=now, facts={"evidence": evidence})


@transaction.atomic
def adopt_by_ballot(*, constitution: Constitution, by: Person, now: datetime, evidence: dict[str, Any]) -> bool:
    """As ``adopt_by_members``, for a ballot of this service whose result is published; ``by`` published it.

    False, and nothing is written, where the version is no longer proposed or is not what the members voted on.
    """
    constitution = lock(constitution)
    if adoption_blockers(facts_of(constitution, now), evidence):
        return False
    constitution.adopted_at, constitution.adopted_by = now, by
    constitution.adoption_evidence = evidence
    move(constitution, S.ADOPTED, act="constitution.adopted", by=by, now=now, facts={"evidence": evidence})
    return True


@transaction.atomic
def undo_adoption(*, constitution: Constitution, ballot_id: int, reason: str, by: Person, now: datetime) -> bool:
    """The ballot that adopted the version is void: it is only proposed again. True when something was undone.

    A version that NHS England has approved since, or that rests on other evidence, stays as it is.
    """
    constitution = lock(constitution)
    if constitution.state != S.ADOPTED or constitution.adoption_evidence.get("ballot_id") != ballot_id:
        return False
    constitution.adopted_at = constitution.adopted_by = None
    constitution.adoption_evidence = {}
    move(constitution, S.PROPOSED, act="constitution.adoption_undone", by=by, now=now, reason=reason)
    return True


@transaction.atomic
def reject(*, constitution: Constitution, reason: str, by: Person, now: datetime) -> Constitution:
    """Records that the members did not adopt it (by an officer or verifier) or that NHS England did not approve it
    (by the regional officer). The version stays on record. Raises Refused without a reason (CON-04).
    """
    adopted = lock(constitution).state == S.ADOPTED
    act, permit = (acts.REFUSE, require_there) if adopted else (acts.LOST, OF_THE_VOTE)
    constitution = begin_version(constitution, act, by=by, now=now, permit=permit)
    _need(reason, "Enter the reason in writing.")
    facts = {"was": constitution.state}
    constitution.rejected_at, constitution.rejected_by = now, by
    constitution.rejection_reasons = reason.strip()
    return move(constitution, S.REJECTED, act="constitution.rejected", by=by, now=now, reason=reason, facts=facts)


@transaction.atomic
def approve_by_nhs_england(
    *,
    constitution: Constitution,
    reasons: str,
    by: Person,
    now: datetime,
    document: Document | None = None,
) -> Constitution:
    """NHS England's decision in writing with reasons (CON-04), by an officer of the CCG's region."""
    constitution = begin_version(constitution, acts.APPROVE, by=by, now=now)
    refuse_if(approval_blockers(facts_of(constitution, now), reasons))
    constitution.approved_at, constitution.approved_by = now, by
    constitution.approval_reasons, constitution.approval_document = reasons.strip(), document
    return move(constitution, S.APPROVED, act="constitution.approved", by=by, now=now, reason=reasons)


@transaction.atomic
def bring_into_force(*, constitution: Constitution, from_at: datetime, by: Person, now: datetime) -> Constitution:
    """Brings an approved version into force at ``from_at`` and ends the one before at that moment.

    ``from_at`` may be before or after ``now``, which is when it is recorded. Raises Refused before NHS England's
    approval (CON-02), Conflict when another version is in force from a later moment.
    """
    permit = any_of(Permission.EDIT_CONSTITUTION, Permission.APPROVE_CONSTITUTION)
    constitution = begin_version(constitution, acts.FORCE, by=by, now=now, permit=permit)
    from_at = force_moment(from_at, constitution.approved_at)
    refuse_if(force_blockers(facts_of(constitution, now), from_at=from_at))
    others = Constitution.objects.filter(
        ccg=constitution.ccg, in_force_from_at__isnull=False, in_force_to_at__isnull=True
    )
    for before in others.select_related("ccg"):
        if before.in_force_from_at is None or before.in_force_from_at >= from_at:
            raise Conflict(
                f"Version {before.number} is in force from {moment(before.in_force_from_at)}. Choose a later time."
            )
        before.in_force_to_at, before.state = from_at, S.SUPERSEDED
        before.record(by=by, at=now, why=f"Superseded by version {constitution.number}")
        facts = {"by_number": constitution.number, "from_at": from_at.isoformat()}
        write(before, "constitution.superseded", by=by, now=now, facts=facts)
    constitution.in_force_from_at = from_at
    facts = {"from_at": from_at.isoformat()}
    return move(constitution, S.IN_FORCE, act="constitution.in_force", by=by, now=now, facts=facts)


def _need(reason: str, words: str) -> None:
    if not reason.strip():
        raise Refused(words, status=400, field="reason")
