"""Recording and ending ties, joining entries, practices as organisations (TIE-01, TIE-02)."""

from datetime import date, timedelta

import pytest

from ccgs.models import MemberPractice
from cocommission.shared.errors import Refused
from cocommission.shared.models import Entry
from conflicts.actions.practice_bodies import keep_practice_bodies
from conflicts.actions.ties import end_link, end_work, join_bodies, part_bodies, record_link, record_work
from conflicts.models import Body, BodyLink, WorkLink
from conflicts.terms import Capacity, LinkKind
from tests.factories import conflict_map as make

FIRST = date(2014, 4, 1)


@pytest.fixture
def pair(world):
    return make.body(practice=world.practices[0]), make.body("Medway Doctors")


def link(world, pair, **over):
    values = {
        "holder": pair[0],
        "held": pair[1],
        "kind": LinkKind.SHAREHOLDER,
        "from_on": FIRST,
        "source": "Its papers",
    }
    return record_link(ccg=world.ccg, **(values | {"by": world.officer, "now": world.now} | over))


def work(world, pair, **over):
    values = {"person": world.gp_member, "body": pair[0], "capacity": Capacity.PARTNER, "from_on": FIRST, "source": "x"}
    return record_work(ccg=world.ccg, **(values | {"by": world.officer, "now": world.now} | over))


def test_a_stake_is_recorded_once_with_its_source_and_in_the_ledger(world, pair):
    made = link(world, pair)
    assert link(world, pair) == made
    assert (made.source, made.recorded_by, made.recorded_at) == ("Its papers", world.officer, world.now)
    assert made.history.count() == 1
    assert Entry.objects.filter(body__contains=f'"conflicts.BodyLink:{made.pk}"').count() == 1


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"source": " "}, "source"),
        ({"to_on": FIRST}, "to_on"),
        ({"from_on": FIRST + timedelta(days=9)}, "from_on"),
        ({"from_on": FIRST - timedelta(days=9)}, "from_on"),
    ],
)
def test_tie_02_a_tie_has_a_source_and_an_order_and_is_there_once(world, pair, over, field):
    link(world, pair)
    with pytest.raises(Refused) as refused:
        link(world, pair, **over)
    assert refused.value.blockers[0].field == field


def test_tie_02_a_stake_is_ended_with_a_date_and_may_begin_again(world, pair):
    made = link(world, pair)
    ended = end_link(ccg=world.ccg, link=made, to_on=date(2015, 4, 1), reason="Sold", by=world.officer, now=world.now)
    assert (ended.to_on, ended.history.count()) == (date(2015, 4, 1), 2)
    assert link(world, pair, from_on=date(2015, 4, 1)).pk != made.pk
    with pytest.raises(Refused):
        end_link(ccg=world.ccg, link=made, to_on=FIRST, reason="Sold", by=world.officer, now=world.now)
    with pytest.raises(Refused):
        end_link(ccg=world.ccg, link=made, to_on=date(2015, 5, 1), reason="", by=world.officer, now=world.now)


def test_tie_01_nothing_has_a_stake_in_itself(world, pair):
    again = make.body("Medway Doctors Limited")
    join_bodies(ccg=world.ccg, body=again, into=pair[1], reason="One company", by=world.officer, now=world.now)
    with pytest.raises(Refused, match="stake in itself"):
        link(world, (pair[1], again.__class__.objects.get(pk=again.pk)))


def test_only_who_keeps_the_registers_records_ties(world, pair):
    for stranger in (world.gp_member, world.other_officer, world.secretary):
        with pytest.raises(Refused) as refused:
            link(world, pair, by=stranger)
        assert refused.value.status == 403
    assert BodyLink.objects.count() == 0


def test_where_somebody_works_is_recorded_for_people_of_the_ccg_only(world, pair):
    made = work(world, pair)
    assert work(world, pair) == made
    with pytest.raises(Refused, match="declares nothing to this CCG"):
        work(world, pair, person=world.other_officer)
    ended = end_work(
        ccg=world.ccg, work=made, to_on=date(2016, 1, 1), reason="Retired", by=world.officer, now=world.now
    )
    assert ended.to_on == date(2016, 1, 1)
    with pytest.raises(Refused):
        end_work(
            ccg=world.other_ccg, work=made, to_on=date(2016, 2, 1), reason="x", by=world.other_officer, now=world.now
        )
    assert work(world, pair, person=world.representative).person == world.representative
    assert WorkLink.objects.count() == 2


def test_entries_are_joined_and_parted(world, pair):
    first, second = make.body("Medway Doctors Ltd"), make.body("Medway Drs")
    act = {"ccg": world.ccg, "by": world.officer, "now": world.now}
    join_bodies(body=second, into=first, reason="Typed twice", **act)
    join_bodies(body=first, into=pair[1], reason="Typed twice", **act)
    assert set(pair[1].other_names.all()) == {first, second}
    assert join_bodies(body=first, into=pair[1], reason="Typed twice", **act) == first
    with pytest.raises(Refused):
        join_bodies(body=pair[1], into=pair[1], reason="?", **act)
    with pytest.raises(Refused):
        join_bodies(body=pair[1], into=Body.objects.get(pk=first.pk), reason="Round", **act)
    assert part_bodies(body=second, reason="Another company", **act).same_as is None


def test_two_ods_codes_are_two_organisations(world, pair):
    other = make.body(practice=world.practices[1])
    with pytest.raises(Refused, match="two organisations"):
        join_bodies(ccg=world.ccg, body=other, into=pair[0], reason="Merged", by=world.officer, now=world.now)


def test_every_practice_becomes_an_organisation_once_and_follows_its_name(world):
    make.body(practice=world.practices[0])
    assert keep_practice_bodies(now=world.now) == MemberPractice.objects.count() - 1
    assert keep_practice_bodies(now=world.now) == 0
    made = Body.objects.get(ods_code="G82002")
    assert made.history.count() == 1
    assert made.history.get().history_date == world.now
    practice = world.practices[1]
    practice.name = "Birch Road Health Centre"
    practice.record(by=world.steward, at=world.now, why="Renamed")
    assert keep_practice_bodies(now=world.now) == 1
    made.refresh_from_db()
    assert (str(made.name), made.history.count()) == ("Birch Road Health Centre", 2)
