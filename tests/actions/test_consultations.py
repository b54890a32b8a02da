"""An LMC consultation from draft to published summary (F-18), with its notices and ledger entries."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from ccgs.actions.posts import revoke_post
from ccgs.models.constitutions import hash_of_text
from ccgs.rules.posts import CCG_OFFICERS
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from tests.database import owners_cursor
from tests.factories.ccgs_people import constitution
from tests.factories.consultations import answer, draft, fresh, opened, upload
from votes.actions.consultation_life import draft_further_consultation, publish_summary, withdraw_consultation
from votes.actions.consultation_papers import add_constitution_paper, add_paper, add_paper_version, remove_paper
from votes.actions.consultations import edit_draft, extend_consultation, open_consultation
from votes.models import Consultation, ConsultationPaper
from votes.queries.consultations import consultations_for, current_papers, fact
from votes.terms.consultations import ConsultationKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


def acts(consultation):
    return list(Entry.objects.filter(subject=consultation.subject).order_by("pk").values_list("act", flat=True))


def keys(consultation):
    prefix = f"consultation:{consultation.pk}:"
    found = Message.objects.filter(key__startswith=prefix).order_by("pk").values_list("key", flat=True)
    return [key.removeprefix(prefix) for key in found]


def test_opening_freezes_the_papers_enters_the_ledger_and_invites_the_reviewers(world, now):
    made = opened(world)
    assert (made.state, made.opened_at, made.opened_by) == ("OPEN", now, world.officer)
    assert made.opening_digest == fact(fresh(made), now).papers_digest
    assert acts(made) == ["consultation.drafted", "consultation.opened"]
    entry = Entry.objects.get(subject=made.subject, act="consultation.opened")
    assert made.opening_digest in entry.body
    assert entry.book.key == "CCG 09W"
    assert keys(made) == [f"invitation:{world.lmc_reviewer.pk}"]
    assert made.history.first().history_actor_name == "Olive Officer"


def test_a_draft_with_holes_does_not_open_and_says_every_reason(world, now):
    made = draft(world, paper=False, question="", closes_at=None)
    with pytest.raises(Refused) as refused:
        open_consultation(consultation=made, by=world.officer, now=now)
    assert {(b.rule, b.field) for b in refused.value.blockers} == {
        ("LMC-01", "papers"),
        ("LMC-01", "question"),
        ("LMC-01", "closes_at"),
    }
    assert acts(made) == ["consultation.drafted"]
    assert keys(made) == []


def test_a_short_window_warns_but_opens(world, now):
    assert opened(world, days=5, haste_reason="The round closes in a week.").state == "OPEN"


def test_the_lmc_must_cover_the_ccg(world, now):
    made = draft(world, lmc=world.other_lmc)
    with pytest.raises(Refused, match="does not cover"):
        open_consultation(consultation=made, by=world.officer, now=now)


def test_an_lmc_without_a_reviewer_cannot_be_consulted(world, now):
    revoke_post(post=world.posts["lmc_reviewer"], reason="Left", by=world.steward, now=now)
    with pytest.raises(Refused, match="Nobody can answer"):
        open_consultation(consultation=draft(world), by=world.officer, now=now)


@pytest.mark.parametrize("who", ["lmc_reviewer", "representative", "accountable_officer", "other_officer", "nobody"])
def test_only_a_governance_officer_of_the_ccg_runs_consultations(world, now, who):
    made = draft(world)
    person = world.people[who]
    with pytest.raises(Refused) as refused:
        open_consultation(consultation=made, by=person, now=now)
    assert refused.value.status == 403
    with pytest.raises(Refused):
        add_paper(consultation=made, title="", file=upload(), by=person, now=now)


def test_drafts_change_and_papers_come_and_go(world, now):
    made = draft(world)
    edit_draft(consultation=made, title="A better title", by=world.officer, now=now)
    paper = current_papers(fresh(made))[0]
    remove_paper(paper=paper, by=world.officer, now=now)
    remove_paper(paper=paper, by=world.officer, now=now)
    assert current_papers(fresh(made)) == []
    add_paper(consultation=made, title="", file=upload("budget.txt", "Money"), by=world.officer, now=now)
    assert [(p.number, p.title) for p in current_papers(fresh(made))] == [(2, "budget.txt")]
    assert fresh(made).title == "A better title"


def test_what_the_lmc_has_before_it_is_frozen(world, now):
    made = opened(world)
    with pytest.raises(Conflict):
        edit_draft(consultation=made, title="Other", by=world.officer, now=now)
    with pytest.raises(Conflict, match="only before the consultation opens"):
        add_paper(consultation=made, title="", file=upload("more.txt", "More"), by=world.officer, now=now)
    with pytest.raises(Conflict, match="only before the consultation opens"):
        remove_paper(paper=current_papers(fresh(made))[0], by=world.officer, now=now)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE votes_consultation SET title = 'x' WHERE id = %s",
        "UPDATE votes_consultation SET state = 'CLOSED' WHERE id = %s",
        "UPDATE votes_consultation SET closes_at = closes_at - interval '1 day' WHERE id = %s",
        "DELETE FROM votes_consultation WHERE id = %s",
        "UPDATE votes_consultationpaper SET title = 'x' WHERE consultation_id = %s",
        "DELETE FROM votes_consultationpaper WHERE consultation_id = %s",
        "UPDATE votes_consultationanswer SET opinion = 'OBJECT', opinion_text = 'x' WHERE consultation_id = %s",
        "DELETE FROM votes_consultationanswer WHERE consultation_id = %s",
    ],
)
def test_the_database_refuses_what_the_actions_refuse(world, now, sql):
    made = opened(world)
    answer(made, world.lmc_reviewer, now)
    with pytest.raises(IntegrityError), owners_cursor() as cursor:
        cursor.execute(sql, [made.pk])


def test_the_referee_and_the_rule_mean_the_same_offices(world):
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'consultation_answers'")
        source = cursor.fetchone()[0]
    listed = source.split("role IN (")[1].split(")")[0]
    assert {word.strip(" '") for word in listed.split(",")} == {str(role) for role in CCG_OFFICERS}


def test_extension_before_the_close_with_a_reason_tells_the_lmc(world, now):
    made = opened(world, days=14)
    later = made.closes_at + timedelta(days=7)
    extend_consultation(consultation=made, closes_at=later, reason="The plan came late.", by=world.officer, now=now)
    found = fact(fresh(made), now)
    assert found.closes_at == later
    assert [e.reason for e in found.extensions] == ["The plan came late."]
    assert f"extended:{later.isoformat()}:{world.lmc_reviewer.pk}" in keys(made)
    assert acts(made)[-1] == "consultation.extended"


def test_what_was_done_later_is_not_done_yet(world, now, database_clock):
    made = opened(world, days=14)
    first_close, day = made.closes_at, timedelta(days=1)
    database_clock(now + day)
    extend_consultation(
        consultation=made, closes_at=first_close + day, reason="Late paper", by=world.officer, now=now + day
    )
    database_clock(now + 2 * day)
    withdraw_consultation(consultation=made, reason="Wrong", by=world.officer, now=now + 2 * day)
    seen = [fact(fresh(made), at) for at in (now - day, now, now + day, now + 2 * day)]
    assert [found.state for found in seen] == ["DRAFT", "OPEN", "OPEN", "WITHDRAWN"]
    assert [found.closes_at for found in seen[1:]] == [first_close, first_close + day, first_close + day]
    assert [found.id for found in consultations_for(world.ccg, None, now + day)] == [made.pk]


def test_no_extension_without_reason_backwards_or_after_the_close(world, now, database_clock):
    made = opened(world, days=14)
    common = {"consultation": made, "by": world.officer}
    with pytest.raises(Refused, match="later than"):
        extend_consultation(closes_at=made.closes_at, reason="x", now=now, **common)
    with pytest.raises(Refused, match="why"):
        extend_consultation(closes_at=made.closes_at + timedelta(1), reason=" ", now=now, **common)
    database_clock(made.closes_at)
    with pytest.raises(Conflict):
        extend_consultation(closes_at=made.closes_at + timedelta(1), reason="x", now=made.closes_at, **common)


def test_withdrawal_needs_a_reason_and_tells_the_lmc(world, now):
    made = opened(world)
    with pytest.raises(Refused):
        withdraw_consultation(consultation=made, reason="", by=world.officer, now=now)
    withdraw_consultation(consultation=made, reason="Wrong papers", by=world.officer, now=now)
    assert fresh(made).state == "WITHDRAWN"
    assert f"withdrawn:{world.lmc_reviewer.pk}" in keys(made)
    assert consultations_for(world.ccg, None, now) == []
    with pytest.raises(Conflict):
        withdraw_consultation(consultation=made, reason="Again", by=world.officer, now=now)


def test_a_new_version_makes_the_answer_outdated_and_tells_the_lmc(world, now):
    made = opened(world)
    answer(made, world.lmc_reviewer, now)
    assert fact(fresh(made), now).stale is False
    paper = current_papers(fresh(made))[0]
    with pytest.raises(Refused, match="same file"):
        add_paper_version(paper=paper, file=upload(), reason="Again", by=world.officer, now=now)
    with pytest.raises(Refused, match="what changed"):
        add_paper_version(paper=paper, file=upload(text="New"), reason="", by=world.officer, now=now)
    new = add_paper_version(paper=paper, file=upload(text="New"), reason="Figures", by=world.officer, now=now)
    found = fact(fresh(made), now)
    assert (new.version, found.stale, found.papers[0].changed) == (2, True, True)
    assert found.outcome_name == "Support (papers changed since)"
    assert f"paper:1:2:{world.lmc_reviewer.pk}" in keys(made)
    answer(made, world.lmc_reviewer, now)
    assert fact(fresh(made), now).stale is False


def test_a_constitution_edited_afterwards_makes_the_answer_outdated(world, now):
    version = constitution(world.ccg, "DRAFT")
    made = draft(world, kind=ConsultationKind.CONSTITUTION_CHANGE, constitution=version)
    add_constitution_paper(consultation=made, constitution=version, by=world.officer, now=now)
    open_consultation(consultation=made, by=world.officer, now=now)
    answer(made, world.lmc_reviewer, now)
    assert fact(fresh(made), now).stale is False
    version.text += "Another clause."
    version.text_hash = hash_of_text(version.text)
    version.record(by=world.officer, at=now, why="Edited")
    found = fact(fresh(made), now)
    assert (found.stale, found.changed_since_opening) == (True, True)
    assert [paper.changed for paper in found.papers] == [False, True]


def test_a_foreign_constitution_is_refused(world, now):
    with pytest.raises(Refused, match="another CCG"):
        draft(world, constitution=world.other_constitution)
    with pytest.raises(Refused, match="another CCG"):
        add_constitution_paper(
            consultation=draft(world), constitution=world.other_constitution, by=world.officer, now=now
        )


def test_the_summary_is_published_after_the_close_only(world, now, database_clock):
    made = opened(world)
    with pytest.raises(Conflict):
        publish_summary(consultation=made, summary="All well", by=world.officer, now=now)
    after = database_clock(made.closes_at)
    with pytest.raises(Refused):
        publish_summary(consultation=made, summary=" ", by=world.officer, now=after)
    publish_summary(consultation=made, summary="No answer came.", by=world.officer, now=after)
    publish_summary(consultation=made, summary="No answer came in time.", by=world.officer, now=after)
    assert fresh(made).summary == "No answer came in time."
    assert acts(made)[-2:] == ["consultation.published", "consultation.published"]


def test_a_further_consultation_takes_the_papers_along_and_leaves_the_first_alone(world, now, database_clock):
    made = opened(world)
    with pytest.raises(Conflict):
        draft_further_consultation(consultation=made, by=world.officer, now=now)
    after = database_clock(made.closes_at)
    further = draft_further_consultation(consultation=made, by=world.officer, now=after)
    assert (further.number, further.further_to_id, further.state) == (2, made.pk, "DRAFT")
    assert further.title == "Further consultation: Delegated commissioning from April 2016"
    assert [p.sha256 for p in current_papers(fresh(further))] == [p.sha256 for p in current_papers(fresh(made))]
    assert Consultation.objects.get(pk=made.pk).state == "OPEN"
    assert fact(fresh(made), after).no_response


def test_numbers_are_counted_per_ccg(world):
    assert [draft(world).number, draft(world).number] == [1, 2]
    elsewhere = draft(world, paper=False, ccg=world.other_ccg, by=world.other_officer)
    assert (elsewhere.number, elsewhere.url) == (1, "/ccgs/09J/consultations/1/")
    assert ConsultationPaper.objects.count() == 2
