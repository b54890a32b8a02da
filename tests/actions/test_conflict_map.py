"""The conflict map of real meetings: who is flagged, by which path, who is not and why not (F-44)."""

from datetime import timedelta

import pytest

from conflicts.queries.ties import ties
from conflicts.rules.paths import Basis, paths
from conflicts.terms import BodyKind, Capacity, InterestState, InterestType, LinkKind, Relationship
from pccc.models import Meeting
from pccc.queries.conflict_map import conflict_map, undeclared
from pccc.terms import AttendanceKind, Handling, ItemKind, Office, SeatRole
from tests.factories import conflict_map as make
from tests.factories.ccgs_people import person, post


class Table:
    """A committee: two lay members, an officer, GPs of two practices, one from outside, and a hospital doctor."""

    def __init__(self, world):
        self.world = world
        self.practices = [make.body(practice=each) for each in world.practices]
        self.far = make.body(practice=world.far_practices[0])
        self.hospital = make.body("Far Hospital", BodyKind.TRUST)
        self.committee = make.committee(world.ccg, world.now)
        self.chair = make.sits(self.committee, person("Laura Lay"), office=Office.CHAIR).person
        self.vice = make.sits(self.committee, person("Victor Vice"), office=Office.VICE_CHAIR).person
        self.finance = make.sits(self.committee, person("Fay Finance"), SeatRole.FINANCE_OFFICER).person
        self.partner = make.sits(self.committee, person("Paula Partner"), SeatRole.LOCAL_GP).person
        self.other_gp = make.sits(self.committee, person("Gina Doctor"), SeatRole.LOCAL_GP).person
        self.outside = make.sits(self.committee, person("Owen Outside"), SeatRole.INDEPENDENT_GP).person
        self.consultant = make.sits(self.committee, person("Cora Consultant"), SeatRole.SECONDARY_CARE).person
        self.interest = self.declared(self.partner, self.practices[0])
        make.works(self.other_gp, self.practices[1])
        self.declared(self.outside, self.far)
        self.declared(self.consultant, self.hospital, capacity=Capacity.EMPLOYEE)
        self.meeting = self.fresh(make.meeting(self.committee, world.now))

    def declared(self, who, where, **more):
        return make.interest(self.world.ccg, who, where, at=self.world.now, **more)

    @staticmethod
    def fresh(meeting):
        return Meeting.objects.select_related("committee__ccg").get(pk=meeting.pk)

    def row(self, item, **more):
        return next(row for row in conflict_map(self.meeting, self.world.now, **more) if row.item.pk == item.pk)

    def cell(self, item, who, **more):
        return self.row(item, **more).cell(who.pk)


@pytest.fixture
def table(world):
    return Table(world)


def flagged(row):
    return {cell.member.name for cell in row.flagged}


def test_map_01_an_incentive_scheme_flags_every_gp_partner_and_no_out_of_area_gp_and_not_the_hospital_doctor(table):
    scheme = make.item(table.meeting, functions=("INCENTIVE_SCHEMES",), title="Local incentive scheme")
    row = table.row(scheme)
    assert flagged(row) == {"Paula Partner", "Gina Doctor"}
    assert row.affected == ("every member practice",)
    assert {cell.handling for cell in row.flagged} == {Handling.LEAVE_ITEM}
    (reason,) = row.cell(table.partner.pk).proposal.reasons
    assert reason.words == "member -> partner at practice G82001 (Amber Lane Surgery)"
    assert reason.source == "interest 1, declared"
    (unsaid,) = row.cell(table.other_gp.pk).proposal.reasons
    assert unsaid.source == "known to the CCG, not declared"
    assert row.cell(table.outside.pk).proposal.why_not == (
        "Known: partner at practice A81001 (Heather Moor Surgery). None of their interests is in a member practice.",
    )
    assert "employee of Far Hospital" in row.cell(table.consultant.pk).proposal.why_not[0]
    assert row.cell(table.chair.pk).proposal.why_not == ("They have no known interest, job or post.",)


def test_map_01_a_gp_of_a_member_practice_is_flagged_even_where_no_practice_is_recorded(table):
    new = make.sits(table.committee, person("Nina New"), SeatRole.LOCAL_GP).person
    scheme = make.item(table.meeting, functions=(), every=True)
    contract = make.item(table.meeting, table.practices[2])
    cell = table.cell(scheme, new)
    assert cell.proposal.handling == Handling.LEAVE_ITEM
    assert "sits as GP of a member practice" in cell.proposal.reasons[0].words
    silent = table.cell(contract, new)
    assert silent.proposal.handling == Handling.NONE
    assert "no practice is recorded" in silent.proposal.warnings[0]


def test_map_01_the_path_goes_through_practice_and_federation(table):
    federation = make.body("Medway Doctors")
    mcp = make.body("Riverside MCP", BodyKind.MCP)
    make.stake(table.practices[0], federation)
    make.stake(federation, mcp, LinkKind.PARTICIPANT)
    award = make.item(table.meeting, mcp)
    row = table.row(award)
    assert flagged(row) == {"Paula Partner"}
    assert row.flagged[0].proposal.reasons[0].words == (
        "member -> partner at practice G82001 (Amber Lane Surgery) -> shareholder of federation Medway Doctors "
        "-> participant in Riverside MCP"
    )
    assert row.affected == ("Riverside MCP",)


