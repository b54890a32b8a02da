"""The dossier of a decision: everything that it rests on, with a hash of each file (F-47)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cocommission.shared.clock import london
from cocommission.shared.models import Entry
from conflicts.models import Interest
from pccc.models import Decision, Meeting, MeetingDeclaration, Minutes, Movement, Ruling
from pccc.queries.archives import archive
from pccc.queries.decisions import Reader, figures_words
from pccc.queries.minutes import account_of, minutes_of
from pccc.queries.minutes_docx import minutes_docx
from pccc.rules.minutes import kept_from, visible
from pccc.rules.presence import of_item
from pccc.terms import Handling, MinutesState

README = """Dossier of a decision of a committee of a clinical commissioning group.

manifest.json lists every file with its SHA-256. Check one, for example, by: sha256sum papers/1-report.pdf
ledger.json gives the entries of the CCG's ledger about this decision; anybody can verify that ledger.
What is left out of this copy, and why, stands in manifest.json under "withheld".
"""


@dataclass(frozen=True, slots=True)
class Dossier:
    """The files of a dossier in their order, and what was left out of this copy: (name, why).

    `facts` is what stands in its JSON files, by their names; `minutes` those of the meeting, whoever may read them.
    """

    files: tuple[tuple[str, bytes], ...]
    withheld: tuple[tuple[str, str], ...]
    facts: Mapping[str, Any]
    minutes: Minutes | None

    @property
    def manifest(self) -> list[dict[str, Any]]:
        """Name, size and SHA-256 of each file."""
        return [
            {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in self.files
        ]


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _at(at: datetime | None) -> str:
    return london(at).isoformat() if at is not None else ""


def decision_facts(decision: Decision) -> dict[str, Any]:
    """The decision itself."""
    item = decision.item
    return {
        "ccg": decision.ccg.code,
        "number": decision.number,
        "kind": decision.get_kind_display(),
        "committee": decision.committee.name,
        "meeting": item.meeting.number if item else None,
        "item": item.number if item else None,
        "title": decision.title,
        "text": decision.text,
        "rationale": decision.rationale,
        "function": decision.authority["function_name"],
        "outcome": decision.get_outcome_display(),
        "vote": figures_words(decision),
        "urgent_reason": decision.urgent_reason,
        "earlier": decision.earlier.number if decision.earlier else None,
        "later": [one.number for one in decision.later_decisions.all()],
        "decided_at": _at(decision.decided_at),
    }


def _kept_off(rulings: list[Ruling]) -> set[int]:
    """Interests, by key, that stand in paths of rulings and are kept off the public register."""
    ids = {step.get("interest") for ruling in rulings for step in ruling.path if step.get("interest")}
    rows = Interest.objects.filter(pk__in=ids, redactions__state__in=["REQUESTED", "GRANTED"])
    return set(rows.values_list("pk", flat=True))


def interests_of(decision: Decision, *, working: bool, everything: bool) -> dict[str, Any]:
    """Declarations for the item and every ruling on it; the paths for those who see working papers.

    A path through an entry that is kept off the register is shown only to those who see `everything`.
    """
    if decision.item is None:
        return {"conflicts": decision.figures.get("conflicts", "")}
    declared = MeetingDeclaration.objects.filter(item=decision.item).select_related("person").order_by("declared_at")
    rulings = list(
        Ruling.objects.filter(item=decision.item).select_related("person", "ruled_by").order_by("ruled_at", "pk")
    )
    hidden = _kept_off(rulings) if working and not everything else set()
    found = []
    for ruling in rulings:
        one: dict[str, Any] = {
            "name": ruling.person.name,
            "ruled": str(Handling(ruling.ruled).label),
            "proposed": str(Handling(ruling.proposed).label),
            "reason": ruling.reason,
            "evidence": ruling.evidence,
            "ruled_by": ruling.ruled_by.name,
            "ruled_at": _at(ruling.ruled_at),
        }
        if working:
            one["path"] = [
                "An interest that is kept off the public register" if step.get("interest") in hidden else step["words"]
                for step in ruling.path
            ]
        found.append(one)
    return {
        "declared": [{"name": d.person.name, "nature": d.nature, "declared_at": _at(d.declared_at)} for d in declared],
        "rulings": found,
    }


def movements_of(decision: Decision) -> list[dict[str, str]]:
    """Who left and came back during the item; whoever left and came back after it, with that too."""
    if decision.item is None:
        return []
    moves = Movement.objects.filter(meeting=decision.item.meeting_id).select_related("person")
    rows = of_item(list(moves.order_by("moved_at", "pk")), decision.item.pk)
    return [
        {"name": one.person.name, "direction": one.get_direction_display(), "at": _at(one.moved_at)} for one in rows
    ]


def votes_of(decision: Decision) -> dict[str, Any]:
    """The figures and every named vote."""
    return {
        "figures": {key: value for key, value in decision.figures.items() if key != "conflicts"},
        "votes": [
            {"name": one.person.name, "position": one.position, "choice": one.get_choice_display(),
             "casting": one.casting}
            for one in decision.votes.all()
        ],
    }  # fmt: skip


def members_of(decision: Decision) -> list[dict[str, Any]]:
    """Who sat that day, as it was kept, without the keys of the database."""
    return [{key: value for key, value in one.items() if key != "person"} for one in decision.members]


def ledger_of(decision: Decision) -> list[dict[str, Any]]:
    """The entries of the CCG's book about the decision."""
    rows = Entry.objects.filter(subject=decision.subject).select_related("book").order_by("pk")
    return [
        {"book": row.book.key, "number": row.number, "act": row.act, "sha256": bytes(row.hash).hex()} for row in rows
    ]


