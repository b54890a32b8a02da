"""Who has to declare: by hand, by a post, until it ends; and organisations that are known once."""

from datetime import timedelta

import pytest

from ccgs.actions.posts import revoke_post
from ccgs.terms import RoleCode
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry
from cocommission.shared.rules.facts import gather
from conflicts.actions.bodies import find_or_add_body
from conflicts.actions.declarants import end_declarant, ensure_declarant, mark_decision_maker
from conflicts.models import Body, Declarant
from conflicts.queries.bodies import body_of_key, search_bodies
from conflicts.rules.declarants import DUTIES, PositionFacts
from conflicts.tasks.interests import keep_declarants
from tests.factories.ccgs_people import person, post
from tests.factories.interests import body, declarant

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


def test_somebody_becomes_a_declarant_once(world, now):
    values = {
        "ccg": world.ccg, "person": world.nobody, "position": "Lay  adviser", "group": "OTHER",
        "decision_maker": False, "starts_at": now, "by": world.officer, "now": now,
    }  # fmt: skip
    first = ensure_declarant(**gather(PositionFacts, values))
    assert (first.position, first.added_by) == ("Lay adviser", world.officer)
    assert ensure_declarant(**gather(PositionFacts, values)) == first
    assert Declarant.objects.count() == 1
    assert not first.decision_maker
    assert ensure_declarant(**gather(PositionFacts, {**values, "decision_maker": True})).decision_maker
    assert ensure_declarant(**gather(PositionFacts, values)).decision_maker, "never made an ordinary one by the way"
    acts = Entry.objects.filter(subject=f"conflicts.Declarant:{first.pk}").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == ["declarant.added", "declarant.changed"]


@pytest.mark.parametrize("who", ["lay_member", "representative", "other_officer", "regional_officer"])
def test_only_those_who_keep_registers_posts_or_committees_add(world, now, who):
    with pytest.raises(Refused) as refused:
        declarant_by(world, world.people[who], now)
    assert refused.value.status == 403


def declarant_by(world, by, now, **over):
    values = {
        "ccg": world.ccg, "person": world.nobody, "position": "Adviser", "group": "OTHER", "decision_maker": False,
        "starts_at": now,
    }  # fmt: skip
    return ensure_declarant(**gather(PositionFacts, values | over), by=by, now=now)


@pytest.mark.parametrize(
    ("over", "field"), [({"position": " "}, "position"), ({"group": "NONE"}, "group"), ({"ends_at": 1}, "ends_at")]
)
def test_a_position_has_a_name_a_group_and_ends_after_its_start(world, now, over, field):
    if "ends_at" in over:
        over = {"ends_at": now - timedelta(days=1)}
    with pytest.raises(Refused) as refused:
        declarant_by(world, world.officer, now, **over)
    assert refused.value.blockers[0].field == field


def test_a_position_ends_once_and_may_be_held_again(world, now):
    row = declarant(world, world.nobody)
    later = now + timedelta(days=30)
    ended = end_declarant(declarant=row, ends_at=later, reason="Left", by=world.officer, now=later)
    assert ended.ends_at == later
    assert end_declarant(declarant=row, ends_at=later, by=world.officer, now=later).history.count() == 2
    with pytest.raises(Conflict):
        end_declarant(declarant=row, ends_at=later + timedelta(days=1), by=world.officer, now=later)
    assert declarant(world, world.nobody, now=later).pk != row.pk


def test_the_flag_of_a_decision_maker_needs_a_reason(world, now):
    row = declarant(world, world.nobody)
    with pytest.raises(Refused, match="Enter why"):
        mark_decision_maker(declarant=row, decision_maker=True, reason="", by=world.officer, now=now)
    assert mark_decision_maker(
        declarant=row, decision_maker=True, reason="Sits on the panel", by=world.officer, now=now
    ).decision_maker
    with pytest.raises(Refused) as refused:
        mark_decision_maker(declarant=row, decision_maker=False, reason="x", by=world.lay_member, now=now)
    assert refused.value.status == 403


def test_posts_make_declarants_and_leaving_ends_them(world, now):
    done = keep_declarants(now)
    assert done.failed == 0
    rows = {row.position: row for row in Declarant.objects.filter(ccg=world.ccg)}
    assert rows["Lay member"].person == world.lay_member
    assert (rows["Lay member"].group, rows["Lay member"].decision_maker) == ("GOVERNING_BODY", True)
    assert (rows["Governance officer"].group, rows["Governance officer"].decision_maker) == ("EMPLOYEE", False)
    representative = rows["Practice representative (G82001)"]
    assert (representative.person, representative.body.practice) == (world.representative, world.practices[0])
    assert not any("LMC" in position or "NHS England" in position for position in rows)
    assert keep_declarants(now).done == 0
    later = now + timedelta(days=5)
    revoke_post(post=world.posts["lay_member"], reason="Left", by=world.officer, now=later)
    after = later + timedelta(days=2)
    assert keep_declarants(after).done == 1
    row = Declarant.objects.get(pk=rows["Lay member"].pk)
    assert row.ends_at == later
    assert keep_declarants(after).done == 0


