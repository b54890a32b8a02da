"""Rules of breaches (BRE-01 to BRE-04): plain Python, facts in, reasons out."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cocommission.shared.clock import day, london
from cocommission.shared.rules.blockers import Blocker
from conflicts.rules.periods import add_months
from conflicts.rules.values import value_on

GUARDIAN = "Conflicts of Interest Guardian"
HEMPSONS = "Guidance of 28 June 2016"
EASTERN_CHESHIRE = "Eastern Cheshire CCG policy 2017"
MONTHS = {"april", "august", "june", "march", "may"}
TITLES = {"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "lady", "lord", "rev"}
SHORT_WORDS = {"an", "as", "at", "be", "by", "do", "go", "gp", "he", "if", "in", "is", "it", "me", "my", "no", "of"}
NO_NAMES = TITLES | SHORT_WORDS | {"on", "or", "so", "the", "to", "up", "us", "we", "de", "van", "der", "von"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachFacts:
    """What is reported, or found by a check. `about` and `about_url` name the subject and its page.

    `reporter_name` and `reporter_contact` are of somebody who does not sign in, and may stay empty.
    """

    kind: str
    happened_on: date
    report: str
    control: str = ""
    about: str = ""
    about_url: str = ""
    reporter_name: str = ""
    reporter_contact: str = ""


def investigate_by(reported_at: datetime) -> datetime:
    """By when an investigation under the Guardian is to begin (BRE-03)."""
    return reported_at + timedelta(days=value_on("investigation_within", london(reported_at).date()).value)


def report_blockers(facts: BreachFacts, *, today: date) -> list[Blocker]:
    """What a report still needs."""
    found = []
    if not facts.report.strip():
        found.append(
            Blocker("BRE-03", "Enter what happened.", "The person who reports the breach", HEMPSONS, field="report")
        )
    if facts.happened_on > today:
        words = "The day it happened must be today or in the past."
        found.append(Blocker("BRE-03", words, "The person who reports the breach", HEMPSONS, field="happened_on"))
    return found


def assignment_blockers(*, investigator: int, reported_by: int | None, about: int | None) -> list[Blocker]:
    """Why somebody cannot investigate: never the reporter (BRE-04), nor the person whom it is about."""
    found = []
    if investigator == reported_by:
        words = "The person who reported a breach cannot investigate it. Choose another person."
        found.append(Blocker("BRE-04", words, GUARDIAN, EASTERN_CHESHIRE, field="investigator"))
    if investigator == about:
        words = "A breach cannot be investigated by the person it is about. Choose another person."
        found.append(Blocker("BRE-04", words, GUARDIAN, "Local policy of this service", field="investigator"))
    return found


def guarding_blockers(*, by: int, reported_by: int | None, about: int | None, last_word: bool) -> list[Blocker]:
    """Why a Guardian cannot act: a matter about themself, or the last word (`last_word`) on what they reported."""
    words = ""
    if by == about:
        words = "This is about you. Another Guardian must deal with it. The CCG appoints one."
    elif last_word and by == reported_by:
        words = "You reported this. Another Guardian of the CCG must conclude it."
    return [Blocker("BRE-04", words, GUARDIAN, "Local policy of this service")] if words else []


def conclusion_blockers(*, findings: str, learning: str, actions: str) -> list[Blocker]:
    """What an investigation must say before it is concluded."""
    asked = (
        ("findings", findings, "Enter what was found."),
        ("learning", learning, "Enter what can be learnt from it."),
        ("actions", actions, "Enter what was done about it, or why nothing was needed."),
    )
    return [Blocker("BRE-01", words, GUARDIAN, HEMPSONS, field=name) for name, text, words in asked if not text.strip()]


def _words(text: str) -> list[str]:
    """The words of a text without accents and apostrophes; "O'Hara's" is "OHara"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    bare = re.sub(r"['\u2018\u2019]s\b", "", bare, flags=re.IGNORECASE)
    return re.findall(r"[^\W_]+", re.sub(r"['\u2018\u2019]", "", bare))


def _is_name(words: list[str], at: int, part: str) -> bool:
    """Whether the word at a place is the part of a name: written with a capital, and "May 2017" is no person."""
    word = words[at]
    if word.casefold() != part or not word[0].isupper():
        return False
    beside = words[max(at - 1, 0) : at] + words[at + 1 : at + 2]
    return part not in MONTHS or not any(other.isdigit() for other in beside)


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """The names of which the whole or any part occurs in a text, however they are written (BRE-01).

    A whole name counts in small letters too; a first name or surname alone only with a capital ("Baker", not "a
    baker"), and not where it is an everyday short word ("An", "Do").
    """
    words = _words(text)
    lower = f" {' '.join(words).casefold()} "
    found = []
    for name in dict.fromkeys(names):
        parts = [part for part in (word.casefold() for word in _words(name)) if part not in TITLES]
        whole = len(parts) > 1 and f" {' '.join(parts)} " in lower
        single = [part for part in parts if len(part) > 1 and part not in NO_NAMES]
        if whole or any(_is_name(words, at, part) for part in single for at in range(len(words))):
            found.append(name)
    return found


def publication_blockers(text: str, names: Iterable[str]) -> list[Blocker]:
    """Why a text cannot be published: empty, or a name of somebody in the CCG or of the reporter is in it (BRE-01)."""
    if not text.strip():
        words = "Enter the text to publish, without names."
        return [Blocker("BRE-01", words, GUARDIAN, HEMPSONS, field="public_text")]
    return [
        Blocker(
            "BRE-01",
            f"The text names {name}. Remove the name. Published breaches are anonymous, so describe the "
            f"person's part only.",
            GUARDIAN,
            HEMPSONS,
            field="public_text",
        )
        for name in names_in(text, names)
    ]


def quarter_of(on: date) -> tuple[date, date]:
    """The quarter of a day: its first day and the first day after. Quarters begin in April, July, October, January."""
    months = value_on("breach_page_every", on).value
    first = date(on.year, (on.month - 1) // months * months + 1, 1)
    return first, add_months(first, months)


def quarter_words(first: date, after: date) -> str:
    """A quarter as the page heads it: "1 July 2017 to 30 September 2017"."""
    return f"{day(first)} to {day(after - timedelta(days=1))}"
