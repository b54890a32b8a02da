"""The conflict map on ownership drawn by hand: who is flagged, who is not, and that what it says of them is true."""

from datetime import timedelta

import pytest

from ccgs.models import PracticeVersion
from conflicts.terms import BodyKind, Capacity, InterestType, LinkKind, Relationship
from pccc.queries.conflict_map import conflict_map
from pccc.terms import Handling, ItemKind, Office, SeatRole
from tests.factories import conflict_map as make
from tests.factories.ccgs_people import person

pytestmark = pytest.mark.django_db


class Map:
    """A committee of a lay chair and whoever is seated; `of` reads the cell of somebody for the only item."""

    def __init__(self, world):
        self.world = world
        self.committee = make.committee(world.ccg, world.now)
        make.sits(self.committee, person("Laura Lay"), office=Office.CHAIR)
        self.meeting = make.meeting(self.committee, world.now)
        self.day = make.day_of(self.meeting)

    def seat(self, name, role=SeatRole.LOCAL_GP, **more):
        return make.sits(self.committee, person(name), role, **more).person

    def of(self, who):
        (row,) = conflict_map(self.meeting, self.world.now)
        return row.cell(who.pk).proposal

    def practice(self, number=0):
        return make.body(practice=self.world.practices[number])


@pytest.fixture
def drawn(world):
    return Map(world)


def words(proposal):
    return " | ".join(reason.words for reason in proposal.reasons)


@pytest.mark.parametrize(
    ("from_days", "to_days", "flagged"),
    [(-400, None, True), (-400, -1, False), (-400, 0, False), (-400, 1, True), (0, None, True), (1, None, False)],
)
def test_a_partnership_counts_from_its_first_day_until_the_day_before_its_end(drawn, from_days, to_days, flagged):
    gp, practice = drawn.seat("Paula Partner"), drawn.practice()
    to_on = None if to_days is None else drawn.day + timedelta(days=to_days)
    make.works(gp, practice, from_on=drawn.day + timedelta(days=from_days), to_on=to_on)
    make.item(drawn.meeting, practice)
    found = drawn.of(gp)
    assert found.flagged is flagged
    if not flagged:
        said = " ".join(found.why_not)
        assert "in force on the day" in found.why_not[0]
        assert ("begins only on" if from_days > 0 else "ended before") in said


def test_a_stake_of_a_federation_in_a_federation_in_a_company_reaches_the_partner(drawn):
    gp, practice = drawn.seat("Paula Partner"), drawn.practice()
    make.works(gp, practice)
    small, large, company = make.body("Valley GPs"), make.body("County GPs"), make.body("Night Care Ltd", "COMPANY")
    make.stake(practice, small)
    make.stake(small, large, LinkKind.MEMBER)
    make.stake(large, company, LinkKind.PARENT)
    make.item(drawn.meeting, company, title="Night care: the award", functions=("NEW_PRACTICES",))
    found = drawn.of(gp)
    assert found.handling == Handling.LEAVE_ITEM
    assert [name in words(found) for name in ("Valley GPs", "County GPs", "Night Care Ltd")] == [True] * 3


def test_a_stake_that_ended_in_the_middle_of_the_chain_breaks_it_and_the_map_says_where(drawn):
    gp, practice = drawn.seat("Paula Partner"), drawn.practice()
    make.works(gp, practice)
    small, large = make.body("Valley GPs"), make.body("County GPs")
    make.stake(practice, small)
    make.stake(small, large, to_on=drawn.day)
    make.item(drawn.meeting, large)
    found = drawn.of(gp)
    assert not found.flagged
    assert any("Valley GPs" in said and "ended before" in said for said in found.why_not)


def test_who_owns_what_is_owned_does_not_gain_with_its_owner(drawn):
    gp, practice = drawn.seat("Paula Partner"), drawn.practice()
    federation = make.body("Valley GPs")
    make.works(gp, federation, Capacity.EMPLOYEE)
    make.stake(practice, federation)
    make.item(drawn.meeting, practice)
    assert not drawn.of(gp).flagged


def test_a_spouse_who_works_for_a_bidder_flags_the_member_and_the_path_says_spouse(drawn, world):
    nurse, bidder, rival = drawn.seat("Nora Nurse", SeatRole.NURSE), make.body("A Ltd"), make.body("B Ltd")
    make.interest(world.ccg, nurse, bidder, InterestType.INDIRECT, Capacity.DIRECTOR, at=world.now,
                  relationship=Relationship.SPOUSE, relationship_words="My husband")  # fmt: skip
    make.item(drawn.meeting, rival, bidder, title="Award", functions=("NEW_PRACTICES",))
    found = drawn.of(nurse)
    assert found.handling == Handling.LEAVE_ITEM
    assert "husband, wife or partner is director of" in words(found)
    assert "B Ltd" not in words(found)


def test_a_participant_in_an_mcp_is_flagged_for_the_mcp_and_not_before_it_joined(drawn):
    mcp = make.body("Harbour MCP", BodyKind.MCP)
    early, late = drawn.seat("Early Bird"), drawn.seat("Late Riser")
    for number, (gp, from_on) in enumerate([(early, drawn.day), (late, drawn.day + timedelta(days=1))]):
        practice = drawn.practice(number)
        make.works(gp, practice)
        make.stake(practice, mcp, LinkKind.PARTICIPANT, from_on=from_on)
    make.item(drawn.meeting, mcp)
    assert drawn.of(early).flagged
    assert not drawn.of(late).flagged
    assert any("begins only on" in said for said in drawn.of(late).why_not)


