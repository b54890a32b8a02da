"""Two sentences of the BMA that cannot be meant as they stand, each read in one place."""

from collections.abc import Sequence

from pccc.rules.quorum.language import Sitter
from pccc.terms.committees import EXECUTIVE, GPS, LAY, SeatRole


def lay_majority_within_committee_and_executive(sitters: Sequence[Sitter]) -> tuple[bool, int, int]:
    """Whether lay and executive members together are the majority of votes: (yes, their votes, all votes).

    "It is required to have a lay Chair and lay majority within both the committee and the executive." A CCG's
    executive has no lay members, so a lay majority within it cannot be meant.
    """
    voting = [sitter for sitter in sitters if sitter.voting]
    ours = sum(sitter.role in LAY or sitter.role in EXECUTIVE for sitter in voting)
    return 2 * ours > len(voting), ours, len(voting)


def ccgs_without_votes_means_local_gps(sitters: Sequence[Sitter]) -> list[Sitter]:
    """The GPs of member practices who have a vote: those whom the recommendation means.

    "NHS England's guidance on conflicts of interest recommends that CCGs do not have voting rights on the PCCC."
    The next sentence speaks of GPs from other areas, so the CCG's own GPs are meant, not its officers and lay members.
    """
    return [sitter for sitter in sitters if sitter.voting and sitter.role == SeatRole.LOCAL_GP]


def gps_are_the_majority(sitters: Sequence[Sitter]) -> tuple[bool, int, int]:
    """Whether GPs, of whatever area, hold more than half of the votes: (yes, their votes, all votes)."""
    voting = [sitter for sitter in sitters if sitter.voting]
    ours = sum(sitter.role in GPS for sitter in voting)
    return 2 * ours > len(voting), ours, len(voting)
