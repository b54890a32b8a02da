"""Which state may follow which: a table that actions obey and documents draw."""

from collections.abc import Iterable, Mapping
from typing import Any

from cocommission.shared.errors import Conflict


class Transitions:
    """A table of states. Every state is a key; its value holds the states that may follow it."""

    def __init__(self, table: Mapping[Any, Iterable[str]]) -> None:
        self.table = {str(state): {str(later) for later in after} for state, after in table.items()}
        unknown = set().union(*self.table.values()) - set(self.table)
        if unknown:
            raise ValueError(f"States without a row of their own: {sorted(unknown)}")

    def allows(self, old: str, new: str) -> bool:
        """Whether `new` may follow `old`."""
        return str(new) in self.table[str(old)]

    def require(self, old: str, new: str, *, what: str = "This record") -> None:
        """Raises Conflict unless `new` may follow `old`."""
        if not self.allows(old, new):
            raise Conflict(
                f"{what} is {str(old).lower().replace('_', ' ')}, so it cannot become "
                f"{str(new).lower().replace('_', ' ')}. Load the page again to see its current state."
            )

    def to_mermaid(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2"]
        lines += [f"    {old} --> {new}" for old, after in self.table.items() for new in sorted(after)]
        lines += [f"    {state} --> [*]" for state, after in self.table.items() if not after]
        return "\n".join(lines)
