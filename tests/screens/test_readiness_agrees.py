"""Page, command, API, button and sweep give one answer in every state; evidence that changes reopens what it proved."""

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command

from ccgs.actions.constitutions import change_text, propose, return_to_draft, save_voting_rule
from ccgs.actions.posts import revoke_post
from ccgs.terms import RoleCode
from cocommission.shared.clock import LONDON
from cocommission.shared.models import Message
from models_abc.actions.evidence import remove_document, withdraw_attestation
from models_abc.actions.review import decide, issue_agreement, sign_agreement
from models_abc.models import Application, Submission
from models_abc.readiness import blockers
from models_abc.tasks.applications import reopened, take_up
from models_abc.terms import ApplicationState
from tests.factories.ccgs_people import ANY_RULE, post
from tests.factories.consultations import upload
from tests.factories.models_abc import a_round, file, fresh, ready, sent, sign, started
from votes.actions.ballot_disputes import challenge_ballot
from votes.actions.consultation_papers import add_paper_version

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def nothing_started(world):
    a_round(world.now)


def edited_after_the_vote(world):
    version = back = ready(world).constitution
    back = return_to_draft(constitution=version, reason="A comma", by=world.officer, now=world.now)
    text = world.constitution.text + "\n\nAnd one sentence more."
    change_text(constitution=back, text=text, title="Edited", by=world.officer, now=world.now)
    propose(constitution=back, by=world.officer, now=world.now)


def rule_changed_after_the_vote(world):
    version = ready(world).constitution
    back = return_to_draft(constitution=version, reason="Notice", by=world.officer, now=world.now)
    save_voting_rule(constitution=back, terms=replace(ANY_RULE, notice_days=3), by=world.officer, now=world.now)


def paper_replaced_after_the_answer(world):
    paper = ready(world).consultation_links.get().consultation.papers.get()
    add_paper_version(
        paper=paper, file=upload(text="Another plan."), reason="New figures", by=world.officer, now=world.now
    )


def post_lapsed(world):
    ready(world)
    revoke_post(post=world.posts["audit_chair"], reason="Term over", by=world.officer, now=world.now)


def attestation_withdrawn(world):
    signed = ready(world).attestations.get(role="ACCOUNTABLE_OFFICER")
    withdraw_attestation(attestation=signed, reason="A mistake", by=world.accountable_officer, now=world.now)


def ballot_challenged(world):
    ballot = ready(world).mandate_links.get().ballot
    challenge_ballot(ballot=ballot, reason="The roll was wrong", by=world.lay_member, now=world.now)


def document_taken_out(world):
    row = ready(world).documents.filter(kind="FINANCE_TEMPLATE").get()
    remove_document(document=row, by=world.officer, now=world.now)


NOTHING = ["APP-06", "APP-10", "APP-09", "APP-05", *["APP-03"] * 3, "APP-04", "APP-05", "PCC-01", "COI-00"]
NOTHING += ["GOV-04"]
#: state, the rules that block the gate ahead, in order; whether the sweep says that something opened again
STATES = [
    (nothing_started, ["APP-06", *NOTHING], False),
    (started, NOTHING, False),
    (ready, [], False),
    (edited_after_the_vote, ["APP-10", "APP-03", "APP-03", "APP-03"], True),
    (rule_changed_after_the_vote, ["APP-10", "APP-03", "APP-03", "APP-03"], True),
    (paper_replaced_after_the_answer, ["APP-09"], True),
    (post_lapsed, ["APP-03", "APP-03"], True),
    (attestation_withdrawn, ["APP-03", "APP-03"], True),
    (ballot_challenged, ["APP-06", "VOT-09", "APP-10"], True),
    (document_taken_out, ["APP-03", "APP-03", "APP-03", "APP-04"], True),
]


def texts(page):
    """The reasons that a page lists as blocking."""
    listed = re.findall(
        r"<li(?: id=\"blocker-[^\"]*\")?>\s*(.*?)\s*<span class=\"app-blockers__meta\">(.*?)</span>", page, re.S
    )
    return [unescape(words) for words, meta in listed if not meta.lstrip().startswith("Warning.")]