def test_a_scheme_flags_partners_and_neither_the_gp_from_outside_nor_the_consultant(drawn, world):
    partner, outside = drawn.seat("Paula Partner"), drawn.seat("Owen Outside", SeatRole.INDEPENDENT_GP)
    consultant = drawn.seat("Con Sultant", SeatRole.SECONDARY_CARE)
    silent = drawn.seat("Sally Silent")
    manager = drawn.seat("Max Manager", SeatRole.PRACTICE_MANAGER)
    make.works(partner, drawn.practice())
    make.works(outside, make.body(practice=world.far_practices[0]))
    make.works(consultant, make.body("Medway NHS Trust", BodyKind.TRUST), Capacity.EMPLOYEE)
    make.item(drawn.meeting, functions=("INCENTIVE_SCHEMES",))
    assert {who.name: drawn.of(who).handling for who in (partner, outside, consultant, silent, manager)} == {
        "Paula Partner": Handling.LEAVE_ITEM, "Owen Outside": Handling.NONE, "Con Sultant": Handling.NONE,
        "Sally Silent": Handling.LEAVE_ITEM, "Max Manager": Handling.LEAVE_ITEM,
    }  # fmt: skip
    assert "a member practice" in drawn.of(outside).why_not[0]
    assert "no practice is recorded" in drawn.of(silent).warnings[0]


def test_a_gp_with_only_a_weak_tie_is_still_flagged_by_the_seat(drawn):
    """Being a patient of a member practice must not make a GP of a member practice look less conflicted."""
    gp = drawn.seat("Paula Partner")
    make.works(gp, drawn.practice(), Capacity.PATIENT)
    make.item(drawn.meeting, functions=("INCENTIVE_SCHEMES",))
    found = drawn.of(gp)
    assert found.handling == Handling.LEAVE_ITEM
    assert "sits as GP of a member practice" in words(found)
    assert "patient of" in words(found)


def test_a_practice_that_went_to_another_ccg_is_no_member_practice_on_the_day(drawn, world):
    gp, practice = drawn.seat("Paula Partner", SeatRole.INDEPENDENT_GP), world.practices[0]
    make.works(gp, make.body(practice=practice))
    make.item(drawn.meeting, every=True)
    assert drawn.of(gp).flagged
    version = PracticeVersion.objects.get(practice=practice, to_on=None)
    version.to_on = drawn.day
    version.record(by=world.steward, at=world.now, why="Moved")
    assert not drawn.of(gp).flagged


def test_an_item_that_names_nobody_says_so_and_flags_by_nothing_but_what_was_declared(drawn, world):
    gp = drawn.seat("Paula Partner")
    make.works(gp, drawn.practice())
    about = make.item(drawn.meeting)
    assert drawn.of(gp).why_not == ("The item names no organisation that it affects.",)
    make.opens(drawn.meeting, world.now)
    make.declares(drawn.meeting, gp, about, world.now)
    assert drawn.of(gp).handling == Handling.DISCLOSE


def test_several_practices_give_several_paths_and_the_strongest_counts(drawn, world):
    gp = drawn.seat("Paula Partner")
    one, two = drawn.practice(0), drawn.practice(1)
    make.works(gp, one, Capacity.PARTNER)
    make.works(gp, two, Capacity.TRUSTEE)
    make.item(drawn.meeting, one, two, kind=ItemKind.DECISION)
    found = drawn.of(gp)
    assert found.handling == Handling.LEAVE_ITEM
    assert len(found.reasons) == 2


def test_two_entries_for_one_organisation_are_one_along_a_ring_of_stakes(drawn, world):
    gp = drawn.seat("Paula Partner")
    known, typed = make.body("Valley GPs"), make.body("Valley General Practitioners")
    typed.same_as = known
    typed.record(by=world.steward, at=world.now, why="The same")
    other = make.body("Other GPs")
    make.stake(known, other)
    make.stake(other, known)
    make.works(gp, typed, Capacity.SHAREHOLDER)
    make.item(drawn.meeting, other)
    assert drawn.of(gp).flagged


def test_what_is_said_of_nobodys_ties_is_true(drawn, world):
    nothing, over = drawn.seat("Nora None", SeatRole.NURSE), drawn.seat("Olga Over", SeatRole.DIRECTOR)
    nameless, known = drawn.seat("Nick Nameless", SeatRole.DIRECTOR), drawn.seat("Kim Known", SeatRole.DIRECTOR)
    make.works(over, make.body("Old Ltd"), to_on=drawn.day)
    make.interest(world.ccg, nameless, None, at=world.now)
    make.works(known, make.body("Elsewhere Ltd"), Capacity.DIRECTOR)
    make.item(drawn.meeting, drawn.practice())
    assert drawn.of(nothing).why_not == ("They have no known interest, job or post.",)
    assert drawn.of(over).why_not == ("They have no interest, job or post in force on the day.",)
    assert drawn.of(nameless).why_not[0].endswith("names an organisation.")
    assert drawn.of(nameless).warnings
    assert "Elsewhere Ltd" in drawn.of(known).why_not[0]
