"""The simulator: who joins or leaves, and whose absence breaks the quorum (F-41)."""

from pccc.rules.composition import CommitteeFacts
from pccc.rules.quorum import TEMPLATES, Sitter
from pccc.rules.simulator import changed, simulate
from pccc.terms.committees import CommitteeKind, Office, SeatRole
from tests.factories.committees import COASTAL_WEST_SUSSEX


def coastal() -> CommitteeFacts:
    made = []
    for number, row in enumerate(COASTAL_WEST_SUSSEX, 1):
        role, voting, office = (*row, "")[:3]
        made.append(Sitter(number, f"Member {number}", str(role), voting, str(office), membership_id=number * 10))
    return CommitteeFacts(kind=CommitteeKind.PCCC, sitters=tuple(made), invited=frozenset({"HEALTHWATCH", "HWB"}))


RULE = TEMPLATES["bmj-1"].rule


def test_as_it_is_only_the_finance_officer_cannot_be_away() -> None:
    found = simulate(coastal(), RULE, lay_executive=True)
    assert found.composed.passes
    assert found.whole is not None
    assert found.whole.met
    assert [absence.sitter.role for absence in found.breaking] == [SeatRole.FINANCE_OFFICER]


def test_a_member_leaves() -> None:
    found = simulate(changed(coastal(), without=[20]), RULE, lay_executive=True)
    assert found.composed.failing == ("PCC-03",)
    assert found.composed.figures[0].words == "Lay and executive members 3 of 5 votes"
    assert SeatRole.LAY_MEMBER in {absence.sitter.role for absence in found.breaking}


def test_gps_join_until_they_are_too_many() -> None:
    gps = [Sitter(-n, f"GP {n}", SeatRole.INDEPENDENT_GP, True) for n in range(1, 8)]
    failing = [
        simulate(changed(coastal(), joining=gps[:n]), RULE, lay_executive=True).composed.failing for n in (1, 2, 7)
    ]
    assert failing == [(), ("PCC-05",), ("PCC-05", "PCC-06")]


def test_a_new_chair_takes_over() -> None:
    new = Sitter(-1, "New chair", SeatRole.NURSE, True, Office.CHAIR)
    found = changed(coastal(), joining=[new])
    assert [sitter.name for sitter in found.holding(Office.CHAIR)] == ["New chair"]
    assert simulate(found, None, lay_executive=True).composed.failing == ("PCC-02",)


def test_without_terms_of_reference_there_is_no_quorum_to_judge() -> None:
    found = simulate(coastal(), None, lay_executive=True)
    assert (found.whole, found.breaking) == (None, [])
