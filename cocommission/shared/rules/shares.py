"""A share in words: one decimal, and never without its two numbers."""


def percent(numerator: int, denominator: int) -> str:
    """`64.2%`: one decimal, half up, in whole numbers; `-` where there is nothing to divide by."""
    if not denominator:
        return "-"
    tenths = (2000 * numerator + denominator) // (2 * denominator)
    return f"{tenths // 10}.{tenths % 10}%"


def share(numerator: int, denominator: int) -> str:
    """`66.7% (2 of 3)`; never a share without its two numbers."""
    return f"{percent(numerator, denominator)} ({numerator:,} of {denominator:,})"
