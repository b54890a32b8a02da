"""Declaring, changing, ending, reviewing and withdrawing interests (F-50), with ledger, notices and the referee."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError

from cocommission.shared.clock import london
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from conflicts.actions import hooks
from conflicts.actions.interests import change_interest, end_interest, review_interest, withdraw_interest
from conflicts.models import Breach, Interest
from conflicts.rules.interests import DeclarationFacts
from tests.database import owners_cursor
from tests.factories.interests import answered, body, declarant, declaration, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


@pytest.fixture
def heard(monkeypatch):
    found = []
    monkeypatch.setattr(hooks, "_hooks", [lambda interest, now: found.append(interest.number)])
    return found


def acts(interest):
    return list(Entry.objects.filter(subject=interest.subject).order_by("pk").values_list("act", flat=True))


def rules(refused):
    return {(b.rule, b.field) for b in refused.value.blockers}


def fresh(interest):
    return Interest.objects.get(pk=interest.pk)


def test_a_declaration_stands_on_the_register_with_number_position_and_notice(world, now, heard):
    declarant(world, world.gp_member, position="GP member of the governing body", decision_maker=True)
    declarant(world, world.gp_member, position="GP partner")
    made = declaration(world, world.gp_member)
    assert (made.number, made.state, made.declared_at) == (1, "SUBMITTED", now)
    assert made.position == "GP member of the governing body; GP partner"
    assert declaration(world, world.lay_member).number == 2
    assert acts(made) == ["interest.declared"]
    assert "Holds a share" not in Entry.objects.get(subject=made.subject).body
    told = Message.objects.filter(key__startswith=f"interest:{made.pk}:declared")
    assert {m.to_person for m in told} == {world.officer, world.second_officer}
    assert heard == [1, 2]


def test_the_same_form_gives_the_same_entry_and_tells_nobody_twice(world, heard):
    token = uuid4()
    first = declaration(world, world.gp_member, form_token=token)
    told = Message.objects.count()
    assert declaration(world, world.gp_member, form_token=token) == first
    assert (Interest.objects.count(), Message.objects.count(), heard) == (1, told, [1])
    with pytest.raises(Conflict):
        declaration(world, world.lay_member, form_token=token)


def test_coi_01_an_indirect_interest_needs_its_relationship_also_in_the_database(world):
    with pytest.raises(Refused) as refused:
        declaration(world, world.gp_member, kind="INDIRECT")
    assert rules(refused) == {("COI-01", "relationship"), ("COI-01", "relationship_words")}
    made = declaration(
        world,
        world.gp_member,
        kind="INDIRECT",
        relationship="SPOUSE",
        relationship_words="Husband",
        capacity="EMPLOYEE",
    )
    changed = change_interest(interest=made, kind="FINANCIAL", reason="My own", by=world.gp_member, now=world.now)
    assert (changed.relationship, changed.relationship_words) == ("", "")
    with pytest.raises(DatabaseError), owners_cursor() as cursor:
        cursor.execute("UPDATE conflicts_interest SET kind = 'INDIRECT' WHERE id = %s", [made.pk])


def test_coi_01_only_those_who_have_to_declare_do_and_officers_enter_for_them(world, now):
    with pytest.raises(Refused, match="not on the list") as refused:
        declaration_by_stranger(world)
    assert refused.value.status == 403
    declarant(world, world.gp_member)
    made = declaration(world, world.gp_member, by=world.officer)
    assert (made.person, made.declared_by) == (world.gp_member, world.officer)
    for who in ("lay_member", "other_officer", "representative", "regional_officer", "auditor", "secretary"):
        with pytest.raises(Refused) as refused:
            declaration(world, world.gp_member, by=world.people[who])
        assert refused.value.status == 403
    assert declaration(world, world.gp_member, by=world.secretary, occasion="MEETING").number == 2


def declaration_by_stranger(world):
    from conflicts.actions.interests import declare_interest

    on = london(world.now).date()
    return declare_interest(
        ccg=world.ccg, person=world.nobody, by=world.nobody, now=world.now, form_token=uuid4(), occasion="CHANGE",
        body=None, facts=DeclarationFacts("FINANCIAL", "PARTNER", "x", arose_on=on, aware_on=on),
    )  # fmt: skip


def test_coi_02_a_late_declaration_needs_its_reason_and_is_late_by_the_day_it_came(world, now):
    year_ago = london(now).date() - timedelta(days=365)
    with pytest.raises(Refused) as refused:
        declaration(world, world.gp_member, arose_on=year_ago)
    assert rules(refused) == {("COI-02", "late_reason")}
    made = declaration(world, world.gp_member, arose_on=year_ago, late_reason="I did not think of it")
    assert '"late": true' in Entry.objects.get(subject=made.subject, act="interest.declared").body
    in_time = declaration(world, world.gp_member, arose_on=year_ago, aware_on=london(now).date())
    assert '"late": false' in Entry.objects.get(subject=in_time.subject, act="interest.declared").body
    with pytest.raises(Refused) as refused:
        change_interest(interest=in_time, aware_on=year_ago, reason="Knew it", by=world.gp_member, now=now)
    assert rules(refused) == {("COI-02", "late_reason")}


def test_coi_02_a_late_declaration_opens_one_draft_breach(world, now):
    year_ago = london(now).date() - timedelta(days=365)
    made = declaration(world, world.gp_member, arose_on=year_ago, late_reason="I did not think of it")
    declaration(world, world.gp_member)
    breach = Breach.objects.get()
    assert (breach.state, breach.kind, breach.interest, breach.person) == ("DRAFT", "LATE", made, world.gp_member)
    assert "declared 337 days after the last day" in breach.report
    change_interest(interest=made, description="More", reason="Said better", by=world.gp_member, now=now)
    assert Breach.objects.count() == 1


def test_coi_06_somebody_else_reviews_with_mitigation_before_it_is_complete(world, now):
    made = declaration(world, world.officer)
    with pytest.raises(Refused, match="own"):
        review_interest(interest=made, mitigation="Nothing", by=world.officer, now=now)
    with pytest.raises(Refused) as refused:
        review_interest(interest=made, mitigation="", by=world.second_officer, now=now)
    assert rules(refused) == {("COI-06", "mitigation")}
    with pytest.raises(Refused) as refused:
        review_interest(interest=made, mitigation="x", by=world.lay_member, now=now)
    assert refused.value.status == 403
    done = review_interest(interest=made, mitigation="Leaves the item", by=world.accountable_officer, now=now)
    assert (done.state, done.reviewed_by, done.reviewed_at) == ("COMPLETE", world.accountable_officer, now)
    assert done.reviewer_position == "Accountable Officer"
    again = review_interest(interest=made, mitigation="Leaves the item", by=world.accountable_officer, now=now)
    assert acts(again) == ["interest.declared", "interest.reviewed"]
    with pytest.raises(Conflict):
        review_interest(interest=made, mitigation="Other", by=world.second_officer, now=now)
    told = Message.objects.get(key__startswith=f"interest:{made.pk}:reviewed")
    assert told.to_person == world.officer


def test_coi_06_who_entered_it_for_somebody_does_not_review_it(world, now):
    declarant(world, world.gp_member)
    made = declaration(world, world.gp_member, by=world.officer)
    with pytest.raises(Refused, match="You entered"):
        review_interest(interest=made, mitigation="x", by=world.officer, now=now)
    assert review_interest(interest=made, mitigation="x", by=world.second_officer, now=now).state == "COMPLETE"


def test_coi_06_a_change_asks_for_a_new_review_and_keeps_what_was_said(world, now, heard):
    made = reviewed(world, world.gp_member)
    with pytest.raises(Refused) as refused:
        change_interest(interest=made, description="Two shares", reason=" ", by=world.gp_member, now=now)
    assert rules(refused) == {("", "reason")}
    later = now + timedelta(days=1)
    changed = change_interest(
        interest=made, description="Two shares", reason="Bought one", by=world.gp_member, now=later
    )
    assert (changed.state, changed.reviewed_by, changed.mitigation) == ("SUBMITTED", None, "Leaves the item")
    assert list(made.history.order_by("pk").values_list("state", "description")) == [
        ("SUBMITTED", "Holds a share"), ("COMPLETE", "Holds a share"), ("SUBMITTED", "Two shares"),
    ]  # fmt: skip
    same = change_interest(interest=made, description="Two shares", reason="Bought one", by=world.gp_member, now=later)
    with pytest.raises(Conflict, match="You changed nothing in this declaration"):
        change_interest(interest=made, description="Two shares", reason="Again", by=world.gp_member, now=later)
    assert same.history.count() == 3
    assert heard == [1, 1]
    with pytest.raises(Refused) as refused:
        change_interest(interest=made, description="None", reason="x", by=world.lay_member, now=now)
    assert refused.value.status == 403
    with pytest.raises(ValueError, match="not changeable"):
        change_interest(interest=made, number=7, reason="x", by=world.gp_member, now=now)


def test_coi_07_refused_consent_needs_a_reason_also_in_the_database(world, now):
    with pytest.raises(Refused) as refused:
        declaration(world, world.gp_member, consent_to_publish=False)
    assert rules(refused) == {("COI-07", "consent_reason")}
    made = declaration(world, world.gp_member, consent_to_publish=False, consent_reason="Threats")
    assert (
        change_interest(
            interest=made, consent_to_publish=True, reason="It is over", by=world.gp_member, now=now
        ).consent_reason
        == ""
    )
    with pytest.raises(DatabaseError), owners_cursor() as cursor:
        cursor.execute("UPDATE conflicts_interest SET consent_to_publish = false WHERE id = %s", [made.pk])


def test_an_interest_ends_and_its_review_stays(world, now, heard):
    made = reviewed(world, world.gp_member)
    with pytest.raises(Refused) as refused:
        end_interest(interest=made, ended_on=made.arose_on - timedelta(days=1), by=world.gp_member, now=now)
    assert rules(refused) == {("", "ended_on")}
    on = made.arose_on + timedelta(days=10)
    for _ in range(2):
        ended = end_interest(interest=made, ended_on=on, by=world.gp_member, now=now)
    assert (ended.state, ended.ended_on) == ("COMPLETE", on)
    assert acts(made) == ["interest.declared", "interest.reviewed", "interest.ended"]
    assert heard == [1, 1]


def test_an_entry_made_in_error_is_withdrawn_and_stays_on_file(world, now):
    made = reviewed(world, world.gp_member)
    with pytest.raises(Refused) as refused:
        withdraw_interest(interest=made, reason="", by=world.gp_member, now=now)
    assert rules(refused) == {("", "reason")}
    gone = withdraw_interest(interest=made, reason="Another person", by=world.officer, now=now)
    assert (gone.state, gone.withdrawn_by, gone.withdrawn_reason) == ("WITHDRAWN", world.officer, "Another person")
    for act in (
        lambda: withdraw_interest(interest=made, reason="x", by=world.officer, now=now),
        lambda: change_interest(interest=made, description="x", reason="x", by=world.gp_member, now=now),
        lambda: end_interest(interest=made, ended_on=made.arose_on, by=world.gp_member, now=now),
        lambda: review_interest(interest=made, mitigation="x", by=world.second_officer, now=now),
    ):
        with pytest.raises(Refused):
            act()


def test_coi_04_a_nil_return_and_a_confirmation_name_what_they_confirm(world, now):
    nil = answered(world, world.gp_member, kind="NIL")
    assert (nil.kind, nil.entries) == ("NIL", [])
    one = declaration(world, world.gp_member)
    withdrawn = declaration(world, world.gp_member)
    withdraw_interest(interest=withdrawn, reason="Twice", by=world.gp_member, now=now)
    with pytest.raises(Refused, match="1 entry on the register"):
        answered(world, world.gp_member, kind="NIL")
    token = uuid4()
    first = answered(world, world.gp_member, kind="NO_CHANGE", form_token=token)
    assert first.entries == [one.number]
    assert answered(world, world.gp_member, kind="NO_CHANGE", form_token=token) == first
    with pytest.raises(Conflict):
        answered(world, world.gp_member, kind="INTERESTS", form_token=token)
    with pytest.raises(Refused, match="no earlier declaration"):
        answered(world, world.lay_member, kind="NO_CHANGE")
    acts_of = Entry.objects.filter(act="declaration.returned")
    assert acts_of.count() == 2


def test_the_description_of_a_body_is_found_again(world):
    assert body() == body(name="copper  federation limited")
