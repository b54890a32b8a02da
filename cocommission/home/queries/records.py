"""History of one governed record: who, when, why, and what changed from one version to the next."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models

from ccgs.models import CCG, MemberPractice, Post
from ccgs.queries.posts import ccg_of
from cocommission.shared.clock import day, moment
from cocommission.shared.models import Governed

LEADS = (
    "ccg", "practice", "ballot", "question", "consultation", "constitution", "application", "event", "decision",
    "interest", "procurement", "committee", "seat", "meeting", "item",
)  # fmt: skip
OWN = {"history_id", "history_date", "history_type", "history_change_reason", "history_user", "history_actor_id",
       "history_actor_name", "history_recorded_at", "id"}  # fmt: skip
CODE = re.compile(r"[a-z_]+\.[a-z_]+")
LONG = 300
INITIALS = {"ccg": "CCG", "lmc": "LMC", "ods": "ODS", "id": "ID", "sha256": "SHA-256"}


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its label, what it said before and what it says after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Version:
    """One act on the record."""

    kind: str
    at: datetime
    recorded_at: datetime
    who: str
    why: str
    changes: list[Change]


def governed_model(label: str) -> type[Governed] | None:
    """`votes.ballot` -> the model, when it keeps history."""
    try:
        found = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return found if issubclass(found, Governed) else None


def ccg_of_record(record: Any, now: datetime, depth: int = 4) -> CCG | None:
    """The CCG that a record belongs to, followed through what it hangs on; None for national records."""
    if isinstance(record, CCG):
        return record
    if isinstance(record, MemberPractice):
        return ccg_of(record, now)
    if isinstance(record, Post):
        return ccg_of_record(record.organisation, now, depth - 1)
    for lead in LEADS if depth else ():
        linked = getattr(record, lead, None) if hasattr(type(record), lead) else None
        if isinstance(linked, models.Model) and (found := ccg_of_record(linked, now, depth - 1)):
            return found
    return None


def _label(field: "models.Field[Any, Any]") -> str:
    """The field's name for people: `ccg` is CCG, `roll_frozen_at` is Roll frozen at."""
    words = [INITIALS.get(word, word) for word in str(field.verbose_name).split()]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def _reason(text: str) -> str:
    """The reason; where an action gave only its code, `ballot.opened`, that in words."""
    return text.replace(".", " ").replace("_", " ") if CODE.fullmatch(text) else text


def _text(row: Any, field: "models.Field[Any, Any]") -> str:
    value = getattr(row, field.attname, None)
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.is_relation:
        linked = field.related_model._default_manager.filter(pk=value).first() if field.related_model else None
        return str(linked) if linked is not None else f"no. {value}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        value = "; ".join(f"{key}: {part}" for key, part in value.items())
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value)
    if isinstance(value, (bytes, memoryview)):
        return f"{len(value)} bytes"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    text = str(value)
    return text if len(text) <= LONG else f"{text[:LONG]} … ({len(text)} characters)"


def history_of(record: Governed) -> list[Version]:
    """Every version of `record`, latest first."""
    rows = list(record.history.order_by("history_date", "history_id"))
    versions, before = [], None
    for row in rows:
        changes = []
        for field in row._meta.fields:
            if field.name in OWN:
                continue
            old, new = getattr(before, field.attname, None), getattr(row, field.attname, None)
            if old != new and not (before is None and new in (None, "", [], {})):
                changes.append(Change(_label(field), _text(before, field) if before else "",
                                      _text(row, field)))  # fmt: skip
        kind = {"+": "Made", "~": "Changed", "-": "Removed"}[row.history_type]
        versions.append(
            Version(
                kind,
                row.history_date,
                row.history_recorded_at,
                row.history_actor_name or "The service itself",
                _reason(row.history_change_reason or ""),
                changes,
            )  # fmt: skip
        )
        before = row
    return versions[::-1]
