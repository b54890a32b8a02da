"""What the LMC answered is kept until it is published, and goes out of date with everything that it was given on."""

from dataclasses import replace
from html import unescape

import pytest

from ccgs.actions.constitutions import save_voting_rule
from ccgs.models import Constitution
from ccgs.terms import ConstitutionState
from cocommission.shared.panels import facts_of, panels_of
from cocommission.shared.todo import tasks_of
from tests.factories.ccgs_people import ANY_RULE, constitution
from tests.factories.consultations import answer, draft, fresh, opened
from votes.actions.consultation_life import draft_further_consultation, publish_summary
from votes.actions.consultation_papers import add_constitution_paper
from votes.actions.consultations import open_consultation
from votes.models import Consultation
from votes.queries.consultation_rows import owed
from votes.queries.consultations import fact
from votes.terms.consultations import ConsultationKind, Opinion

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


def page(client, who, url):
    client.force_login(who) if who else client.logout()
    answer = client.get(url)
    return answer.status_code, unescape(answer.content.decode())


@pytest.mark.parametrize("as_paper", [True, False])
def test_a_voting_rule_changed_afterwards_makes_the_answer_outdated(world, now, as_paper):
    version = constitution(world.ccg, ConstitutionState.DRAFT, text="# New", rules=(ANY_RULE,))
    asked = {} if as_paper else {"kind": ConsultationKind.CONSTITUTION_CHANGE, "constitution": version}
    made = draft(world, **asked)
    if as_paper:
        add_constitution_paper(consultation=made, constitution=version, by=world.officer, now=now)
    open_consultation(consultation=made, by=world.officer, now=now)
    answer(made, world.lmc_reviewer, now)
    assert not fact(fresh(made), now).stale
    save_voting_rule(constitution=version, terms=replace(ANY_RULE, notice_days=1), by=world.officer, now=now)
    assert version.text_hash == Constitution.objects.get(pk=version.pk).text_hash  # not a letter of the text
    found = fact(fresh(made), now)
    assert (found.stale, found.changed_since_opening, found.outcome_name) == (
        True,
        True,
        "Support (papers changed since)",
    )
    (row,) = facts_of(world.ccg, now)["votes.consultations"]
    assert list(owed(row, now)) == ["stale"]
    answer(made, world.lmc_reviewer, now)
    assert not fact(fresh(made), now).stale


def test_the_lmc_reads_the_voting_rules_that_its_answer_is_bound_to(world, now, client):
    version = constitution(world.ccg, ConstitutionState.DRAFT, text="# New", rules=(ANY_RULE,))
    made = draft(world, kind=ConsultationKind.CONSTITUTION_CHANGE, constitution=version)
    open_consultation(consultation=made, by=world.officer, now=now)
    for who, url in ((world.lmc_reviewer, made.lmc_url), (world.officer, made.url)):
        text = page(client, who, url)[1]
        assert ANY_RULE.sentence() in text
        assert version.rules_hash in text
        assert f'href="{version.url}"' not in text  # a draft has no page for the LMC
    assert ANY_RULE.sentence() not in page(client, None, made.url)[1]


def test_who_says_it_was_not_consulted_properly_is_owed_a_reply(world, now, client):
    made = opened(world)
    answer(made, world.lmc_reviewer, now, consulted_properly=False)
    assert fact(fresh(made), now).reply_needed
    officer, reader = (page(client, who, made.url)[1] for who in (world.officer, world.gp_member))
    for text in (officer, reader):
        assert "says that it was not consulted properly" in text
    assert "answers/1/reply/" in officer
    assert ("answers/1/reply/" in reader, "A governance officer must reply." in reader) == (False, True)


def test_the_public_pages_of_a_ccg_do_not_give_away_what_the_lmc_answered(world, now, client, travel):
    made = opened(world)
    answer(made, world.lmc_reviewer, now, opinion=Opinion.OBJECT, opinion_text="Too early")
    for at in (now, travel(made.closes_at)):
        for url in (world.ccg.url, f"{world.ccg.url}consultations/", made.url, f"{world.ccg.url}calendar/"):
            status, text = page(client, None, url)
            assert status == 200
            for word in ("waits for a reply", "Object", "Too early", "outdated", "No response"):
                assert word not in text, (at, url, word)


def test_a_further_consultation_asked_for_twice_is_one_draft(world, travel):
    made = opened(world)
    later = travel(made.closes_at)
    first = draft_further_consultation(consultation=made, by=world.officer, now=later)
    assert draft_further_consultation(consultation=made, by=world.second_officer, now=later) == first
    assert Consultation.objects.count() == 2


def test_tasks_and_home_page_lines_follow_the_state(world, now, travel):
    made = draft(world)

    def tasks(who, at):
        return [t.title for t in tasks_of(world.people[who], [world.posts[who]], at) if made.title in t.title]

    assert tasks("officer", now) == [f"Finish and open: {made.title}"]
    open_consultation(consultation=made, by=world.officer, now=now)
    assert tasks("officer", now) == []
    assert tasks("lmc_reviewer", now) == [f"Answer for Kent LMC: {made.title}"]
    assert [p.due_at for p in panels_of(world.ccg, now)["open"] if p.label == "LMC consultation"] == [made.closes_at]
    answer(made, world.lmc_reviewer, now, opinion=Opinion.OBJECT, opinion_text="x")
    assert tasks("lmc_reviewer", now) == []
    assert tasks("officer", now) == [f"Reply to Kent LMC: {made.title}"]

    def lines(at):
        return [p.text for p in panels_of(world.ccg, at)["missing"] if p.label == "LMC consultation"]

    assert lines(now) == []  # everybody reads that page, and what the LMC answered is not published yet
    later = travel(made.closes_at)
    assert lines(later) == [f"What came of it is not published yet: {made.title}"]
    publish_summary(consultation=made, summary="The LMC objects.", by=world.officer, now=later)
    assert lines(later) == [f"Kent LMC needs a reply: {made.title}"]
