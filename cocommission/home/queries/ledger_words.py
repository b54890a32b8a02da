"""What a ledger entry says, for people: its facts and its subject in words. What was hashed is in the file of the
ledger, byte for byte as facts."""

import json
import re
from datetime import datetime
from typing import Any

from django.apps import apps

from cocommission.shared.clock import moment
from cocommission.shared.models import Entry

CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z)")


def facts_in_words(entry: Entry) -> list[tuple[str, str]]:
    """The facts as label and words; what is empty is left out."""
    facts = json.loads(entry.body).get("facts") or {}
    found = [(key.replace("_", " ").capitalize(), in_words(value)) for key, value in facts.items()]
    return [(label, words) for label, words in found if words]


def in_words(value: Any) -> str:
    """A fact for people: moments in words, codes in lower case, yes and no, lists with commas; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        parts = [(str(key).replace("_", " "), in_words(part)) for key, part in value.items()]
        return "; ".join(f"{key}: {words}" for key, words in parts if words)
    if isinstance(value, list):
        return ", ".join(filter(None, map(in_words, value)))
    text = str(value)
    if MOMENT.fullmatch(text):
        return moment(datetime.fromisoformat(text))
    return CODE.sub(lambda found: found.group().replace("_", " ").lower(), text)


def subject_in_words(subject: str) -> str:
    """`votes.Ballot:12` is "ballot (no. 12 in the records)"; what names no record stays as it is."""
    label, _, key = subject.partition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return subject.replace(":", " ")
    return f"{model._meta.verbose_name} (no. {key} in the records)"
