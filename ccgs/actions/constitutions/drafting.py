"""Writing a draft. Several drafts may run in parallel; a version's text changes only while it is one."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ccgs.actions.constitutions.common import begin_version, write
from ccgs.actions.permits import require_any
from ccgs.models import CCG, Constitution, VotingRule
from ccgs.models.constitutions import hash_of_text
from ccgs.queries.constitutions import in_force
from ccgs.rules import constitution_acts as acts
from ccgs.rules.voting import VotingRuleTerms, hash_of_rules
from ccgs.terms.constitutions import ChecklistItem, ConstitutionState
from ccgs.terms.roles import Permission
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Document, Person

LONGEST_TEXT = 2_000_000


@transaction.atomic
def draft_constitution(
    *,
    ccg: CCG,
    title: str,
    by: Person,
    now: datetime,
    text: str | None = None,
    based_on: Constitution | None = None,
    source_file: Document | None = None,
) -> Constitution:
    """A new draft with the next number. Without ``based_on`` it starts from the version in force.

    ``text`` None takes over the text of that version; its checklist and voting rules are taken over in any case.
    Raises Refused unless ``by`` may edit the constitution.
    """
    require_any(by, (Permission.EDIT_CONSTITUTION,), ccg, now)
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    base = based_on or in_force(ccg, now)
    if base is not None and base.ccg_id != ccg.pk:
        raise Refused("A draft can only start from a version of the same CCG.", status=400)
    words = text if text is not None else (base.text if base else "")
    _check_text(title, words)
    rules = [rule.terms for rule in base.voting_rules.all()] if base else []
    latest = Constitution.objects.filter(ccg=ccg).aggregate(latest=Max("number"))["latest"] or 0
    draft = Constitution(
        ccg=ccg,
        number=latest + 1,
        title=title.strip(),
        text=words,
        text_hash=hash_of_text(words),
        rules_hash=hash_of_rules(rules),
        based_on=base,
        checklist=dict(base.checklist) if base else {},
        drafted_at=now,
        drafted_by=by,
        source_file=source_file,
    )
    draft.record(by=by, at=now, why="Drafted")
    for rule in rules:
        taken_over = {field: getattr(rule, field) for field in VotingRuleTerms.__dataclass_fields__}
        VotingRule(constitution=draft, **taken_over).record(by=by, at=now, why=f"Taken over from {base}")
    write(draft, "constitution.drafted", by=by, now=now, facts={"based_on": base.number if base else None})
    return draft


@transaction.atomic
def change_text(
    *,
    constitution: Constitution,
    text: str,
    title: str,
    by: Person,
    now: datetime,
    reason: str = "",
    source_file: Document | None = None,
    seen_hash: str = "",
) -> Constitution:
    """Changes title and text of a draft. ``seen_hash`` is the fingerprint of the text that the editor started from:
    when somebody else saved in between, Conflict is raised and nothing is lost.
    """
    constitution = begin_version(constitution, acts.WRITE, by=by, now=now)
    if seen_hash and seen_hash != constitution.text_hash:
        raise Conflict(
            "Another person saved this draft while you were writing. Copy your text, load the page again and compare."
        )
    _check_text(title, text)
    before = constitution.text_hash
    constitution.title, constitution.text = title.strip(), text
    constitution.text_hash = hash_of_text(text)
    if source_file is not None:
        constitution.source_file = source_file
    constitution.record(by=by, at=now, why=reason or "Text changed")
    write(constitution, "constitution.changed", by=by, now=now, reason=reason, facts={"text_hash_before": before})
    return constitution


@transaction.atomic
def mark_checklist(*, constitution: Constitution, marks: Mapping[str, str], by: Person, now: datetime) -> Constitution:
    """Notes for each item of CON-01 (a ChecklistItem) the number or heading of the clause that meets it."""
    constitution = begin_version(constitution, acts.WRITE, by=by, now=now)
    unknown = set(map(str, marks)) - set(ChecklistItem.values)
    if unknown:
        raise Refused(f"The checklist has no item {', '.join(sorted(unknown))}.", status=400)
    constitution.checklist = {str(item): clause.strip()[:200] for item, clause in marks.items() if clause.strip()}
    constitution.record(by=by, at=now, why="Checklist marked")
    write(constitution, "constitution.checked", by=by, now=now, facts={"checklist": constitution.checklist})
    return constitution


@transaction.atomic
def discard_draft(*, constitution: Constitution, reason: str, by: Person, now: datetime) -> None:
    """Rejects a draft that will not be followed up; it stays on record. Raises Refused without a reason."""
    constitution = begin_version(constitution, acts.DISCARD, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter the reason for giving this draft up.", status=400, field="reason")
    constitution.rejected_at, constitution.rejected_by, constitution.rejection_reasons = now, by, reason.strip()
    constitution.state = ConstitutionState.REJECTED
    constitution.record(by=by, at=now, why=reason.strip())
    write(constitution, "constitution.discarded", by=by, now=now, reason=reason)


def _check_text(title: str, text: str) -> None:
    if not title.strip():
        raise Refused("Enter the version a title.", status=400, field="title")
    if len(text) > LONGEST_TEXT:
        raise Refused("The text is longer than two million characters.", status=400, field="text")
    if "\x00" in text:
        raise Refused("The text contains characters that cannot be read (NUL). Remove them.", status=400, field="text")
