"""The exact text that is hashed: JSON with sorted keys and no choice of spelling, so that anyone can check it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def canonical(facts: Mapping[str, Any]) -> str:
    """`facts` as JSON: keys sorted, no spaces, days and times in ISO 8601."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def sha256_of(text: str) -> str:
    """The SHA-256 of a text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest(facts: Mapping[str, Any]) -> str:
    """The SHA-256 of `canonical(facts)`."""
    return sha256_of(canonical(facts))