def test_what_an_officer_decided_about_a_post_holder_stays(world, now):
    keep_declarants(now)
    row = Declarant.objects.get(person=world.governing_body_member)
    mark_decision_maker(declarant=row, decision_maker=False, reason="Observer", by=world.officer, now=now)
    keep_declarants(now + timedelta(days=1))
    assert not Declarant.objects.get(pk=row.pk).decision_maker
    by_hand = declarant(world, world.nobody, position="Lay adviser")
    keep_declarants(now + timedelta(days=1))
    assert Declarant.objects.get(pk=by_hand.pk).ends_at is None


def test_two_posts_of_one_kind_are_two_positions_only_for_practices(world, now):
    someone = person("Petra Partner")
    for place in world.practices[:2]:
        post(RoleCode.DEPUTY, place, someone)
    keep_declarants(now)
    rows = Declarant.objects.filter(person=someone).values_list("position", flat=True)
    assert sorted(rows) == [
        "Deputy of the practice representative (G82001)",
        "Deputy of the practice representative (G82002)",
    ]


def test_every_role_of_a_ccg_or_practice_makes_a_declarant():
    from ccgs.terms.roles import ROLES

    assert set(DUTIES) == {code for code, role in ROLES.items() if role.kind in ("CCG", "PRACTICE")}


def test_a_practice_is_a_body_with_its_code_and_found_once(world, now):
    place = world.practices[0]
    made = find_or_add_body(kind="OTHER", name="", ods_code="g82001", by=world.officer, now=now)
    assert (made.kind, made.practice, made.ods_code, made.name) == ("PRACTICE", place, "G82001", place.name)
    again = find_or_add_body(kind="PRACTICE", name="Another name", practice=place, by=world.officer, now=now)
    assert (again, again.name) == (made, place.name)


def test_a_known_organisation_takes_the_number_that_it_lacked_and_no_other(world, now):
    made = body("Copper Federation Limited", ods_code="XC1")
    found = find_or_add_body(
        kind="FEDERATION", name="Copper", ods_code="xc1", company_number="1234567", by=world.officer, now=now
    )
    assert (found, found.company_number, found.name) == (made, "01234567", "Copper Federation Limited")
    with pytest.raises(Refused, match="another organisation"):
        find_or_add_body(kind="COMPANY", name="x", ods_code="XC1", company_number="00000001", by=None, now=now)
    body("Birch Care Limited", kind="COMPANY", company_number="07654321")
    with pytest.raises(Refused):
        find_or_add_body(kind="COMPANY", name="x", ods_code="XC1", company_number="07654321", by=None, now=now)
    assert Body.objects.count() == 2


@pytest.mark.parametrize(("code", "number", "field"), [("!!", "", "ods_code"), ("", "12AB", "company_number")])
def test_codes_that_are_none_are_refused(now, code, number, field):
    with pytest.raises(Refused) as refused:
        find_or_add_body(kind="COMPANY", name="x", ods_code=code, company_number=number, by=None, now=now)
    assert (refused.value.status, refused.value.blockers[0].field) == (400, field)


def test_the_search_finds_bodies_and_practices_by_name_code_and_number(world, django_assert_num_queries):
    federation = body("Copper Federation Limited", company_number="01234567")
    with django_assert_num_queries(1):
        found = search_bodies("copper")
    assert [(one.key, one.kind) for one in found] == [
        (f"body:{federation.pk}", "FEDERATION"), ("practice:G82003", "PRACTICE"),
    ]  # fmt: skip
    assert search_bodies("01234567")[0].key == f"body:{federation.pk}"
    assert search_bodies("g82003")[0].words == "Copper Hill Practice (GP practice, G82003)"
    assert search_bodies("c") == search_bodies("%%") == []
    assert body_of_key("practice:G82003") == world.practices[2]
    known = find_or_add_body(kind="PRACTICE", name="", practice=world.practices[2], by=None, now=world.now)
    assert body_of_key("practice:G82003") == known
    assert [one.key for one in search_bodies("G82003")] == [f"body:{known.pk}"]
    for gone in ("body:0", "practice:NONE", "nothing", "body:x"):
        assert body_of_key(gone) is None


def test_an_entry_found_to_be_another_leads_there_and_is_not_offered(world, now):
    real, double = body("Copper Federation Limited"), body("Copper Fed")
    double.same_as = real
    double.record(by=None, at=now, why="The same")
    assert [one.key for one in search_bodies("Copper Fed")] == [f"body:{real.pk}"]
    assert body_of_key(f"body:{double.pk}") == real
    assert body("Copper Fed") == real