def command(ccg):
    out = StringIO()
    code = 0
    try:
        call_command("readiness", ccg.code, "--json", stdout=out)
    except SystemExit as ended:
        code = ended.code
    answer = json.loads(out.getvalue())
    assert code == (0 if answer["ready"] else 1)
    return answer


@pytest.mark.parametrize(("make", "rules", "tells"), STATES, ids=[make.__name__ for make, _, _ in STATES])
def test_all_five_agree_before_submission(client, world, now, make, rules, tells) -> None:
    application = make(world)
    if application is None and make is not nothing_started:
        application = Application.objects.get()
    client.force_login(world.accountable_officer)
    said = client.get("/api/v1/ccgs/09W/readiness/").json()
    assert [one["rule"] for one in said["blockers"]] == rules
    assert (said["ready"], said["stage"]) == (not rules, "SUBMIT")
    assert command(world.ccg) == said
    missing = [one["missing"] for one in said["blockers"]]
    if make is nothing_started:
        assert texts(client.get("/ccgs/09W/application/").content.decode()) == missing
        return
    proof = unescape(client.get(f"{application.url}proof/").content.decode())
    assert [words for words in missing if words not in proof] == []
    page = client.get(f"{application.url}submit/").content.decode()
    assert texts(page) == missing
    assert ("disabled" in page) is bool(missing)
    told = reopened(now).done
    letter = Message.objects.filter(subject__contains="no longer complete").first()
    assert (told, letter is not None) == (int(tells), tells)
    if letter is not None:
        listed = re.findall(r"^- (.*) \([^()]*\)$", letter.text, re.M)
        assert listed
        assert set(listed) <= set(missing)
    pressed = client.post(f"{application.url}submit/", {"form_token": str(uuid4()), "confirm": "on"})
    assert (pressed.status_code == 302, Submission.objects.exists()) == (not rules, not rules)
    if rules:
        assert [words for words in missing if words not in unescape(pressed.content.decode())] == []


def test_all_five_agree_on_the_way_to_go_live(client, world, now, travel) -> None:
    application = ready(world)
    sent(world, application)
    at = travel(datetime(2016, 4, 1, tzinfo=LONDON))
    client.force_login(world.officer)

    def agree(done):
        said = client.get("/api/v1/ccgs/09W/readiness/").json()
        assert said["stage"] == "GO_LIVE"
        assert command(world.ccg) == said
        public = client.get("/api/v1/ccgs/09W/application/").json()
        assert (public["blockers"], public["ready"]) == (said["blockers"], said["ready"])
        proof = unescape(client.get(f"{application.url}proof/").content.decode())
        assert [one["missing"] for one in said["blockers"] if one["missing"] not in proof] == []
        assert take_up(at).done == done
        return [one["rule"] for one in said["blockers"]]

    assert agree(0) == ["APP-11", "APP-10", "APP-12"]
    decide(application=application, outcome="APPROVED", reasons="In order", by=world.regional_officer, now=at)
    assert agree(0) == ["APP-10", "APP-12"]
    version = fresh(application).constitution
    version.state, version.adopted_at, version.adopted_by = "ADOPTED", at, world.officer
    version.record(by=world.officer, at=at, why="Adopted")
    version.state, version.approved_at, version.approved_by = "APPROVED", at, world.regional_officer
    version.record(by=world.regional_officer, at=at, why="Approved")
    assert agree(0) == ["APP-12"]
    issue_agreement(application=application, file=file("The agreement."), by=world.regional_officer, now=at)
    sign_agreement(application=application, by=world.accountable_officer, now=at)
    sign_agreement(application=application, by=world.regional_officer, now=at)
    assert agree(1) == []
    assert fresh(application).state == ApplicationState.LIVE


@pytest.mark.parametrize("make", [post_lapsed, attestation_withdrawn], ids=["post", "attestation"])
def test_what_reopened_is_met_again_once_put_right(world, now, make) -> None:
    make(world)
    application = Application.objects.get()
    assert [one.rule for one in blockers(application, now)] == ["APP-03", "APP-03"]
    later = now + timedelta(hours=1)
    if make is post_lapsed:
        world.people["audit_chair"] = post(RoleCode.AUDIT_CHAIR, world.ccg, starts_at=now).person
    key = "audit_chair" if make is post_lapsed else "accountable_officer"
    sign(world, application, key, now=later)
    assert blockers(application, later) == ()
