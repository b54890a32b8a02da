"""Pages of an LMC consultation as the CCG, the LMC and the public see them."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ccgs.actions.posts import revoke_post
from tests.factories.consultations import answer, draft, fresh, opened, upload
from tests.forms import form_to
from votes.actions.consultation_life import publish_summary
from votes.models import Consultation, ConsultationAnswer
from votes.queries.consultations import current_papers, fact
from votes.terms.consultations import Opinion

pytestmark = pytest.mark.django_db
BASE = "/ccgs/09W/consultations/"


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


@pytest.fixture
def sign_in(client):
    def as_(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def form(**over):
    return {
        "kind": "MODEL_DECISION",
        "title": "Delegated commissioning",
        "question": "Do you support it?",
        "constitution": "",
        "closes_at[day]": "29",
        "closes_at[month]": "10",
        "closes_at[year]": "2015",
        "closes_at[time]": "12:00",
        "haste_reason": "",
        **over,
    }


def test_an_officer_drafts_adds_a_paper_and_opens(world, now, sign_in):
    client = sign_in(world.officer)
    page = client.get(f"{BASE}new/")
    assert "Kent LMC" in page.text
    assert "Cleveland LMC" not in page.text
    made = client.post(f"{BASE}new/", form(lmc=world.lmc.pk))
    assert made.headers["Location"] == f"{BASE}1/"
    page = client.get(f"{BASE}1/").text
    assert "Add at least one paper" in page
    assert 'aria-disabled="true"' in page
    refused = client.post(f"{BASE}1/open/")
    assert refused.status_code == 409
    assert "Add at least one paper" in refused.text
    client.post(f"{BASE}1/papers/new/", {"title": "Plan", "file": upload(), "constitution": ""})
    page = client.get(f"{BASE}1/").text
    assert "Plan" in page
    assert 'aria-disabled="true"' not in page.split("Before you can open it")[1].split("</form>")[0]
    assert client.post(f"{BASE}1/open/").status_code == 302
    page = client.get(f"{BASE}1/").text
    assert "28 days, 20 of them working days" in page
    assert "Lena Committee" in page


def test_a_form_with_holes_comes_back_with_the_reasons(world, sign_in):
    client = sign_in(world.officer)
    page = client.post(f"{BASE}new/", form(lmc="", title="", **{"closes_at[day]": "31", "closes_at[month]": "2"}))
    assert page.status_code == 400
    assert "There is a problem" in page.text
    assert "Enter a real date" in page.text
    page = client.post(f"{BASE}new/", form(lmc=world.other_lmc.pk))
    assert "There is a problem" in page.text


def test_a_paper_is_a_file_or_a_constitution(world, sign_in):
    draft(world, paper=False)
    client = sign_in(world.officer)
    assert "not both" in client.post(f"{BASE}1/papers/new/", {"title": ""}).text
    bad = client.post(f"{BASE}1/papers/new/", {"title": "x", "file": upload("page.html", "<html>")})
    assert "not a kind of file that we take" in bad.text
    client.post(f"{BASE}1/papers/new/", {"title": "", "constitution": world.constitution.pk})
    paper = current_papers(fresh(Consultation.objects.get()))[0]
    download = client.get(f"{BASE}1/papers/{paper.pk}/")
    assert "attachment" in download.headers["Content-Disposition"]
    assert download.content.decode() == world.constitution.text
    assert client.post(f"{BASE}1/papers/{paper.pk}/remove/").status_code == 302
    assert client.get(f"{BASE}1/papers/{paper.pk}/").status_code == 404


def test_the_reviewer_answers_question_by_question_and_checks_before_sending(world, now, sign_in):
    made = opened(world)
    client = sign_in(world.lmc_reviewer)
    assert made.title in client.get("/lmcs/KENT/consultations/").text
    base = made.lmc_url
    page = client.get(base).text
    assert f"{base}answer/consulted/" in page
    paper = current_papers(fresh(made))[0]
    assert client.get(f"{base}papers/{paper.pk}/").content == b"The implementation plan."
    assert client.get(f"{base}answer/check/").headers["Location"] == f"{base}answer/consulted/"
    step = client.post(f"{base}answer/consulted/", {"consulted_properly": "yes", "consulted_text": ""})
    assert step.headers["Location"] == f"{base}answer/opinion/"
    bad = client.post(f"{base}answer/opinion/", {"opinion": "OBJECT", "opinion_text": ""})
    assert "Enter what the LMC objects to" in bad.text
    client.post(f"{base}answer/opinion/", {"opinion": "OBJECT", "opinion_text": "The budget"})
    step = client.post(f"{base}answer/comments/", {"comments": "None so far"})
    assert step.headers["Location"] == f"{base}answer/check/"
    page = client.get(f"{base}answer/check/")
    assert all(text in page.text for text in ("The budget", "None so far", paper.sha256, "Change"))
    assert not ConsultationAnswer.objects.exists()
    changed = client.post(f"{base}answer/comments/?change=1", {"comments": "Nothing"})
    assert changed.headers["Location"] == f"{base}answer/check/"
    form = form_to(client.get(f"{base}answer/check/").text, f"{base}answer/check/")
    unseen = client.post(f"{base}answer/check/", form.with_data({"shown": ""}))
    assert (unseen.status_code, ConsultationAnswer.objects.count()) == (409, 0), "it does not say what was shown"
    for _ in range(2):
        assert client.post(f"{base}answer/check/", form.with_data({})).headers["Location"] == f"{base}answer/done/"
    given = ConsultationAnswer.objects.get()
    assert (given.opinion, given.opinion_text, given.comments, given.answered_by) == (
        "OBJECT",
        "The budget",
        "Nothing",
        world.lmc_reviewer,
    )
    assert "Answer recorded" in client.get(f"{base}answer/done/").text
    again = client.get(f"{base}answer/opinion/").text
    assert "The budget" in again


def test_papers_that_change_during_the_answer_are_shown_before_it_is_sent(world, now, sign_in):
    from votes.actions.consultation_papers import add_paper_version

    made = opened(world)
    client = sign_in(world.lmc_reviewer)
    base = made.lmc_url
    client.post(f"{base}answer/consulted/", {"consulted_properly": "no"})
    client.post(f"{base}answer/opinion/", {"opinion": "SUPPORT"})
    form = form_to(client.get(f"{base}answer/check/").text, f"{base}answer/check/")
    paper = current_papers(fresh(made))[0]
    add_paper_version(paper=paper, file=upload(text="New"), reason="Figures", by=world.officer, now=now)
    page = client.post(f"{base}answer/check/", form.with_data({}))
    assert page.status_code == 409
    assert "The papers changed while you were answering" in page.text
    now_shown = fact(fresh(made), now).papers_digest
    assert now_shown in page.text
    sent = client.post(f"{base}answer/check/", form_to(page.text, f"{base}answer/check/").with_data({}))
    assert sent.status_code == 302


def test_an_officer_cannot_answer_and_a_foreign_reviewer_finds_nothing(world, sign_in):
    made = opened(world)
    for person in (world.officer, world.other_lmc_reviewer, world.representative, world.nobody):
        client = sign_in(person)
        for address in (made.lmc_url, f"{made.lmc_url}answer/consulted/", "/lmcs/KENT/consultations/"):
            assert client.get(address).status_code == 404
    elsewhere = made.lmc_url.replace("KENT", "CLEV")
    assert sign_in(world.other_lmc_reviewer).get(elsewhere).status_code == 404


def test_the_lmc_does_not_see_drafts(world, sign_in):
    made = draft(world)
    client = sign_in(world.lmc_reviewer)
    assert client.get(made.lmc_url).status_code == 404
    assert client.get(made.url).status_code == 404


def test_a_reviewer_who_follows_the_ccgs_address_lands_on_the_lmcs_page(world, sign_in):
    made = opened(world)
    assert sign_in(world.lmc_reviewer).get(made.url).headers["Location"] == made.lmc_url


def test_the_author_sees_why_they_cannot_answer(world, now, sign_in):
    from tests.factories.ccgs_people import post
    from votes.actions.consultations import open_consultation

    made = draft(world, by=world.second_officer)
    revoke_post(post=world.posts["second_officer"], reason="Moved", by=world.officer, now=now)
    open_consultation(consultation=made, by=world.officer, now=now)
    post("LMC_REVIEWER", world.lmc, world.second_officer, starts_at=now)
    client = sign_in(world.second_officer)
    page = client.get(made.lmc_url).text
    assert "You wrote this proposal" in page
    assert 'aria-disabled="true"' in page


def test_objection_and_reply_are_seen_on_both_sides(world, now, sign_in):
    made = opened(world)
    answer(made, world.lmc_reviewer, now, opinion=Opinion.OBJECT, opinion_text="The budget")
    client = sign_in(world.officer)
    assert "Reply needed" in client.get(made.url).text
    reply = client.post(f"{made.url}answers/1/reply/", {"text": "It is ring-fenced.", "form_token": uuid4()})
    assert reply.status_code == 302
    assert "Reply needed" not in client.get(made.url).text
    assert client.get(f"{made.url}answers/7/reply/").status_code == 404
    assert "It is ring-fenced." in sign_in(world.lmc_reviewer).get(made.lmc_url).text


def test_every_act_has_a_page_that_says_why_it_is_not_possible(world, now, sign_in, travel):
    made = opened(world)
    client = sign_in(world.officer)
    assert "publish the summary after the consultation has closed" in client.get(f"{made.url}publish/").text
    assert "only before it is opened" in client.get(f"{made.url}edit/").text
    assert "only before the consultation opens" in client.get(f"{made.url}papers/new/").text
    travel(made.closes_at)
    client = sign_in(world.officer)
    assert "extend a consultation only while it is open" in client.get(f"{made.url}extend/").text
    late = client.post(f"{made.url}withdraw/", {"reason": "x"})
    assert late.status_code == 409
    assert "withdraw a consultation only before it closes" in late.text
    assert client.post(f"{made.url}further/").headers["Location"] == f"{BASE}2/"


def test_extension_withdrawal_and_new_version_by_form(world, now, sign_in):
    made = opened(world, days=14)
    client = sign_in(world.officer)
    later = {"closes_at[day]": "1", "closes_at[month]": "12", "closes_at[year]": "2015", "closes_at[time]": "12:00"}
    assert client.post(f"{made.url}extend/", {**later, "reason": "Late papers"}).status_code == 302
    paper = current_papers(fresh(made))[0]
    version = client.post(
        f"{made.url}papers/{paper.pk}/version/", {"file": upload(text="Second"), "reason": "Figures corrected"}
    )
    assert version.status_code == 302
    assert "Changed after the opening" in client.get(made.url).text
    assert client.post(f"{made.url}withdraw/", {"reason": "Not needed"}).status_code == 302
    assert "Withdrawn. Reason: Not needed" in client.get(made.url).text


def test_the_public_sees_what_is_asked_and_after_publication_what_was_answered(world, now, client, travel):
    hidden = draft(world, title="A private draft")
    made = opened(world)
    answer(made, world.lmc_reviewer, now, opinion=Opinion.CONDITIONS, opinion_text="Ring-fence the budget")
    assert client.get(hidden.url).status_code == 404
    assert hidden.title not in client.get(BASE).text
    page = client.get(made.url).text
    assert "Does the LMC support" in page
    assert "Ring-fence" not in page + client.get(BASE).text
    assert "Support with conditions" not in page + client.get(BASE).text
    after = travel(made.closes_at)
    publish_summary(consultation=made, summary="Kent LMC set conditions.", by=world.officer, now=after)
    page = client.get(made.url).text
    assert all(t in page for t in ("Kent LMC set conditions.", "Ring-fence the budget", "Support with conditions"))
    assert "Lena Committee" not in page
    paper = current_papers(fresh(made))[0]
    assert client.get(f"{made.url}papers/{paper.pk}/").status_code == 302  # to sign in


def test_silence_is_never_shown_as_consent(world, sign_in, travel):
    made = opened(world)
    travel(made.closes_at)
    page = sign_in(world.officer).get(made.url).text
    assert "No response" in page
    assert "It is not consent" in page
    assert "it will be recorded as late" in sign_in(world.lmc_reviewer).get(made.lmc_url).text


@pytest.mark.parametrize("who", ["officer", "lmc_reviewer"])
def test_lists_take_the_same_statements_with_one_and_three(world, now, sign_in, who):
    client = sign_in(world.people[who])
    address = BASE if who == "officer" else "/lmcs/KENT/consultations/"
    counts = []
    for more in (1, 2):
        for _ in range(more):
            answer(opened(world), world.lmc_reviewer, now)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as taken:
            assert client.get(address).status_code == 200
        counts.append(len(taken))
    assert counts[0] == counts[1] <= 13
