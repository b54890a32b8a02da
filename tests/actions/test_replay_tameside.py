"""Registered but not declared (Tameside & Glossop CCG, January 2017), replayed from the inputs alone.

An interest is on the register, an item of the agenda matches it, and nothing is declared at the meeting. The minutes
cannot be made final without a ruling, and a draft breach is opened.
"""

import pytest

from cocommission.shared.errors import Refused
from conflicts.models import Breach
from conflicts.terms import BreachKind, BreachState
from pccc.actions.meetings import close_meeting
from pccc.actions.minutes import add_words, draft_minutes, finalise
from pccc.actions.rulings import rule_on
from pccc.terms import Handling, MinutesState
from tests.factories.conflict_map import body, interest
from tests.factories.meetings import planned

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("now", ["2017-01-03 09:00"], indirect=True)
def test_bre_05_registered_but_not_declared(world, now):
    s = planned(world)
    surgery, gp = body(practice=world.practices[0]), s.people["LOCAL_GP"]
    entry = interest(world.ccg, gp, surgery, at=now)
    item = s.item("Contract of Amber Lane Surgery", affected=[surgery])
    s.publish().open()
    s.finish(s.take(item), notes="Put off to February")
    close_meeting(meeting=s.meeting, by=s.by, now=s.later())

    breach = Breach.objects.get()
    assert (breach.kind, breach.state) == (BreachKind.NOT_DECLARED, BreachState.DRAFT)
    assert (breach.person, breach.interest, breach.about_url) == (gp, entry, item.url)

    minutes = draft_minutes(meeting=s.fresh(), by=s.by, now=s.later())
    with pytest.raises(Refused) as refused:
        finalise(minutes=minutes, by=s.by, now=s.later())
    assert "BRE-05" in {blocker.rule for blocker in refused.value.blockers}

    rule_on(item=item, person=gp, ruled=Handling.DISCLOSE, reason="Nothing was decided; she only listened", by=s.by,
            ruled_by=s.people["LAY_MEMBER"], now=s.later(), evidence="The notes of the item")  # fmt: skip
    words = {"evidence": {f"{item.number}:{gp.pk}": "She said nothing on the item"}}
    add_words(minutes=minutes, words=words, by=s.by, now=s.later())
    assert finalise(minutes=minutes, by=s.by, now=s.later()).state == MinutesState.FINAL
    assert Breach.objects.count() == 1
