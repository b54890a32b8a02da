"""The kinds of tables. Each model says its own in `table_kind`; rights, triggers and sweeps follow from that word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE")


class Family(StrEnum):
    """What happens to a row after it is written."""

    GOVERNED = "governed"
    APPEND_ONLY = "append-only"
    MACHINERY = "machinery"


@dataclass(frozen=True)
class Kind:
    """What a table is, and what the role of the running product may do with its rows.

    `rights` are words of RIGHTS. `locks` names the columns that the role may update only so that it can lock the row.
    `why` gives the reason for what differs from the plain kind; machinery always has one. Raises ValueError for
    rights that the family does not allow.
    """

    family: Family
    rights: tuple[str, ...]
    locks: tuple[str, ...] = ()
    why: str = ""

    def __post_init__(self) -> None:
        unknown = set(self.rights) - set(RIGHTS)
        if unknown or "SELECT" not in self.rights:
            raise ValueError(f"a kind has SELECT and rights out of {', '.join(RIGHTS)}, not {self.rights}")
        if self.stays and {"UPDATE", "DELETE"} & set(self.rights):
            raise ValueError("rows of an append-only table are neither updated nor deleted")
        if (self.family is Family.MACHINERY or self.locks) and not self.why:
            raise ValueError("say why")

    @property
    def stays(self) -> bool:
        """Whether triggers refuse UPDATE, DELETE and TRUNCATE, whoever asks."""
        return self.family is Family.APPEND_ONLY


# Rows that change, each version kept in a history table.
GOVERNED = Kind(Family.GOVERNED, ("SELECT", "INSERT", "UPDATE"))
# The same, and a row that was never in force may be removed.
DRAFTS_GO = replace(GOVERNED, rights=RIGHTS)
# Rows that are their own history; also the history tables of governed rows.
APPEND_ONLY = Kind(Family.APPEND_ONLY, ("SELECT", "INSERT"))


def append_only_by_function(why: str) -> Kind:
    """Append-only rows that a function of the database writes; the product reads them."""
    return replace(APPEND_ONLY, rights=("SELECT",), why=why)


def append_only_and_locked(columns: Sequence[str], why: str) -> Kind:
    """Append-only rows that the product locks while it adds beside them.

    PostgreSQL lets a role lock a row only if it may update a column; the triggers refuse the update itself.
    """
    return replace(APPEND_ONLY, locks=tuple(columns), why=why)


def machinery(why: str, *rights: str) -> Kind:
    """Rows without a history: what they are for, and all that the product does with them (SELECT is given)."""
    return Kind(Family.MACHINERY, ("SELECT", *rights), why=why)
