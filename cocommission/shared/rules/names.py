"""Names of the public files in readable case: ODS states them in capitals (`NHS MEDWAY CCG`)."""

import re
from functools import lru_cache

# Abbreviations with a vowel. One without is told by that: NHS, CCG, PMS, HMP stay as they are.
_CAPITALS = frozenset((
    "APMS", "AQP", "BMI", "CAMHS", "CIC", "EU", "HIV", "IOW", "MIU", "NE", "OOH", "OOHS", "SE", "UCC", "UEA", "UHL",
    "UK", "WIC", "YOI", "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII",
))  # fmt: skip
# Short forms of words, without a vowel although they are no initials.
_SHORT = {
    "CCGS": "CCGs", "CNTR": "Cntr", "CTR": "Ctr", "CTRS": "Ctrs", "DR": "Dr", "DRS": "Drs", "GPS": "GPs", "GRP": "Grp",
    "HLTH": "Hlth", "HTH": "Hth", "JR": "Jr", "LTD": "Ltd", "MR": "Mr", "MRS": "Mrs", "MT": "Mt", "NG": "Ng",
    "NRTH": "Nrth", "NTH": "Nth", "PTNR": "Ptnr", "PTNRS": "Ptnrs", "PTRS": "Ptrs", "RD": "Rd", "ST": "St",
    "STH": "Sth",
}  # fmt: skip
_SMALL = frozenset((
    "and", "at", "by", "cum", "de", "for", "in", "le", "of", "on", "super", "the", "to", "under", "upon", "with",
))  # fmt: skip
_BEFORE_INITIALS = frozenset(("DR", "DRS", "("))
_NOT_A_SURNAME = frozenset(("AND", "PRACTICE", "PARTNERS", "SURGERY"))
_ORDINAL = re.compile(r"\d+(ST|ND|RD|TH)")
_PIECE = re.compile(r"[A-Z0-9]+(?:['\u2019][A-Z0-9]+)*|[^A-Z0-9]+")


def short_region(name: str) -> str:
    """A region or local team where space is short: `SOUTH OF ENGLAND COMMISSIONING REGION` gives `South of England`."""
    return readable(name).removesuffix(" Commissioning Region").removeprefix("NHS England ")


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence: `Approved by NHS England` gives `approved by NHS England`.

    Initials and names keep their capitals: `GP member`, `Accountable Officer`, `Model C: delegated commissioning`.
    """
    first, *others = label.split(" ")
    of_a_name = any(word[:1].isupper() and word[1:].islower() and word != "England" for word in others)
    of_a_name = of_a_name or bool(others and others[0][:1].isupper() and first == "Model")
    return label if of_a_name or not first[1:].islower() else f"{label[0].lower()}{label[1:]}"


def readable(name: str) -> str:
    """A name as people write it: `NHS MEDWAY CCG` gives `NHS Medway CCG`.

    Only a name that is wholly in capitals is changed; whoever wrote small letters meant the name as it stands. What
    cannot be known (`MACKAY` or `MacKay`, a rare abbreviation with a vowel) becomes a word with one capital.
    """
    return _readable(str.__str__(name))


@lru_cache(maxsize=20_000)
def _readable(words: str) -> str:
    if words != words.upper() or not re.search("[A-Z]{2}", words):
        return words
    pieces = _PIECE.findall(words)
    return "".join(_piece(pieces, at) for at in range(len(pieces)))


def _piece(pieces: list[str], at: int) -> str:
    piece = pieces[at]
    if not piece[0].isalnum():
        return piece
    before = pieces[at - 1] if at else ""
    last = pieces[at - 2] if at > 1 else ""
    starts = at == 0 or before.strip() not in ("", "-") or before.startswith(" -")
    if not starts and piece.lower() in _SMALL:
        return piece.lower()
    title = before.strip() if before.endswith("(") else last
    if title in _BEFORE_INITIALS and piece not in _SHORT and _initials(pieces, at):
        return piece
    return _apostrophes(piece)


def _initials(pieces: list[str], at: int) -> bool:
    """After "Dr" or a bracket two letters before a surname are initials: `DR AK SINHA`, not `DR KO & PARTNER`."""
    after = pieces[at + 2] if at + 2 < len(pieces) and pieces[at + 1].isspace() else ""
    return len(pieces[at]) <= 2 and bool(after) and after not in _NOT_A_SURNAME


def _apostrophes(piece: str) -> str:
    """`O'BRIEN'S`: a part after an apostrophe is a word of its own unless it is an ending."""
    parts = re.split("(['\u2019])", piece)
    found = _word(parts[0])
    for mark, part in zip(parts[1::2], parts[2::2], strict=True):
        alone = (len(parts[0]) == 1 and len(part) > 1) or len(part) > 2
        found += mark + (_word(part) if alone else part.lower())
    return found


def _word(word: str) -> str:
    if word in _SHORT:
        return _SHORT[word]
    if _ORDINAL.fullmatch(word):
        return word.lower()
    if len(word) == 1 or word in _CAPITALS or any(letter.isdigit() for letter in word):
        return word
    if len(word) <= 5 and not set(word) & set("AEIOUY"):
        return word
    if word.startswith("MC") and len(word) > 3:
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()


class PublishedName(str):
    """A name as the public file states it, which shows itself in readable case to people.

    Its letters, and so what is stored, compared, hashed, searched and given out by the API and in CSV and JSON files,
    are those of the file. On a page, in a sentence (`f"{ccg.name} asks"`) and in a message it reads as `readable` says.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return readable(self)

    def __format__(self, how: str) -> str:
        return format(readable(self), how)

    def __html__(self) -> str:
        """What templates of both engines print; they escape nothing themselves then."""
        return readable(self).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace(
            '"', "&#34;"
        ).replace("'", "&#39;")  # fmt: skip
