"""CCGs that ask together publish at the same moment: the second sees the first, so that what all carried is adopted."""

from datetime import timedelta
from threading import Thread
from time import sleep

import pytest
from django.db import connection, transaction

from ccgs.models import Constitution
from cocommission.shared.clock import read_clock
from tests.actions.test_ballot_adoption import asked_together
from tests.factories.ccgs_people import post
from tests.factories.votes import cast, proposed
from tests.factories.world import build_world
from tests.faults.test_assisted_races import wait_until_somebody_waits
from votes.actions.ballot_counting import certify_ballot, close_ballot, count_ballot, publish_ballot
from votes.models import Ballot

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def country():
    return build_world(read_clock())


def test_of_two_that_publish_at_once_the_second_adopts_for_both(country, monkeypatch):
    now, window = read_clock(), timedelta(seconds=2)
    monkeypatch.setattr("tests.factories.votes.TWO_WEEKS", window)
    verifier = post("AUDIT_CHAIR", country.other_ccg).person
    versions = [proposed(country.ccg), proposed(country.other_ccg, text="# The other's")]
    first, other = asked_together(country, versions, now)
    cast(country, first, country.practices[0].code, "FOR", now=read_clock())
    cast(country, other, country.other_practices[0].code, "FOR", now=read_clock())
    sleep(max(0.0, (other.closes_at - read_clock()).total_seconds()) + 0.1)
    for ballot, officer, who in (
        (first, country.officer, country.audit_chair),
        (other, country.other_officer, verifier),
    ):
        close_ballot(ballot.pk, now=read_clock())
        count_ballot(ballot=ballot, by=officer, now=read_clock())
        certify_ballot(ballot=ballot, by=who, now=read_clock())
    failed: list[BaseException] = []

    def publishes():
        try:
            publish_ballot(ballot=Ballot.objects.get(pk=other.pk), by=country.other_officer, now=read_clock())
        except BaseException as problem:
            failed.append(problem)
        finally:
            connection.close()

    second = Thread(target=publishes)
    with transaction.atomic():
        publish_ballot(ballot=first, by=country.officer, now=read_clock())
        second.start()
        wait_until_somebody_waits()
    second.join()
    assert not failed
    states = Constitution.objects.filter(pk__in=[one.pk for one in versions]).values_list("state", flat=True)
    assert list(states) == ["ADOPTED", "ADOPTED"]
