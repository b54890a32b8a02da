"""Drafting, proposing, adopting, approving and bringing into force a version of a constitution (F-05)."""

from .deciding import (
    adopt_by_ballot,
    adopt_by_members,
    approve_by_nhs_england,
    bring_into_force,
    propose,
    reject,
    return_to_draft,
    undo_adoption,
)
from .drafting import change_text, discard_draft, draft_constitution, mark_checklist
from .voting_rules import remove_voting_rule, save_voting_rule

__all__ = [
    "adopt_by_ballot",
    "adopt_by_members",
    "approve_by_nhs_england",
    "bring_into_force",
    "change_text",
    "discard_draft",
    "draft_constitution",
    "mark_checklist",
    "propose",
    "reject",
    "remove_voting_rule",
    "return_to_draft",
    "save_voting_rule",
    "undo_adoption",
]