def test_tie_02_a_stake_that_was_sold_does_not_count_and_the_map_says_so(table):
    federation = make.body("Medway Doctors")
    make.stake(table.practices[0], federation, to_on=make.day_of(table.meeting))
    award = make.item(table.meeting, federation)
    cell = table.cell(award, table.partner)
    assert cell.proposal.handling == Handling.NONE
    assert cell.proposal.why_not[1] == (
        "Does not count on the day: practice G82001 (Amber Lane Surgery) as shareholder of federation Medway Doctors: "
        "ended before 15 October 2015."
    )


def test_what_was_declared_stands_for_the_same_tie_known_otherwise(table):
    make.works(table.partner, table.practices[0])
    (reason,) = table.cell(make.item(table.meeting, table.practices[0]), table.partner).proposal.reasons
    assert reason.interest == table.interest.pk
    table.declared(table.finance, table.hospital, kind=InterestType.PERSONAL, capacity=Capacity.DIRECTOR)
    make.works(table.finance, table.hospital, Capacity.DIRECTOR)
    cell = table.cell(make.item(table.meeting, table.hospital), table.finance)
    assert len(cell.proposal.reasons) == 2
    assert cell.handling == Handling.LEAVE_ITEM


def test_a_spouse_who_works_for_the_provider_is_a_reason(table):
    table.declared(
        table.finance,
        table.hospital,
        kind=InterestType.INDIRECT,
        capacity=Capacity.DIRECTOR,
        relationship=Relationship.SPOUSE,
        relationship_words="My husband",
    )
    award = make.item(table.meeting, table.hospital)
    cell = table.cell(award, table.finance)
    assert cell.proposal.handling == Handling.LEAVE_ITEM
    assert cell.proposal.reasons[0].words == "member -> husband, wife or partner is director of Far Hospital"
    assert cell.proposal.reasons[0].nature == "indirect financial"


@pytest.mark.parametrize(
    ("kind", "interest", "proposed"),
    [
        (ItemKind.DECISION, InterestType.PROFESSIONAL, Handling.LEAVE_DECISION),
        (ItemKind.DECISION, InterestType.PERSONAL, Handling.LEAVE_DECISION),
        (ItemKind.DISCUSSION, InterestType.FINANCIAL, Handling.NO_VOTE),
        (ItemKind.INFORMATION, InterestType.FINANCIAL, Handling.DISCLOSE),
    ],
)
def test_map_02_what_is_proposed_depends_on_the_gain_and_on_what_is_asked(table, kind, interest, proposed):
    table.declared(table.finance, table.hospital, kind=interest)
    assert table.cell(make.item(table.meeting, table.hospital, kind=kind), table.finance).handling == proposed


def test_withdrawn_interests_and_those_of_another_register_do_not_count(table, world):
    mistake = table.declared(table.finance, table.hospital)
    mistake.state, mistake.withdrawn_at, mistake.withdrawn_by = InterestState.WITHDRAWN, world.now, table.finance
    mistake.withdrawn_reason = "Entered in error"
    mistake.record(by=table.finance, at=world.now, why="Entered in error")
    make.interest(world.other_ccg, table.finance, table.hospital, at=world.now)
    assert not table.cell(make.item(table.meeting, table.hospital), table.finance).proposal.flagged


def test_an_interest_without_an_organisation_is_a_question(table):
    table.declared(table.finance, None, kind=InterestType.PERSONAL, capacity=Capacity.OTHER)
    cell = table.cell(make.item(table.meeting, table.hospital), table.finance)
    assert not cell.proposal.flagged
    assert cell.proposal.warnings == ("Interest 4 names no organisation. Ask whether it affects this item.",)


def test_two_entries_found_to_be_one_lead_to_each_other(table):
    again = make.body("Far Hospital NHS Trust", BodyKind.TRUST)
    again.same_as = table.hospital
    again.record(by=None, at=table.world.now, why="The same")
    assert flagged(table.row(make.item(table.meeting, again))) == {"Cora Consultant"}


def test_a_practice_representative_is_tied_to_the_practice_without_any_declaration(table, world):
    representative = world.representatives["G82003"]
    make.sits(table.committee, representative, SeatRole.OTHER)
    contract = make.item(table.meeting, table.practices[2])
    assert flagged(table.row(contract)) == {representative.name}
    make.sits(table.committee, world.far_representative, SeatRole.OTHER)
    scheme = make.item(table.meeting, functions=("INCENTIVE_SCHEMES",))
    assert world.far_representative.name not in flagged(table.row(scheme))


def test_a_practice_that_is_no_body_yet_is_still_a_member_practice(world):
    board = make.committee(world.ccg, world.now)
    make.sits(board, world.representatives["G82004"], SeatRole.OTHER)
    meeting = Table.fresh(make.meeting(board, world.now))
    make.item(meeting, functions=("INCENTIVE_SCHEMES",))
    (row,) = conflict_map(meeting, world.now)
    assert "G82004" in row.flagged[0].proposal.reasons[0].words


