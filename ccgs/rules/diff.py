"""The difference between two texts, word by word, paragraph by paragraph."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|\w+|[^\w\s]")
SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``kind`` is "same", "added" or "removed"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its pieces; ``changed`` when anything in it was added or removed."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in the paragraph differs."""
        return any(piece.kind != SAME for piece in self.pieces)


def word_diff(old: str, new: str) -> list[Paragraph]:
    """The paragraphs of both texts in order, with what was added and removed inside each.

    Paragraphs are matched first and only unlike ones compared word by word, so that two long texts stay fast.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    result: list[Paragraph] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            result += [Paragraph((Piece(SAME, text),)) for text in before[i1:i2]]
        else:
            result += _unlike(before[i1:i2], after[j1:j2])
    return result


def _unlike(before: list[str], after: list[str]) -> list[Paragraph]:
    paired = min(len(before), len(after))
    result = [_words(before[i], after[i]) for i in range(paired)]
    result += [Paragraph((Piece(REMOVED, text),)) for text in before[paired:]]
    result += [Paragraph((Piece(ADDED, text),)) for text in after[paired:]]
    return result


def _words(old: str, new: str) -> Paragraph:
    before, after = WORD.findall(old), WORD.findall(new)
    pieces: list[Piece] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        removed, added = "".join(before[i1:i2]), "".join(after[j1:j2])
        if kind == "equal":
            pieces.append(Piece(SAME, removed))
            continue
        if removed:
            pieces.append(Piece(REMOVED, removed))
        if added:
            pieces.append(Piece(ADDED, added))
    return Paragraph(tuple(pieces))


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]
