"""What each column is answered here and at another organisation, and whether forms, links and ids of its pages work."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from lxml import html

from tests.sweeps.asking import Case, answer, cases, of_organisations
from tests.sweeps.country import Country
from tests.sweeps.drawn import text_of
from tests.sweeps.people import holders_at, strangers_at
from tests.sweeps.sending import Sender
from tests.sweeps.who import in_turn

BADLY_TOLD = re.compile(r"\b\d{1,2}:\d{2}:00|\b12:00\s?[ap]m\b", re.IGNORECASE)
"""Seconds that nobody set, and midday or midnight in figures."""
OF_SOURCES = re.compile(r"\brecalled\b|\b(?:as|is) remembered\b|\bread at\b|\bto be confirmed against\b", re.IGNORECASE)
"""How sure a source is, or where it was found."""
IN_SMALL = re.compile(r"\bnhs (?:[a-z]\w+ )?england\b|(?<![/\w.-])(?:gms|apms|pms|lmc|mcp)\b(?![/\w-])")
"""Initials in small letters."""
NO_WORDS = re.compile(r"<option value=\"\"[^>]*>\s*-*\s*</option>")
"""A choice without words, as Django draws one."""
ID = re.compile(r"""\sid=["']?([^\s"'>]+)""")
PAGES_OF_SOURCES = ("rules", "register-values")
LET_IN = frozenset({200, 302, 400, 409})


@dataclass(frozen=True)
class Question:
    """One thing that is asked of a case; `about` ends the test's name."""

    case: Case
    about: str

    def __str__(self) -> str:
        return f"{self.case.name}-{self.about}"


def questions(part: str) -> list[Question]:
    """What each column is answered, and for addresses of an organisation what is answered at another one."""
    found, with_code, seen = [], of_organisations(), set()
    for case in cases(part):
        found.append(Question(case, f"{case.method}{'' if case.listed else '-not'}"))
        if case.listed and case.name in with_code:
            found.append(Question(case, f"{case.method}-elsewhere" if case.name in seen else "elsewhere"))
            seen.add(case.name)
    return found


Asked = tuple[str, dict[str, Any], frozenset[int]]


def wrong_answers(question: Question, country: Country, sender: Sender) -> Iterator[str]:
    """Each answer that is not what the matrix says, each form of a page that cannot be sent, and each
    link that is refused, in words."""
    case = question.case
    with country.arranged(case.arguments) as (world, arguments):
        data = case.data(world) if case.data else None
        away = question.about.endswith("elsewhere")
        everybody = question.about == "elsewhere"
        asked = elsewhere(case, arguments, country, everybody=everybody) if away else here(case, arguments)
        for column, kwargs, allowed in asked:
            address = reverse(case.name, kwargs=kwargs)
            given = answer(country.client(column), case.method, address, data)
            if given.status_code not in allowed:
                expected = " or ".join(map(str, sorted(allowed)))
                yield f"{case.method} {address} as {column}: answered {given.status_code}, expected {expected}"
            elif case.method == "GET" and not away:
                yield from sender.wrong_forms(case, column, given, world, kwargs)
                yield from sender.follower.dead_links(column, given)
                page = text_of(given)
                yield from (f"{address} as {column}: shows {words!r}" for words in badly_told(page, case.name))
                yield from (f"{address} as {column}: the id {one} stands twice" for one in doubled_ids(page))
            elif away and column == "public" and given.status_code == 200:
                theirs = country.others[arguments["code"]].not_shown
                if theirs in b"".join(given).decode(errors="replace"):
                    yield f"{case.method} {address}: it shows {theirs}"


def badly_told(page: str, name: str = "") -> list[str]:
    """What the page says in a way that we do not use: see the patterns above."""
    patterns = [BADLY_TOLD, IN_SMALL, *([] if name in PAGES_OF_SOURCES else [OF_SOURCES])]
    told = [pattern for pattern in patterns if pattern.search(page)]
    words = html.fromstring(page.encode()).text_content() if told else ""
    return [*(one for pattern in told for one in pattern.findall(words)), *NO_WORDS.findall(page)]


def doubled_ids(page: str) -> list[str]:
    """The ids that more than one element of the page has: a label, a link or an error leads to the first alone."""
    return [one for one, count in Counter(ID.findall(page)).items() if count > 1]


def here(case: Case, arguments: dict[str, Any]) -> list[Asked]:
    """Each column asks the address of the row, those that are answered alike in turn."""
    asking = in_turn(case.expected, f"{case.name} {case.method}")
    return [(column, arguments, case.expected[column]) for column in asking]


def _numbered(case: Case, arguments: dict[str, Any]) -> bool:
    """Whether the address leads to one thing of its organisation."""
    if case.name.startswith("ccg-constitution") and arguments.get("number") == 1:
        return False  # every CCG has a first constitution
    if case.name.startswith("body") and "work" not in arguments:
        return False  # one list of organisations and their stakes is kept by every CCG
    return any(isinstance(value, int) for value in arguments.values()) or "practice_code" in arguments


def elsewhere(case: Case, arguments: dict[str, Any], country: Country, *, everybody: bool) -> list[Asked]:
    """The same address at another organisation of its kind.

    Whoever holds a post here is a stranger there. What is numbered here is not there, least of all for those who
    may do there what the row lets its columns do here.
    """
    other = country.others[arguments["code"]]
    numbered = _numbered(case, arguments)
    found: list[Asked] = []
    if everybody:
        strangers = frozenset({404}) if numbered else case.expected["nobody"] | {404}
        public = strangers if case.expected["public"] == {200} else case.expected["public"] | {404}
        codes = strangers_at(other)
        answers = {column: public if column == "public" else strangers for column in codes}
        for column in in_turn(answers, case.name):
            found.append((column, arguments | {"code": codes[column]}, answers[column]))
    if numbered:
        let_in = {column for column, allowed in case.expected.items() if allowed & LET_IN}
        for column, code in holders_at(other, let_in).items():
            found.append((column, arguments | {"code": code}, frozenset({404})))
    return found
