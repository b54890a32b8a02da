"""The quorum that an item would have if everybody came and what the map shows stood (F-42, before the meeting)."""

from dataclasses import dataclass

from pccc.models import TermsOfReference
from pccc.queries.conflict_map import Row
from pccc.rules.quorum import QuorumResult, Sitter, quorate
from pccc.terms.meetings import MAY_VOTE


@dataclass(frozen=True, slots=True)
class Forecast:
    """The result, with how many of the voting members would be left."""

    result: QuorumResult
    left: int
    voting: int


def forecast(row: Row, terms: TermsOfReference | None) -> Forecast | None:
    """The quorum of one item with every member there and every proposal and ruling kept; None without terms.

    Deputies are left out: they sit there only in place of somebody.
    """
    if terms is None:
        return None
    sitters = [
        Sitter(
            cell.member.person_id,
            cell.member.name,
            cell.member.role,
            cell.member.voting,
            cell.member.office,
            eligible=cell.handling in MAY_VOTE,
        )
        for cell in row.cells
        if not cell.member.deputy
    ]
    voting = [sitter for sitter in sitters if sitter.voting]
    result = quorate(terms.quorum, sitters, lay_executive=terms.lay_executive_quorum)
    return Forecast(result, sum(sitter.eligible for sitter in voting), len(voting))
