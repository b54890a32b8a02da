"""What a page showed and its one button is about: the form sends along what stands for it, since it may change."""

import json
from hashlib import sha256
from typing import Any

from cocommission.shared.errors import Conflict


def stands_for(given: Any) -> str:
    """Stands for what a page shows: SHA-256 of it as JSON, with sorted keys."""
    return sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()


def require_seen(seen: str, true: str, words: str) -> None:
    """Raises Conflict with `words` unless the page showed (`seen`) what is true, both as `stands_for` gives it.

    An action asks this under its lock, of the same list that it then records.
    """
    if seen != true:
        raise Conflict(words)
