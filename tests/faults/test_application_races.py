"""Races of applications on real PostgreSQL: one submission however often it is sent, none after the close."""

from datetime import date, timedelta
from functools import partial
from time import sleep
from uuid import uuid4

import pytest
from django.urls import reverse

from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from models_abc.actions.applications import start_application, withdraw_application
from models_abc.actions.submission import submit
from models_abc.models import Application, Submission
from models_abc.tasks.applications import take_up
from models_abc.terms import ApplicationState
from tests.factories.models_abc import a_round
from tests.factories.rounds import joint_committee
from tests.factories.world import build_world
from tests.faults.together import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]


@pytest.fixture
def country(transactional_db):
    """The small country, made at the real time: races need clocks that run."""
    return build_world(read_clock())


def application_in(country, round_) -> Application:
    return start_application(ccg=country.ccg, round=round_, model_sought="C", go_live_on=date(2016, 4, 1),
                             by=country.officer, now=read_clock())  # fmt: skip


def outcome(act) -> str:
    try:
        act()
    except Conflict:
        return "conflict"
    except Refused as refused:
        return refused.blockers[0].rule
    return "done"


def sends(country, application, token) -> str:
    person = country.accountable_officer
    return outcome(lambda: submit(application=application, form_token=token, by=person, now=read_clock()))


def test_sent_twenty_times_it_is_submitted_once(country) -> None:
    application = application_in(country, a_round(read_clock(), required_evidence=[]))
    found = all_at_once([partial(sends, country, application, uuid4()) for _ in range(20)])
    assert sorted(found) == ["conflict"] * 19 + ["done"]
    assert Submission.objects.count() == 1
    assert Entry.objects.filter(act="application.submitted").count() == 2  # the CCG's book and the region's
    assert Message.objects.filter(subject__contains="has applied").count() == 5


def test_the_same_form_sent_twenty_times_is_answered_alike(country) -> None:
    application = application_in(country, a_round(read_clock(), required_evidence=[]))
    found = all_at_once([partial(sends, country, application, uuid4())] * 20)
    assert found == ["done"] * 20
    assert Submission.objects.count() == 1


def test_submitted_or_withdrawn_never_both(country) -> None:
    application = application_in(country, a_round(read_clock(), required_evidence=[]))

    def withdraws() -> str:
        return outcome(lambda: withdraw_application(application=application, reason="No", by=country.officer,
                                                    now=read_clock()))  # fmt: skip

    all_at_once([partial(sends, country, application, uuid4()), withdraws] * 5)
    row = Application.objects.get(pk=application.pk)
    assert row.state == ApplicationState.WITHDRAWN  # before or after the submission: the evidence stays
    assert Submission.objects.count() in (0, 1)


def test_at_the_deadline_none_is_late(country) -> None:
    """Applications sent in a stream across the closing second: what is stored came before it, the rest is refused."""
    reverse("rounds")  # the addresses are read once, before the race
    now = read_clock()
    rounds = [a_round(now, required_evidence=[], slug=f"race-{n}", name=f"Race {n}") for n in range(24)]
    applications = [application_in(country, round_) for round_ in rounds]
    closes_at = read_clock() + timedelta(seconds=8)
    for round_ in rounds:
        round_.closes_at = closes_at
        round_.record(by=country.officer, at=now, why="Closes in eight seconds")

    def waits_and_sends(application, index) -> str:
        sleep(max(0.0, (closes_at - read_clock()).total_seconds() - 3 + index * 0.15))
        return sends(country, application, uuid4())

    found = all_at_once([partial(waits_and_sends, row, n) for n, row in enumerate(applications)])
    assert set(found) == {"done", "APP-01"}
    assert Submission.objects.count() == found.count("done")
    assert not Submission.objects.filter(submitted_at__gte=closes_at).exists()
    late = [row for row, said in zip(applications, found, strict=True) if said == "APP-01"]
    states = Application.objects.filter(pk__in=[row.pk for row in late]).values_list("state", flat=True)
    assert set(states) == {ApplicationState.PREPARING}


def test_five_sweepers_take_a_model_up_once(country) -> None:
    now = read_clock()
    round_ = a_round(now, required_evidence=[], model_sought="B")
    joint_committee(country)
    application = start_application(ccg=country.ccg, round=round_, model_sought="B", go_live_on=date(2016, 4, 1),
                                    by=country.officer, now=now)  # fmt: skip
    sends(country, application, uuid4())
    from models_abc.actions.review import decide

    decide(application=application, outcome="APPROVED", reasons="Yes", by=country.regional_officer, now=read_clock())
    found = all_at_once([lambda: take_up(read_clock()).done] * 5)
    assert sorted(found) == [0, 0, 0, 0, 1]
    assert country.ccg.models_held.count() == 1
    assert Entry.objects.filter(act="application.live").count() == 2