def _papers(decision: Decision, reader: Reader) -> tuple[list[tuple[str, bytes]], list[tuple[str, str]]]:
    files, withheld = [], []
    if decision.item is not None:
        rows = decision.item.papers.filter(removed_at__isnull=True).select_related("document").order_by("pk")
        for number, paper in enumerate(rows, 1):
            name = f"papers/{number}-{paper.document.name}"
            if reader.papers:
                files.append((name, bytes(paper.document.content)))
            else:
                withheld.append(
                    (f"papers/{number}", "You cannot see this paper. It is private, or the chair decided so.")
                )
    return files, withheld


def _minutes(meeting: Meeting, minutes: Minutes | None, reader: Reader, now: datetime) -> list[tuple[str, bytes]]:
    if minutes is None or not (reader.working or minutes.state == MinutesState.PUBLISHED):
        return []
    content = minutes.content or account_of(meeting, minutes.remarks, now).content
    content = visible(
        content, private=reader.private, hidden=kept_from(meeting.items.all(), reader.hidden, minutes.state)
    )
    facts = {"state": minutes.get_state_display(), "sha256": minutes.content_hash, "content": content}
    return [("minutes.json", _json(facts)), ("minutes.docx", minutes_docx(content, str(minutes.get_state_display())))]


def dossier_of(decision: Decision, reader: Reader, now: datetime) -> Dossier:
    """The dossier as this reader may have it. `decision` comes with everything and was found to be theirs to see."""
    papers, withheld = _papers(decision, reader)
    facts = {
        "decision": decision_facts(decision),
        "authority": decision.authority,
        "members": members_of(decision),
        "quorum": decision.quorum,
        "interests": interests_of(decision, working=reader.working, everything=reader.guards),
        "movements": movements_of(decision),
        "votes": votes_of(decision),
        "ledger": ledger_of(decision),
    }
    files = [("README.txt", README.encode()), *((f"{name}.json", _json(fact)) for name, fact in facts.items())]
    minutes = None
    if decision.item is not None:
        minutes = minutes_of(decision.item.meeting)
        readable = _minutes(decision.item.meeting, minutes, reader, now)
        files += readable
        if not readable:
            withheld.append(("minutes", "The minutes are not published yet."))
    return Dossier((*files, *papers), tuple(withheld), facts, minutes)


def dossier_zip(decision: Decision, found: Dossier) -> bytes:
    """One ZIP: the files and manifest.json with their hashes. The same contents give the same bytes."""
    manifest = {
        "kind": "cocommission decision dossier",
        "version": 1,
        "ccg": decision.ccg.code,
        "decision": decision.number,
        "files": found.manifest,
        "withheld": [{"name": name, "why": why} for name, why in found.withheld],
    }
    return archive([("manifest.json", _json(manifest)), *found.files])
