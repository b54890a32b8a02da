"""Items in session: quorum, remedies, the end of an item and of the meeting (PCC-09, PCC-18, BRE-05)."""

import pytest

from cocommission.shared.errors import Conflict, Refused
from conflicts.models import Breach
from conflicts.terms import BreachKind, BreachState
from pccc.actions.attendance import declare_at_meeting, record_attendance, record_movement
from pccc.actions.items import add_paper, choose_remedy, finish_item, remove_paper, take_item, withdraw_item
from pccc.actions.meetings import close_meeting
from pccc.actions.rulings import rule_on
from pccc.models import ItemRemedy
from pccc.queries.conflict_map import undeclared
from pccc.terms import AttendanceKind, Direction, Handling, ItemKind, ItemState, MeetingState, Remedy
from tests.factories.ccgs_people import person
from tests.factories.conflict_map import body, interest
from tests.factories.consultations import upload
from tests.factories.meetings import ALL_REMEDIES, noticed, opened, planned, present_for, quorum_of

pytestmark = pytest.mark.django_db
OFFICERS = ("CHIEF_OFFICER", "FINANCE_OFFICER")


def remedy(s, item, which, **more):
    given = {"reason": "Nobody else can come", "by": s.by, "now": s.later(1), **more}
    return choose_remedy(item=item, remedy=which, **given)


def inquorate(world, remedies=("DEFER", "REFER"), **over):
    """In session without the two officers whom the quorum needs."""
    s = opened(world, *OFFICERS, remedies=list(remedies), **over).asked()
    return s, s.meeting.items.get()


def test_pcc_09_an_item_for_decision_without_a_quorum_is_not_taken(world):
    s, item = inquorate(world)
    with pytest.raises(Refused) as refused:
        s.take(item)
    assert [b.rule for b in refused.value.blockers] == ["PCC-09"]
    assert "chief officer" in refused.value.texts[0]


def test_an_item_for_information_is_heard_without_a_quorum(world):
    s = planned(world)
    item = s.item("Report", ItemKind.INFORMATION)
    s.publish().open(*OFFICERS).asked()
    assert s.finish(s.take(item)).state == ItemState.DONE


def test_pcc_18_only_the_remedies_of_the_terms_can_be_chosen(world):
    s, item = inquorate(world)
    with pytest.raises(Refused, match="They allow: defer to a later meeting, refer to the governing body"):
        remedy(s, item, Remedy.PANEL)
    made = remedy(s, item, Remedy.REFER)
    item.refresh_from_db()
    assert (item.state, made.quorum["met"]) == (ItemState.REMEDIED, False)
    with pytest.raises(Refused, match="finished"):
        remedy(s, item, Remedy.DEFER)


def test_pcc_18_one_must_be_chosen_before_the_meeting_closes(world):
    s, item = inquorate(world)
    with pytest.raises(Refused, match="still open"):
        close_meeting(meeting=s.meeting, by=s.by, now=s.at)
    with pytest.raises(Refused, match="instead of withdrawing"):
        withdraw_item(item=item, reason="No quorum", by=s.by, now=s.at)
    remedy(s, item, Remedy.DEFER)
    close_meeting(meeting=s.meeting, by=s.by, now=s.later())
    assert s.fresh().state == MeetingState.CLOSED


def test_pcc_18_no_remedy_for_an_item_with_a_quorum_or_without_a_reason(world):
    s = opened(world, remedies=ALL_REMEDIES).asked()
    with pytest.raises(Refused, match="has a quorum"):
        remedy(s, s.meeting.items.get(), Remedy.DEFER)
    s, item = inquorate(world, name="Second committee")
    with pytest.raises(Refused, match="Enter why"):
        remedy(s, item, Remedy.DEFER, reason=" ")


def test_pcc_18_a_temporary_member_brings_the_quorum_back_once_they_have_declared(world):
    s, item = inquorate(world, ALL_REMEDIES)
    guest = person("Theo Temporary")
    with pytest.raises(Refused, match="not met with this temporary member"):
        remedy(s, item, Remedy.TEMPORARY_MEMBER, temporary_member=guest, role="NURSE")
    remedy(
        s, item, Remedy.TEMPORARY_MEMBER, temporary_member=guest, role="CHIEF_OFFICER", position="Chief officer, 09J"
    )
    item.refresh_from_db()
    assert item.state == ItemState.LISTED
    assert not quorum_of(item, s.at).met
    s.asked()
    assert quorum_of(item, s.at).met
    assert s.take(item).taken_at


def test_pcc_18_a_quorum_that_is_lost_again_needs_another_remedy(world):
    s, item = inquorate(world, ALL_REMEDIES)
    guest = person("Theo Temporary")
    remedy(s, item, Remedy.TEMPORARY_MEMBER, temporary_member=guest, role="CHIEF_OFFICER")
    s.asked().take(item)
    record_movement(meeting=s.meeting, person=guest, direction=Direction.OUT, by=s.by, now=s.later())
    with pytest.raises(Refused, match="is lost"):
        s.finish(item)
    remedy(s, item, Remedy.DEFER)
    assert [row.remedy for row in ItemRemedy.objects.filter(item=item)] == [Remedy.TEMPORARY_MEMBER, Remedy.DEFER]