def test_deputies_and_whoever_attends_in_a_seat_are_on_the_map(table, world):
    seat = table.committee.seats.get(role=SeatRole.FINANCE_OFFICER)
    deputy = make.sits(table.committee, person("Della Deputy"), seat=seat, deputy=True).person
    item = make.item(table.meeting, table.hospital)
    make.opens(table.meeting, world.now)
    temporary = person("Tess Temporary")
    make.attends(table.meeting, temporary, AttendanceKind.TEMPORARY, role=SeatRole.NURSE)
    make.attends(table.meeting, person("Absent Andy"), AttendanceKind.APOLOGIES)
    gone = make.sits(table.committee, person("Gone Gary"), ends_at=world.now).person
    row = table.row(item)
    names = {cell.member.person_id for cell in row.cells}
    assert {deputy.pk, temporary.pk} <= names
    assert gone.pk not in names
    assert len(names) == 9


def test_an_item_that_affects_nobody_says_so(table):
    row = table.row(make.item(table.meeting, kind=ItemKind.INFORMATION))
    assert not row.flagged
    assert row.cells[0].proposal.why_not == ("The item names no organisation that it affects.",)


def test_what_is_declared_at_the_meeting_asks_the_chair(table, world):
    item = make.item(table.meeting, table.hospital)
    make.opens(table.meeting, world.now)
    make.declares(table.meeting, table.vice, item, world.now, nature="My brother supplies its linen")
    cell = table.cell(item, table.vice)
    assert cell.proposal.handling == Handling.DISCLOSE
    assert "My brother supplies its linen" in cell.proposal.reasons[0].words


def test_bre_05_registered_but_not_declared_at_the_meeting(table, world):
    """Tameside and Glossop, January 2017: on the register, matching the item, and nothing said at the meeting."""
    item = make.item(table.meeting, table.practices[0])
    assert undeclared(table.meeting, world.now) == []
    make.opens(table.meeting, world.now)
    make.attends(table.meeting, table.partner)
    (found,) = undeclared(table.meeting, world.now)
    assert (found.person_id, found.item.pk, found.ruling) == (table.partner.pk, item.pk, None)
    assert found.reasons[0].interest == table.interest.pk
    make.declares(table.meeting, table.partner, None, world.now, interest=table.interest)
    assert undeclared(table.meeting, world.now) == []


def test_bre_05_what_is_declared_for_the_item_is_declared(table, world):
    item = make.item(table.meeting, table.practices[0])
    make.opens(table.meeting, world.now)
    make.attends(table.meeting, table.partner)
    make.attends(table.meeting, table.other_gp)
    make.declares(table.meeting, table.partner, item, world.now)
    assert undeclared(table.meeting, world.now) == []


def test_ties_as_the_register_said_at_a_minute(table, world):
    before, after = world.now + timedelta(hours=1), world.now + timedelta(hours=3)
    changed = world.now + timedelta(hours=2)
    late = make.interest(world.ccg, table.finance, table.hospital, at=changed)
    on = make.day_of(table.meeting)
    was = ties([table.finance.pk], on, known_at=before, targets=[table.hospital.pk])
    assert paths(was, table.finance.pk, [table.hospital.pk]) == []
    then = ties([table.finance.pk], on, known_at=after)
    assert [path.tie.interest for path in paths(then, table.finance.pk, [table.hospital.pk])] == [late.pk]
    late.ended_on = on
    late.record(by=table.finance, at=after + timedelta(hours=1), why="Ended")
    still = ties([table.finance.pk], on, known_at=after)
    assert len(paths(still, table.finance.pk, [table.hospital.pk])) == 1
    assert paths(ties([table.finance.pk], on), table.finance.pk, [table.hospital.pk]) == []


def test_ties_known_at_a_minute_see_stakes_and_work_of_then(table, world):
    federation = make.body("Medway Doctors", added_by=None)
    link = make.stake(table.practices[1], federation, at=world.now + timedelta(hours=2))
    on, people = make.day_of(table.meeting), [table.other_gp.pk]
    assert paths(ties(people, on, known_at=world.now), table.other_gp.pk, [federation.pk]) == []
    assert len(paths(ties(people, on, known_at=link.recorded_at), table.other_gp.pk, [federation.pk])) == 1
    now, then = ties(people, on), ties(people, on, known_at=link.recorded_at)
    assert now.people == then.people
    assert now.bodies == then.bodies
    assert {tie.basis for tie in now.people[table.other_gp.pk]} == {Basis.WORK}


def test_a_post_in_a_practice_counts_on_its_last_day(world):
    who = person()
    post("DEPUTY", world.practices[0], who, ends_at=world.now + timedelta(days=3))
    last = make.day_of(make.meeting(make.committee(world.ccg, world.now), world.now, days=3))
    node = -world.practices[0].pk
    assert paths(ties([who.pk], last, targets=[node]), who.pk, [node])
    assert not paths(ties([who.pk], last + timedelta(days=1), targets=[node]), who.pk, [node])
