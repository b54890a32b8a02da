"""Everything that the search finds, put together from the apps."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from ccgs.queries.search import Reader
from ccgs.queries.search import search as organisations
from cocommission.home.glossary import GLOSSARY, anchor
from cocommission.shared.queries.rules import catalogues
from cocommission.shared.rules.blockers import Rule
from cocommission.shared.search import Hit, Hits, words_of
from conflicts.queries.search import search as interests
from pccc.queries.search import search as meetings
from votes.queries.search import search as ballots


def search(text: str, reader: Reader, now: datetime) -> Iterator[Hits]:
    """What the reader may see of each kind; every word of `text` begins a word of what is found."""
    for of_app in (organisations, ballots, meetings, interests):
        yield from of_app(text, reader, now)
    yield from _help(text)


@cache
def _help_words() -> tuple[list[Rule], list[list[str]]]:
    """The rules, and the words of each of them and of the glossary, read once: they change with the program only."""
    rules = [rule for catalogue in catalogues() for rule in catalogue.rules]
    texts = [f"{rule.id} {rule.says}" for rule in rules] + [f"{word} {meaning}" for word, meaning in GLOSSARY]
    return rules, words_of(texts)


def _help(text: str) -> Iterator[Hits]:
    rules, words = _help_words()
    (typed,) = words_of([text])
    places = [
        place
        for place, known in enumerate(words)
        if typed and all(any(word.startswith(begin) for word in known) for begin in typed)
    ]
    of_rules = [rules[place] for place in places if place < len(rules)]
    of_words = [GLOSSARY[place - len(rules)] for place in places if place >= len(rules)]
    yield Hits("rules", "Rules", of_rules, lambda rule: Hit(f"{rule.id}: {rule.says}", f"/rules/#{rule.id}"))
    yield Hits("glossary", "Glossary", of_words, lambda row: Hit(row[0], f"/glossary/#{anchor(row[0])}", row[1]))