def test_temporary_members_come_only_where_the_terms_allow_them(world):
    s, _ = inquorate(world)
    with pytest.raises(Refused, match="no temporary members"):
        record_attendance(meeting=s.meeting, person=person("Theo"), kind=AttendanceKind.TEMPORARY, role="NURSE",
                          position="Nurse", by=s.by, now=s.at)  # fmt: skip


def test_pcc_09_a_ruling_takes_somebody_out_of_the_quorum(world):
    s = opened(world, "FINANCE_OFFICER").asked()
    item, chief = s.meeting.items.get(), s.people["CHIEF_OFFICER"]
    assert quorum_of(item, s.at).met
    rule_on(item=item, person=chief, ruled=Handling.LEAVE_DECISION, reason="Married to a partner", by=s.by,
            ruled_by=s.people["LAY_MEMBER"], now=s.later(1))  # fmt: skip
    assert not quorum_of(item, s.at).met
    other = s.item("Another matter")
    assert quorum_of(other, s.at).met
    assert next(x for x in present_for(item, s.at) if x.person_id == chief.pk).eligible is False


def test_one_item_at_a_time_and_the_same_click_twice_is_one(world):
    s = planned(world)
    first, second = s.item("First"), s.item("Second")
    s.publish().open().asked()
    s.take(first)
    assert take_item(item=first, by=s.by, now=s.later()).taken_at == first.__class__.objects.get(pk=first.pk).taken_at
    with pytest.raises(Refused, match="Finish item"):
        s.take(second)
    s.finish(first)
    assert s.take(second).state == ItemState.TAKEN


def test_an_item_for_decision_ends_with_a_decision_or_a_reason(world):
    s = opened(world).asked()
    item = s.take(s.meeting.items.get())
    with pytest.raises(Refused, match="No decision is recorded"):
        finish_item(item=item, by=s.by, now=s.later())
    assert s.finish(item, notes="Put off to hear the practice").notes
    assert finish_item(item=item, by=s.by, now=s.later()).state == ItemState.DONE


def test_papers_are_added_until_the_item_is_settled_and_stay_on_record(world):
    s = noticed(world)
    item = s.meeting.items.get()
    paper = s.paper(item, "more.txt", "More.")
    with pytest.raises(Refused, match="Enter why"):
        remove_paper(paper=paper, by=s.by, now=s.at)
    remove_paper(paper=paper, reason="Wrong file", by=s.by, now=s.at)
    s.open().asked()
    s.finish(s.take(item))
    with pytest.raises(Conflict, match="finished"):
        add_paper(item=item, file=upload(), by=s.by, now=s.at)


@pytest.fixture
def registered(world, now):
    """An interest on the register touches the item, its holder is in the room (Tameside & Glossop, January 2017)."""
    s = planned(world)
    surgery = body(practice=world.practices[0])
    entry = interest(world.ccg, s.people["LOCAL_GP"], surgery, at=now)
    item = s.item("Contract of Amber Lane Surgery", affected=[surgery])
    s.publish().open()
    return s, item, entry


def close(s, item):
    s.finish(s.take(item))
    close_meeting(meeting=s.meeting, by=s.by, now=s.later())


def test_bre_05_registered_but_not_declared_opens_a_draft_breach(registered):
    s, item, entry = registered
    s.asked()
    close(s, item)
    breach = Breach.objects.get()
    assert (breach.kind, breach.state) == (BreachKind.NOT_DECLARED, BreachState.DRAFT)
    assert (breach.interest, breach.person, breach.about) == (entry, s.people["LOCAL_GP"], item.subject)
    waiting = undeclared(s.fresh(), s.at)
    assert [(one.item, one.person_id, one.ruling) for one in waiting] == [(item, s.people["LOCAL_GP"].pk, None)]
    rule_on(item=item, person=s.people["LOCAL_GP"], ruled=Handling.NO_VOTE, reason="She had not voted", by=s.by,
            ruled_by=s.people["LAY_MEMBER"], now=s.later())  # fmt: skip
    assert [one.ruling is None for one in undeclared(s.meeting, s.at)] == [False]


def test_bre_05_who_declared_at_the_meeting_breached_nothing(registered):
    s, item, entry = registered
    gp = s.people["LOCAL_GP"]
    declare_at_meeting(meeting=s.meeting, person=gp, item=item, nature="Partner", interest=entry, by=gp, now=s.later(1),
                       form_token="1b4e28ba-2fa1-11d2-883f-0016d3cca427")  # fmt: skip
    s.asked()
    close(s, item)
    assert not Breach.objects.exists()


def test_bre_05_who_was_not_there_had_nothing_to_declare(world, now):
    s = planned(world)
    surgery = body(practice=world.practices[0])
    interest(world.ccg, s.people["LOCAL_GP"], surgery, at=now)
    item = s.item("Contract of Amber Lane Surgery", affected=[surgery])
    s.publish().open("LOCAL_GP").asked()
    close(s, item)
    assert not Breach.objects.exists()
