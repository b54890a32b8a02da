"""Shares and counts in words."""

from math import gcd

NAMED = {
    (1, 2): "half",
    (1, 3): "one third",
    (2, 3): "two thirds",
    (1, 1): "all",
}


def share_words(numerator: int, denominator: int) -> str:
    """A share in words: "75%", "half", "two thirds", "5/7". Percentages only where they are exact."""
    divisor = gcd(numerator, denominator) or 1
    top, bottom = numerator // divisor, denominator // divisor
    if (top, bottom) in NAMED:
        return NAMED[(top, bottom)]
    if (100 * top) % bottom == 0:
        return f"{100 * top // bottom}%"
    if (1000 * top) % bottom == 0:
        return f"{1000 * top / bottom / 10:.1f}%"
    return f"{top}/{bottom}"


def times(number: int | None, noun: str) -> str:
    """A count with its noun: "one vote", "2 votes", "(number not stated) votes"."""
    if number is None:
        return f"(number not stated) {noun}s"
    return f"one {noun}" if number == 1 else f"{number:,} {noun}s"
