"""Who answers for the LMC, on which papers, until when; and the CCG's reply (LMC-03, LMC-04)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from ccgs.actions.posts import revoke_post
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from tests.factories.ccgs_people import post
from tests.factories.consultations import answer, draft, fresh, opened, upload
from votes.actions.consultation_answers import reply_to_lmc
from votes.actions.consultation_papers import add_paper_version
from votes.models import ConsultationAnswer, ConsultationReply
from votes.queries.consultations import consultations_for, current_papers, digest_of, fact
from votes.terms.consultations import Opinion

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


def test_an_answer_is_bound_to_the_papers_seen_and_stands_in_both_books(world, now):
    made = opened(world)
    given = answer(made, world.lmc_reviewer, now, consulted_properly=False, consulted_text="Too late")
    found = fact(fresh(made), now)
    assert (found.answered, found.consulted_properly, found.opinion) == (True, False, "SUPPORT")
    assert given.papers_digest == made.opening_digest
    assert [seen["sha256"] for seen in given.papers_seen] == [paper.sha256 for paper in found.papers]
    books = Entry.objects.filter(act="consultation.answered").values_list("book__key", flat=True)
    assert sorted(books) == ["CCG 09W", "LMC KENT"]
    told = Message.objects.filter(key__startswith=f"consultation:{made.pk}:answer:1:")
    assert {message.to_person for message in told} == {world.officer, world.second_officer}


def test_the_last_answer_before_the_close_counts_and_all_are_kept(world, now):
    made = opened(world)
    for opinion, text in ((Opinion.OBJECT, "The budget"), (Opinion.CONDITIONS, "Ring-fence it"), (Opinion.SUPPORT, "")):
        answer(made, world.lmc_reviewer, now, opinion=opinion, opinion_text=text)
    found = fact(fresh(made), now)
    assert [a.opinion for a in found.answers] == ["OBJECT", "CONDITIONS", "SUPPORT"]
    assert (found.opinion, found.reply_needed) == ("SUPPORT", False)


def test_the_same_form_gives_the_same_answer_and_tells_nobody_twice(world, now):
    made, token = opened(world), uuid4()
    first = answer(made, world.lmc_reviewer, now, form_token=token)
    told = Message.objects.count()
    assert answer(made, world.lmc_reviewer, now, form_token=token) == first
    assert (ConsultationAnswer.objects.count(), Message.objects.count()) == (1, told)
    other = opened(world)
    with pytest.raises(Conflict):
        answer(other, world.lmc_reviewer, now, form_token=token)


@pytest.mark.parametrize(
    "who", ["officer", "accountable_officer", "representative", "other_lmc_reviewer", "regional_officer", "nobody"]
)
def test_nobody_else_answers_for_the_lmc(world, now, who):
    made = opened(world)
    with pytest.raises(Refused) as refused:
        answer(made, world.people[who], now)
    assert refused.value.status == 403
    assert {b.rule for b in refused.value.blockers} == {"LMC-03"}


def test_a_reviewer_whose_post_ended_does_not_answer(world, now):
    made = opened(world)
    revoke_post(post=world.posts["lmc_reviewer"], reason="Left", by=world.steward, now=now)
    with pytest.raises(Refused):
        answer(made, world.lmc_reviewer, now)


def test_an_ordinary_member_of_the_governing_body_may_review_for_the_lmc(world, now):
    made = opened(world)
    post("LMC_REVIEWER", world.lmc, world.governing_body_member)
    assert answer(made, world.governing_body_member, now).number == 1


def test_the_author_of_a_proposal_does_not_answer_it(world, now):
    made = draft(world, by=world.second_officer)
    revoke_post(post=world.posts["second_officer"], reason="Moved", by=world.officer, now=now)
    post("LMC_REVIEWER", world.lmc, world.second_officer, starts_at=now)
    from votes.actions.consultations import open_consultation

    open_consultation(consultation=made, by=world.officer, now=now)
    with pytest.raises(Refused, match="You wrote this proposal"):
        answer(made, world.second_officer, now)


def insert(consultation, by, *, late=False):
    """Past the action, as the referee meets it."""
    with transaction.atomic():
        ConsultationAnswer.objects.create(
            consultation=consultation, number=99, form_token=uuid4(), consulted_properly=True, opinion="SUPPORT",
            papers_digest="a" * 64, late=late, answered_at=consultation.opened_at, answered_by=by,
            answered_by_name=by.name,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["officer", "accountable_officer", "secretary", "other_lmc_reviewer", "nobody"])
def test_the_database_refuses_foreign_answers_whoever_asks(world, who):
    made = opened(world)
    with pytest.raises(IntegrityError):
        insert(made, world.people[who])


def test_the_database_refuses_an_officer_who_also_reviews(world):
    made = opened(world)
    post("LMC_REVIEWER", world.lmc, world.second_officer)  # written past the rules of granting
    with pytest.raises(IntegrityError, match="officer of the CCG"):
        insert(made, world.second_officer)


@pytest.mark.parametrize(("seconds", "late"), [(-1, True), (0, False), (1, False)])
def test_the_database_refuses_an_answer_that_lies_about_the_close(world, database_clock, seconds, late):
    made = opened(world)
    database_clock(made.closes_at + timedelta(seconds=seconds))
    with pytest.raises(IntegrityError):
        insert(made, world.lmc_reviewer, late=late)
    insert(made, world.lmc_reviewer, late=not late)


def test_a_late_answer_is_on_record_and_leaves_no_response_as_it_is(world, now, database_clock):
    made = opened(world)
    after = database_clock(made.closes_at)
    given = answer(made, world.lmc_reviewer, after, opinion=Opinion.OBJECT, opinion_text="Too late to ask")
    found = fact(fresh(made), after)
    assert given.late
    assert (found.answered, found.no_response, found.late_answer, found.opinion) == (False, True, True, None)
    assert found.outcome_name == "No response"


def test_a_clock_that_moves_between_action_and_database_gives_a_conflict_and_no_error(world, now, database_clock):
    made = opened(world)
    database_clock(made.closes_at)
    with pytest.raises(Conflict, match="closed while you were answering"):
        answer(made, world.lmc_reviewer, made.closes_at - timedelta(milliseconds=1))
    assert not ConsultationAnswer.objects.exists()


def test_an_answer_on_papers_that_changed_meanwhile_is_refused(world, now):
    made = opened(world)
    seen = digest_of(fresh(made))
    paper = current_papers(fresh(made))[0]
    add_paper_version(paper=paper, file=upload(text="New"), reason="Figures", by=world.officer, now=now)
    with pytest.raises(Conflict, match="papers changed"):
        answer(made, world.lmc_reviewer, now, papers_digest=seen)


def test_objections_and_conditions_say_what_they_are(world, now):
    made = opened(world)
    for opinion in (Opinion.OBJECT, Opinion.CONDITIONS):
        with pytest.raises(Refused, match="objects to"):
            answer(made, world.lmc_reviewer, now, opinion=opinion, opinion_text=" ")
    with pytest.raises(Refused, match="Choose an opinion"):
        answer(made, world.lmc_reviewer, now, opinion="PERHAPS")


def test_drafts_and_withdrawn_consultations_take_no_answer(world, now):
    from votes.actions.consultation_life import withdraw_consultation

    with pytest.raises(Refused, match="not open yet"):
        answer(draft(world), world.lmc_reviewer, now)
    made = opened(world)
    withdraw_consultation(consultation=made, reason="Wrong", by=world.officer, now=now)
    with pytest.raises(Refused, match="withdrawn"):
        answer(made, world.lmc_reviewer, now)


def test_an_objection_needs_a_reply_that_the_lmc_is_told_of(world, now):
    made, token = opened(world), uuid4()
    given = answer(made, world.lmc_reviewer, now, opinion=Opinion.OBJECT, opinion_text="The budget")
    assert fact(fresh(made), now).reply_needed
    with pytest.raises(Refused, match="Enter the reply"):
        reply_to_lmc(answer=given, text=" ", form_token=uuid4(), by=world.officer, now=now)
    with pytest.raises(Refused):
        reply_to_lmc(answer=given, text="Mine", form_token=uuid4(), by=world.lmc_reviewer, now=now)
    reply = reply_to_lmc(answer=given, text="It is ring-fenced.", form_token=token, by=world.officer, now=now)
    assert reply_to_lmc(answer=given, text="Twice", form_token=token, by=world.officer, now=now) == reply
    found = fact(fresh(made), now)
    assert (found.reply_needed, found.replied, found.replied_at) == (False, True, now)
    assert found.answer.replies[0].text == "It is ring-fenced."
    told = Message.objects.get(key=f"consultation:{made.pk}:reply:{reply.pk}:{world.lmc_reviewer.pk}")
    assert "ring-fenced" in told.text


def test_the_form_of_one_reply_serves_no_other(world, now):
    made, token = opened(world), uuid4()
    given = answer(made, world.lmc_reviewer, now, opinion=Opinion.OBJECT, opinion_text="The budget")
    reply_to_lmc(answer=given, text="It is ring-fenced.", form_token=token, by=world.officer, now=now)
    other = answer(opened(world), world.lmc_reviewer, now, opinion=Opinion.OBJECT, opinion_text="The budget")
    for to, by in ((other, world.officer), (given, world.second_officer)):
        with pytest.raises(Conflict, match="already used for another reply"):
            reply_to_lmc(answer=to, text="And that too.", form_token=token, by=by, now=now)
    assert ConsultationReply.objects.count() == 1


def test_a_revised_objection_needs_a_reply_of_its_own(world, now):
    made = opened(world)
    first = answer(made, world.lmc_reviewer, now, opinion=Opinion.OBJECT, opinion_text="The budget")
    reply_to_lmc(answer=first, text="Ring-fenced.", form_token=uuid4(), by=world.officer, now=now)
    answer(made, world.lmc_reviewer, now, opinion=Opinion.OBJECT, opinion_text="And the staff")
    assert fact(fresh(made), now).reply_needed


def test_facts_are_told_as_at_any_moment(world, now, database_clock):
    made = opened(world)
    later = database_clock(now + timedelta(days=3))
    given = answer(made, world.lmc_reviewer, later, opinion=Opinion.OBJECT, opinion_text="No")
    latest = database_clock(now + timedelta(days=5))
    reply_to_lmc(answer=given, text="Why", form_token=uuid4(), by=world.officer, now=latest)
    asked = [consultations_for(world.ccg, "MODEL_DECISION", at) for at in (now, later, latest, made.closes_at)]
    assert consultations_for(world.ccg, None, now - timedelta(seconds=1)) == []
    assert [(f[0].answered, f[0].replied, f[0].closed) for f in asked] == [
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (True, True, True),
    ]
    assert asked[3][0].closed_at == made.closes_at
    assert consultations_for(world.ccg, "OTHER", latest) == []


@pytest.mark.parametrize("many", [1, 3])
def test_facts_of_many_consultations_take_five_statements(world, now, many, django_assert_num_queries):
    for _ in range(many):
        answer(opened(world), world.lmc_reviewer, now)
    with django_assert_num_queries(5):
        assert len(consultations_for(world.ccg, None, now)) == many
