"""However many arrangements a person acts for, the task list asks for what they wait for in the same statements."""

from dataclasses import replace
from datetime import date

import pytest

from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.roles import RoleCode
from models_abc.terms import ArrangementState
from tests.factories.ccgs_people import constitution, post
from tests.factories.models_abc import a_ballot
from tests.factories.rounds import arrangement, joint_committee, local_round
from tests.factories.world import ccg
from tests.screens.test_task_statements import MOST, statements

pytestmark = pytest.mark.django_db


def arranged(world, code, round_, state, **fields):
    """Another CCG with an arrangement, its ballot, its constitution and the committee that it names."""
    officer = world.officer
    own = ccg(code, f"NHS {code} CCG", world.region)
    post(RoleCode.GOVERNANCE_OFFICER, own, officer)
    there = replace(world, ccg=own, constitution=constitution(own))
    joint_committee(there, by=officer, name=f"Joint committee of {code}")
    return arrangement(
        own,
        round_,
        state,
        mandate_ballot=a_ballot(there, [("MODEL_CHOICE", {"FOR": 50, "AGAINST": 3}, None)], models=("B",)),
        constitution=constitution(own, ConstitutionState.APPROVED, text="# With a joint committee"),
        **fields,
    )


@pytest.mark.parametrize(
    ("who", "state"),
    [
        ("officer", ArrangementState.AGREED),
        ("officer", ArrangementState.DRAFT),
        ("regional_officer", ArrangementState.SIGNED_BY_CCG),
    ],
)
def test_twice_as_many_arrangements_take_no_more_statements(client, world, database_clock, who, state):
    database_clock(world.now)
    round_ = local_round()
    signed = {"ccg_signed_at": world.now, "ccg_signed_by": world.officer}
    both = {**signed, "region_signed_at": world.now, "region_signed_by": world.regional_officer}
    fields = {ArrangementState.DRAFT: {}, ArrangementState.SIGNED_BY_CCG: signed, ArrangementState.AGREED: both}[state]
    arranged(world, "11A", round_, state, **fields)
    client.force_login(world.people[who])
    before, tasks = statements(client)
    for code, on in (("11B", date(2016, 1, 1)), ("11C", date(2016, 4, 1)), ("11D", date(2016, 4, 1))):
        arranged(world, code, round_, state, go_live_on=on, **fields)
    after, more_tasks = statements(client)
    assert more_tasks > tasks
    assert after <= before <= MOST
