"""Holds every sentence a person reads to the words of the service and to a length that can be read at once.

`python scripts/voice.py` reads the texts of the Python files (strings of several words that are no docstring, SQL or
pattern) and of the templates. It prints each text that breaks a rule with what to write instead, and ends with 1.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
APPS = ("cocommission", "ccgs", "conflicts", "votes", "pccc", "models_abc")
LONGEST = 25
"""Words in a sentence."""

PERSONIFIED = (
    "it|they|this|that|which|text|result|vote|ballot|record|version|fact|entry|date|name|figure|list|number|rule|"
    "answer|decision|declaration|award|minutes|words|page|row|line"
)
RATHER = (
    (r"\blacks?\b", "is missing"),
    (r"\b(?-i:[Ii]n)?(?-i:quorate)\b", "quorum met, quorum not met"),
    (r"\bin hand\b", "choose or switch organisation, or name it"),
    (r"\bwhat became of\b", "what happened to"),
    (r"\blet through\b", "approve"),
    (r"\bturn(?:s|ed)? down\b", "refuse"),
    (r"\btak(?:e|es|en|ing) note\b", "sign off"),
    (rf"\b(?:{PERSONIFIED})s? stands?\b", "say what is so, or what you can do"),
    (r"\bstands? still\b", "cannot be changed"),
    (r"\blast word\b", "name who decides"),
    (r"\b(?:nothing|anything|something) (?:is|was) (?:asked|ruled|told)\b", "name who asks, decides or tells"),
    (r"\b(?:is|are|was) asked of\b", "name who must do what"),
    (r"\bwhose (?:it|they) (?:is|are)\b", "name them"),
    (r"\bin the second of\b|\bat that second\b", "at"),
    (r"\bby itself\b", "automatically"),
    (r"\bthemself\b", "themselves"),
    (r"\bnobody is (?:chair|vice|in post)\b", "there is no ..."),
    (r"\bnot ruled\b|\bno ruling\b|\bruled (?:out|to|that)\b", "the chair has (not) decided"),
    (r"\bon record\b", "recorded"),
    (r"\bbinds? nobody\b", "does not commit"),
    (r"\btake(?:n|s)? (?:it|them|the \w+) out\b", "remove"),
    (r"\breload\b", "load again"),
    (r"(?:^|\. )give the reason\b", "Enter the reason"),
    (r"\bwhom?ever\b|\bsome(?:body|one)\b|\beverybody\b", "the person who ..., a role, you, another person, everyone"),
)
OF_SOURCES = re.compile(r"\brecalled\b|\bto be confirmed\b|\bread (?:at|in)\b", re.IGNORECASE)
"""Notes on a source: they are shown on the page of rules, with the numbers and dates of the guidance, nowhere else."""
SOURCES = ("catalogue", "values.py", "calendar.py", "matrix.py", "rules.jinja", "register_values.jinja", "matrix.jinja",
           "round.jinja", "map.jinja", "blockers.py")  # fmt: skip

NOT_WORDS = re.compile(
    r"\b(?:SELECT|INSERT|UPDATE|DELETE|WHERE|CREATE|FROM|JOIN|ORDER BY|varchar)\b|[\\^|]|%\(|==|\bnhsuk-"
)
TAGS = re.compile(r"\{%.*?%\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
QUOTED = re.compile(r"""["']([^"'{}<>]*?)["']""")
BLOCKS = re.compile(r"</?(?:p|li|ul|div|h\d|td|th|tr|dt|dd|span|label|legend|summary|br|caption|main|section)\b[^>]*>")


class Text(NamedTuple):
    """What a person may read, and where it was written."""

    path: Path
    line: int
    words: str


def reads_as_words(text: str) -> bool:
    """Whether a string is a text of several words, and not SQL, an address, a pattern or a name."""
    return " " in text and len(re.findall(r"[A-Za-z]{2,}", text)) >= 2 and not NOT_WORDS.search(text)


def _joined(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(_joined(part) if isinstance(part, ast.Constant) else "N" for part in getattr(node, "values", ()))


def of_python(path: Path) -> Iterator[Text]:
    """The strings of several words; a value put into a text counts as one word."""
    tree = ast.parse(path.read_text())
    seen = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            seen |= {id(part) for part in ast.walk(node) if part is not node}
        if id(node) not in seen and isinstance(node, ast.Constant | ast.JoinedStr):
            yield Text(path, node.lineno, _joined(node))


def of_template(path: Path) -> Iterator[Text]:
    """The text between tags, where a value counts as one word, and the strings inside expressions."""
    source = path.read_text()
    for expression in re.finditer(r"\{[{%](.*?)[%}]\}", source, re.DOTALL):
        for quoted in QUOTED.finditer(expression[1]):
            yield Text(path, source.count("\n", 0, expression.start()) + 1, quoted[1])
    plain = TAGS.sub(lambda tag: "\n" * tag[0].count("\n"), source)
    plain = re.sub(r"\{\{.*?\}\}", "N", plain, flags=re.DOTALL)
    for number, line in enumerate(plain.split("\n"), 1):
        for words in BLOCKS.split(line):
            yield Text(path, number, re.sub(r"<[^>]*>", "", words).strip())


def problems(text: Text) -> Iterator[str]:
    """What is against the voice in a text; a colon or a semicolon ends a sentence as a stop does."""
    for sentence in re.split(r"(?<=[.?!;:])\s+|\n", text.words):
        count = len(re.findall(r"[\w'’%-]+", sentence))
        if count > LONGEST:
            yield f"{count} words in a sentence"
    for pattern, rather in RATHER:
        if hit := re.search(pattern, text.words, re.IGNORECASE):
            yield f'"{hit[0]}": {rather}'
    if not set(SOURCES) & set(text.path.parts) and (hit := OF_SOURCES.search(text.words)):
        yield f'"{hit[0]}": say it on the page of the rule'


def texts() -> Iterator[Text]:
    """Every text of the product's Python files and templates."""
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py")):
        if "migrations" not in path.parts:
            yield from of_python(path)
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".jinja", ".html", ".txt"):
            yield from of_template(path)


def main() -> int:
    """Prints what is against the voice; 0 when nothing is."""
    found = [(text, problem) for text in texts() if reads_as_words(text.words) for problem in problems(text)]
    for text, problem in found:
        print(f"{text.path.relative_to(ROOT)}:{text.line}: {problem}\n    {' '.join(text.words.split())[:300]}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
