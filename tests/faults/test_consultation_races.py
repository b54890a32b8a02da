"""Answers that arrive together: one strict sequence, the same form once, and never an error page (LMC-03)."""

import time
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from cocommission.shared.queries.ledger import verify
from tests.factories.consultations import answer, fresh, opened
from tests.factories.world import build_world
from tests.faults.together import all_at_once
from votes.actions.consultation_answers import reply_to_lmc
from votes.models import ConsultationAnswer, ConsultationReply
from votes.queries.consultations import fact
from votes.tasks.consultations import close_due, remind

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
TOGETHER = 20


@pytest.fixture
def real_world():
    """A small country in real time: both clocks run."""
    return build_world(read_clock())


def calls(world, made, tokens):
    return [partial(answer, made, world.lmc_reviewer, read_clock(), form_token=token) for token in tokens]


def test_different_answers_at_once_are_a_strict_sequence_of_which_the_last_counts(real_world):
    made = opened(real_world)
    found = all_at_once(calls(real_world, made, [uuid4() for _ in range(TOGETHER)]))
    assert [a for a in found if isinstance(a, BaseException)] == []
    numbers = list(ConsultationAnswer.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, TOGETHER + 1))
    assert fact(fresh(made), read_clock()).answer.number == TOGETHER
    assert Entry.objects.filter(book__key="LMC KENT", act="consultation.answered").count() == TOGETHER


def test_the_same_form_many_times_at_once_is_one_answer_and_one_notice(real_world):
    made = opened(real_world)
    found = all_at_once(calls(real_world, made, [uuid4()]) * TOGETHER)
    assert {a.pk for a in found} == {ConsultationAnswer.objects.get().pk}
    assert Message.objects.filter(key__startswith=f"consultation:{made.pk}:answer:").count() == 2


def test_one_form_of_a_reply_raced_across_two_consultations_serves_one(real_world):
    now, token = read_clock(), uuid4()
    objections = [answer(opened(real_world), real_world.lmc_reviewer, now, opinion="OBJECT", opinion_text="The budget")
                  for _ in range(2)]  # fmt: skip
    replies = [
        partial(reply_to_lmc, answer=row, text="No.", form_token=token, by=real_world.officer, now=read_clock())
        for row in objections
    ]
    found = all_at_once(replies * 5)
    assert {type(a) for a in found} == {ConsultationReply, Conflict}
    assert {a.pk for a in found if isinstance(a, ConsultationReply)} == {ConsultationReply.objects.get().pk}


def test_answers_and_sweepers_at_the_close_leave_nothing_undecided(real_world):
    now = read_clock()
    made = opened(real_world, now=now - timedelta(days=1), closes_at=now + timedelta(seconds=1))
    waiting = calls(real_world, made, [uuid4() for _ in range(10)])

    def late_enough():
        while read_clock() < made.closes_at:
            time.sleep(0.001)
        return close_due(read_clock()).done + remind(read_clock()).done

    found = all_at_once([*waiting, *[late_enough] * 3])
    assert [a for a in found if isinstance(a, BaseException) and not isinstance(a, Refused)] == []
    close_due(read_clock())
    recorded = {(a.pk, a.late) for a in found if isinstance(a, ConsultationAnswer)}  # on a slow machine some are late
    assert set(ConsultationAnswer.objects.values_list("pk", "late")) == recorded
    assert Entry.objects.filter(subject=made.subject, act="consultation.closed").count() == 1
    assert verify().ok
