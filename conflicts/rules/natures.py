"""What kind of gain a tie brings: told by the declared type, or by the capacity where nobody declared a type."""

from conflicts.terms.interests import Capacity, InterestType

INDIRECT_FINANCIAL = "INDIRECT_FINANCIAL"
INDIRECT_OTHER = "INDIRECT_OTHER"
NATURES: dict[str, str] = {
    str(InterestType.FINANCIAL): "financial",
    str(InterestType.PROFESSIONAL): "non-financial professional",
    str(InterestType.PERSONAL): "non-financial personal",
    INDIRECT_FINANCIAL: "indirect financial",
    INDIRECT_OTHER: "indirect, not financial",
}
"""The kinds of gain that the conflict map tells apart, in words."""

_STANDING = frozenset({Capacity.TRUSTEE, Capacity.OFFICE_HOLDER, Capacity.MEMBER})
_PRIVATE = frozenset({Capacity.PATIENT})


def nature_of_capacity(capacity: str) -> str:
    """The type of interest that comes with a capacity which nobody has typed.

    Where it is not clear (``OTHER``) it is taken for financial: the map would rather ask once too often.
    """
    if capacity in _STANDING:
        return str(InterestType.PROFESSIONAL)
    return str(InterestType.PERSONAL if capacity in _PRIVATE else InterestType.FINANCIAL)


def nature_of(kind: str, capacity: str) -> str:
    """The kind of gain of a declared interest. An indirect one is as strong as the capacity of the close person."""
    if kind != InterestType.INDIRECT:
        return kind
    return INDIRECT_FINANCIAL if nature_of_capacity(capacity) == InterestType.FINANCIAL else INDIRECT_OTHER
