"""Setting up a committee: draft, terms, invitations, activation, end; the database's word too."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry
from cocommission.shared.rules.facts import gather
from pccc.actions.committees import (
    activate_committee,
    describe_committee,
    draft_committee,
    end_committee,
    invite,
    set_terms,
)
from pccc.models import Committee, Membership, Seat, TermsOfReference
from pccc.queries.composition import active, sitters, standing, terms_at
from pccc.rules.facts import DescriptionFacts, TermsFacts
from pccc.rules.quorum import TEMPLATES
from pccc.terms import CommitteeKind, CommitteeState, Office, SeatRole
from tests.database import delete_row
from tests.factories import committees as make
from tests.factories.ccgs_people import person

pytestmark = pytest.mark.django_db
R = SeatRole


def acts(committee: Committee) -> list[str]:
    return list(Entry.objects.filter(subject=committee.subject).order_by("number").values_list("act", flat=True))


def rules(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {blocker.rule for blocker in refused.value.blockers}


def test_a_committee_is_set_up_and_activated(world: Any) -> None:
    made = make.pccc(world)
    assert (made.state, made.activated_by) == (CommitteeState.ACTIVE, world.secretary)
    assert list(Committee.objects.filter(active(world.now), ccg=world.ccg)) == [made]
    assert list(Committee.objects.filter(active(world.now - timedelta(days=1)), ccg=world.ccg)) == []
    found = sitters(made, world.now)
    assert [s.office for s in found][:2] == [Office.CHAIR, Office.VICE_CHAIR]
    assert len(found) == 7
    composed = standing(made, world.now)
    assert composed.passes
    assert composed.figures[0].words == "Lay and executive members 4 of 6 votes"
    assert {"committee.drafted", "committee.seat_added", "committee.appointed", "committee.terms_set",
            "committee.invited", "committee.activated"} == set(acts(made))  # fmt: skip
    assert made.history.count() == 2


def test_the_same_draft_terms_seat_and_appointment_again_change_nothing(world: Any) -> None:
    made, again = make.draft(world), make.draft(world)
    assert made == again
    first, second = (make.terms(made, by=world.secretary, now=world.now) for _ in range(2))
    assert first == second
    token = uuid4()
    seat, same = (make.seat(made, R.NURSE, True, by=world.officer, now=world.now, form_token=token) for _ in range(2))
    assert seat == same
    one, two = (make.member(seat, world.gp_member, by=world.officer, now=world.now) for _ in range(2))
    assert one == two
    assert (Seat.objects.count(), Membership.objects.count(), TermsOfReference.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("who", ["officer", "secretary"])
def test_officers_and_secretaries_may(world: Any, who: str) -> None:
    assert make.draft(world, by=world.people[who]).number == 1


@pytest.mark.parametrize("who", ["accountable_officer", "other_officer", "regional_officer", "nobody", "lay_member"])
def test_nobody_else_may(world: Any, who: str) -> None:
    by = world.people[who]
    with pytest.raises(Refused) as refused:
        make.draft(world, by=by)
    assert refused.value.status == 403
    made = make.draft(world)
    for act in (
        lambda: make.terms(made, by=by, now=world.now),
        lambda: make.seat(made, R.NURSE, True, by=by, now=world.now),
        lambda: activate_committee(committee=made, by=by, now=world.now),
        lambda: make.invited(made, by=by, now=world.now),
        lambda: describe_committee(committee=made, name="Other", by=by, now=world.now),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.status == 403


def test_a_draft_says_what_it_is(world: Any) -> None:
    parent = make.draft(world)
    for kind, fields, field in (
        (CommitteeKind.SUBGROUP, {}, "parent"),
        (CommitteeKind.PCCC, {"parent": parent, "name": "Other"}, "parent"),
        (CommitteeKind.IN_COMMON, {}, "common_name"),
        (CommitteeKind.PCCC, {"name": "  "}, "name"),
    ):
        wanted: dict[str, Any] = {"name": "A committee", **fields}
        with pytest.raises(Refused) as refused:
            draft_committee(
                ccg=world.ccg, by=world.officer, now=world.now, **gather(DescriptionFacts, {"kind": kind, **wanted})
            )
        assert refused.value.blockers[0].field == field
    assert make.draft(world, CommitteeKind.SUBGROUP, parent=parent).number == 2


def test_activation_names_every_broken_rule(world: Any) -> None:
    made = make.draft(world)
    make.fill(made, ((R.LOCAL_GP, True, Office.CHAIR), (R.NURSE, True)), by=world.secretary, now=world.now)
    with pytest.raises(Refused) as refused:
        activate_committee(committee=made, by=world.secretary, now=world.now)
    assert rules(refused) == {"", "PCC-02", "PCC-03", "PCC-05"}


def test_pcc_09_terms_with_a_quorum_that_cannot_be_judged_are_refused(world: Any) -> None:
    made = make.draft(world)
    with pytest.raises(Refused) as refused:
        set_terms(committee=made, facts=TermsFacts(date(2015, 9, 1), {"count": 0}), by=world.officer, now=world.now)
    assert rules(refused) == {"PCC-09"}


def test_terms_have_versions_by_day(world: Any) -> None:
    made = make.pccc(world)
    first = terms_at(made, date(2015, 10, 1))
    later = set_terms(
        committee=made,
        facts=TermsFacts(date(2015, 11, 1), dict(TEMPLATES["bmj-4"].rule)),
        by=world.officer,
        now=world.now,
    )
    assert terms_at(made, date(2015, 10, 31)) == first
    assert terms_at(made, date(2015, 11, 1)) == later
    assert terms_at(made, date(2015, 8, 1)) is None
    for day in (date(2015, 10, 15), date(2015, 9, 1)):
        with pytest.raises(Refused):
            make.terms(made, by=world.officer, now=world.now, from_on=day, notice_days=5)


def test_pcc_07_no_voting_seat_for_healthwatch_or_the_board(world: Any) -> None:
    made = make.draft(world)
    for role in (R.HEALTHWATCH, R.HWB):
        with pytest.raises(Refused) as refused:
            make.seat(made, role, True, by=world.officer, now=world.now)
        assert rules(refused) == {"PCC-07"}
        row = Seat(committee=made, role=role, organisation="X", voting=True, from_on=date(2015, 1, 1))
        row.created_at, row.created_by = world.now, world.officer
        refused_by_the_database(row, world)


def appointing(world: Any, seat: Seat, who: Any = None, **fields: Any) -> Membership:
    return make.member(seat, who or person("Casey Newcomer"), by=world.secretary, now=world.now, **fields)


def test_an_ended_committee_changes_no_more(world: Any) -> None:
    made = end_committee(committee=make.pccc(world), reason="Merged", by=world.officer, now=world.now)
    assert list(Committee.objects.filter(active(world.now), ccg=world.ccg)) == []
    for act in (
        lambda: make.seat(made, R.NURSE, True, by=world.officer, now=world.now),
        lambda: make.terms(made, by=world.officer, now=world.now, from_on=date(2015, 12, 1)),
        lambda: appointing(world, made.seats.get(role=R.NURSE)),
        lambda: end_committee(committee=made, reason="Again", by=world.officer, now=world.now),
        lambda: activate_committee(committee=made, by=world.officer, now=world.now),
    ):
        with pytest.raises((Refused, Conflict)):
            act()


def refused_by_the_database(row: Any, world: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row.record(by=world.officer, at=world.now, why="Past the actions")


def test_the_database_refuses_too(world: Any) -> None:
    made = make.pccc(world)
    terms = made.terms.get()
    terms.notice_days = 1
    refused_by_the_database(terms, world)
    seat = made.seats.get(role=R.NURSE)
    seat.voting = False
    refused_by_the_database(seat, world)
    spare = make.seat(made, R.DIRECTOR, True, by=world.officer, now=world.now)
    common = {"seat": spare, "starts_at": world.now, "reason": "x", "appointed_at": world.now,
              "appointed_by": world.officer}  # fmt: skip
    refused_by_the_database(Membership(person=person("Second Chair"), office=Office.CHAIR, **common), world)
    refused_by_the_database(Membership(person=seat.members.get().person, **common), world)
    with pytest.raises(IntegrityError), transaction.atomic():
        delete_row(seat.members.get())
    bare = make.draft(world, name="Bare")
    bare.state, bare.activated_at, bare.activated_by = CommitteeState.ACTIVE, world.now, world.officer
    refused_by_the_database(bare, world)


def test_invitations_are_kept_with_their_answer(world: Any) -> None:
    made = make.pccc(world)
    row = invite(
        committee=made, body="HEALTHWATCH", organisation="Healthwatch Medway", invited_on=date(2015, 9, 11),
        answer="ACCEPTED", answered_on=date(2015, 9, 20), private_items=True, by=world.officer, now=world.now,
    )  # fmt: skip
    assert made.invitations.filter(body="HEALTHWATCH").get() == row
    assert row.history.count() == 2
    with pytest.raises(Refused):
        invite(committee=made, body="LMC", organisation="Kent LMC", invited_on=date(2015, 9, 11), answer="DECLINED",
               by=world.officer, now=world.now)  # fmt: skip


def test_jc_02_committees_in_common_are_one_record_for_each_ccg(world: Any) -> None:
    name = "North Kent committees in common"
    ours = make.draft(world, CommitteeKind.IN_COMMON, common_name=name)
    assert "PCC-07" in {b.rule for b in standing(ours, world.now).blockers}
    assert any("No other CCG" in b.missing for b in standing(ours, world.now).blockers)
    draft_committee(
        ccg=world.other_ccg, facts=DescriptionFacts(CommitteeKind.IN_COMMON, "Ours", name), by=world.other_officer,
        now=world.now,
    )  # fmt: skip
    found = standing(ours, world.now)
    assert found.facts.in_common == (world.other_ccg.name,)
    assert "JC-02" not in {b.rule for b in found.blockers}


def test_composition_counts_statements_once_for_all(world: Any, django_assert_num_queries: Any) -> None:
    from pccc.queries.composition import standings

    committees = [make.pccc(world, name=f"Committee {n}") for n in range(3)]
    with django_assert_num_queries(1):
        assert len(standings(committees, world.now)) == 3
    with django_assert_num_queries(1):
        standings(committees[:1], world.now)


def test_setting_up_again_with_other_details_drops_none_of_them_without_a_word(world):
    facts = DescriptionFacts(CommitteeKind.PCCC, "Primary care committee")
    wanted = {"ccg": world.ccg, "agreement": make.paper(world), "by": world.officer, "now": world.now}
    first = draft_committee(facts=facts, **wanted)
    assert draft_committee(facts=facts, **wanted) == first
    with pytest.raises(Conflict, match="You are already setting up Primary care committee"):
        draft_committee(facts=replace(facts, meets_in_public=False), **wanted)
    assert Committee.objects.get().meets_in_public is True
