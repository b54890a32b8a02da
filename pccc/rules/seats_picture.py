"""The votes of a committee in one row, with the line of the majority and the votes that leave."""

from collections.abc import Sequence

from cocommission.shared.rules.drawings import (
    SMALL,
    WIDTH,
    Drawing,
    Line,
    Rect,
    Shape,
    Words,
    fitted,
    label_at,
)
from pccc.rules.quorum.language import Sitter
from pccc.terms.committees import EXECUTIVE, GPS, LAY, SeatRole

_GROUPS: tuple[tuple[str, str, frozenset[SeatRole], str], ...] = (
    ("L", "Lay members", LAY, "main"),
    ("E", "Executive members", EXECUTIVE, "good"),
    ("O", "Other members", frozenset(), "quiet"),
    ("G", "GPs", GPS, "dark"),
)
_BOX, _LOWEST = 26.0, 15.0
"""The height of a box, and the width below which a letter does not fit into it."""


def _group(sitter: Sitter) -> int:
    return next((at for at, group in enumerate(_GROUPS) if sitter.role in group[2]), 2)


def majority_of(votes: int) -> int:
    """The fewest votes that are more than half."""
    return votes // 2 + 1


def seats_picture(
    sitters: Sequence[Sitter], *, leaving: Sequence[Sitter] = (), joining: Sequence[Sitter] = ()
) -> Drawing | None:
    """One box for each vote: lay and executive members first, GPs last; None where nobody has a vote.

    `sitters` are those who sit there then, `joining` among them. `leaving` no longer do, and have a row of their own.
    """
    voting = sorted((one for one in sitters if one.voting), key=_group)
    gone = sorted((one for one in leaving if one.voting), key=_group)
    if not voting:
        return None
    new = {id(one) for one in joining}
    unit = min(40.0, WIDTH / max(len(voting), len(gone)))
    needed = majority_of(len(voting))
    line = round(unit * needed, 1)
    label = f"Majority: {needed} of {len(voting)}"
    shapes: list[Shape] = []
    for at, sitter in enumerate(voting):
        shapes += _vote(unit * at, 30, unit, sitter, joins=id(sitter) in new)
    shapes += [
        Line(min(line, WIDTH - 1), 22, min(line, WIDTH - 1), 30 + _BOX + 6, "dashed"),
        label_at(line, 16, label, bold=True),
    ]
    top = 30 + _BOX + 20
    for letter, words, number, tone in _counted(voting):
        shapes += [
            Rect(1, top, 20, 18, tone),
            Words(11, top + 14, letter, "middle", SMALL, bold=True, light=True),
            Words(32, top + 14, f"{words}: {number} of {len(voting)} votes"),
        ]
        top += 25
    if any(id(one) in new for one in voting):
        shapes.append(Words(32, top + 14, "+ joins the committee"))
        top += 25
    if gone:
        shapes.append(Words(0, top + 18, f"Votes that leave: {len(gone)}", bold=True))
        top += 28
        for at, sitter in enumerate(gone):
            shapes += _vote(unit * at, top, unit, sitter, leaves=True)
        top += _BOX + 4
        names = fitted(", ".join(one.name for one in gone), WIDTH, SMALL)
        shapes.append(Words(0, top + 14, names, size=SMALL))
        top += 20
    said = "; ".join(f"{words}: {number}" for _, words, number, _ in _counted(voting))
    left = f" {len(gone)} leave: {', '.join(one.name for one in gone)}." if gone else ""
    return Drawing("Votes of the committee", f"{label} votes. {said}.{left}", top + 2, tuple(shapes))


def _vote(x: float, y: float, unit: float, sitter: Sitter, *, joins: bool = False, leaves: bool = False) -> list[Shape]:
    letter, _, _, tone = _GROUPS[_group(sitter)]
    shapes: list[Shape] = [Rect(round(x + 1, 1), y, round(unit - 2, 1), _BOX, "open" if leaves else tone)]
    if unit >= _LOWEST:
        sign = f"{letter}+" if joins and unit >= 2 * _LOWEST else letter
        middle = round(x + unit / 2, 1)
        shapes.append(Words(middle, y + 18, sign, "middle", SMALL, bold=True, light=not leaves))
    return shapes


def _counted(voting: Sequence[Sitter]) -> list[tuple[str, str, int, str]]:
    """Each group with its letter, words, number of votes and tone, as far as somebody is in it."""
    numbers = [0] * len(_GROUPS)
    for sitter in voting:
        numbers[_group(sitter)] += 1
    return [
        (letter, words, number, tone)
        for (letter, words, _, tone), number in zip(_GROUPS, numbers, strict=True)
        if number
    ]
