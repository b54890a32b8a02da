"""What each role sees and does on the pages of an application, from the start to the receipt."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cocommission.shared.clock import clock_time, day
from models_abc.models import Submission
from models_abc.queries.records import on_record
from models_abc.terms import ApplicationState
from tests.factories import committees
from tests.factories.models_abc import (
    a_round,
    answered,
    carried,
    fresh,
    proposed,
    ready,
    sent,
    started,
)

pytestmark = pytest.mark.django_db
BASE = "/ccgs/09W/application/"


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def as_(client, person):
    client.force_login(person)
    return client


def upload(name: str = "paper.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"Text of the paper.")


def test_the_public_sees_nothing_before_submission(client, world) -> None:
    ready(world)
    page = client.get(BASE).content.decode()
    assert "Nothing has been submitted" in page
    assert "Ada Accountable" not in page
    assert client.get(f"{BASE}1/proof/").status_code == 302


def test_a_ccg_without_application_sees_what_it_would_lack(client, world, now) -> None:
    a_round(now)
    page = as_(client, world.officer).get(BASE).content.decode()
    assert "has not started an application" in page
    assert "APP-06" in page
    assert f"{BASE}start/" in page


def test_start_in_a_round(client, world, now) -> None:
    round_ = a_round(now)
    as_(client, world.officer)
    assert "Delegated commissioning, round 2" in client.get(f"{BASE}start/").content.decode()
    answer = client.post(f"{BASE}start/", {"start": f"{round_.slug} 2016-04-01"})
    assert answer.status_code == 302
    assert answer.url == f"{BASE}1/"
    again = client.post(f"{BASE}start/", {"start": f"{round_.slug} 2016-04-01"})
    assert again.status_code == 409
    assert "already has an open application" in again.content.decode()
    assert client.post(f"{BASE}start/", {}).status_code == 400


def test_the_task_list_says_what_is_missing_and_who(client, world) -> None:
    application = started(world)
    page = as_(client, world.officer).get(BASE).content.decode()
    assert "should not be going forward" in page
    for words in ("Governance officer: ", "Audit Chair: ", "Mandate of the member practices", "Not started"):
        assert words in page
    assert '<title id="timeline-title">Timeline of the application</title>' in page
    assert page.count("Last safe day to begin</text>") == 1
    closes_at = application.round.closes_at
    deadline = f"y {clock_time(closes_at)} on {day(closes_at)}"
    assert f">b{deadline}</text>" in page
    assert f"B{deadline}</td>" in page  # the table below has the same
    for part in ("mandate", "constitution", "consultation", "governing-body", "attestations", "documents"):
        assert f'href="{BASE}1/{part}/"' in page


def test_every_piece_through_its_page_then_submitted(client, world, now) -> None:
    committees.governed(world)
    application = started(world)
    version = proposed(world)
    ballot, consultation = carried(world, version), answered(world)
    as_(client, world.officer)
    url = f"{BASE}1/"
    posts = [
        ("mandate/", {"ballots": [ballot.pk]}),
        ("constitution/", {"constitution": version.pk}),
        ("consultation/", {"consultations": [consultation.pk]}),
        (
            "governing-body/",
            {"held_on[day]": "28", "held_on[month]": "9", "held_on[year]": "2015", "minute_reference": "7.1",
             "file": upload()},
        ),
        *[
            ("documents/", {"kind": kind, "file": upload(f"{kind}.txt")})
            for kind in ("FINANCE_TEMPLATE", "IMPLEMENTATION_PLAN")
        ],
    ]  # fmt: skip
    for part, data in posts:
        assert client.get(url + part).status_code == 200, part
        answer = client.post(url + part, data)
        assert answer.status_code == 302, (part, answer.content.decode())
    for key in ("accountable_officer", "audit_chair"):
        as_(client, world.people[key])
        page = client.get(f"{url}attestations/{key}/")
        assert "I confirm that the member practices of NHS Medway CCG" in page.content.decode()
        digest = on_record(fresh(application), now).papers_digest
        data = {"form_token": str(uuid4()), "papers": digest}
        assert client.post(f"{url}attestations/{key}/", data).status_code == 400  # not ticked
        assert client.post(f"{url}attestations/{key}/", data | {"confirm": "on"}).status_code == 302
    as_(client, world.accountable_officer)
    page = client.get(f"{url}submit/").content.decode()
    assert "Submit the application" in page
    assert "disabled" not in page
    token = str(uuid4())
    answer = client.post(f"{url}submit/", {"form_token": token, "confirm": "on"})
    assert answer.url == f"{url}submitted/"
    assert client.post(f"{url}submit/", {"form_token": token, "confirm": "on"}).status_code == 302
    submission = Submission.objects.get()
    assert submission.sha256 in client.get(f"{url}submitted/").content.decode()
    assert f"{url}withdraw/" in client.get(f"{url}submitted/").content.decode()
    client.force_login(world.regional_officer)
    assert f"{url}withdraw/" not in client.get(f"{url}submitted/").content.decode()  # theirs is another page
    dossier = client.get(f"{url}dossier.json")
    assert json.loads(dossier.content)["application"]["ccg"] == "09W"
    assert dossier["Content-Disposition"].startswith("attachment")
    client.logout()
    page = client.get(BASE).content.decode()
    assert submission.sha256 in page
    assert "Submitted" in page


def test_submit_is_refused_with_the_same_words_as_the_list(client, world) -> None:
    started(world)
    as_(client, world.accountable_officer)
    page = client.get(f"{BASE}1/submit/").content.decode()
    assert "Not possible yet" in page
    assert "The governing body&#39;s approval is not recorded" in page
    answer = client.post(f"{BASE}1/submit/", {"form_token": str(uuid4()), "confirm": "on"})
    assert answer.status_code == 409
    assert "The governing body&#39;s approval is not recorded" in answer.content.decode()
    assert Submission.objects.count() == 0


def test_one_cannot_sign_for_the_other(client, world) -> None:
    ready(world, attested=False)
    as_(client, world.audit_chair)
    page = client.get(f"{BASE}1/attestations/accountable_officer/").content.decode()
    assert "you cannot sign this" in page
    data = {"form_token": str(uuid4()), "papers": "f" * 64, "confirm": "on"}
    assert client.post(f"{BASE}1/attestations/accountable_officer/", data).status_code == 403
    assert client.get(f"{BASE}1/attestations/somebody/").status_code == 404


def test_withdraw_an_attestation_and_the_application(client, world) -> None:
    application = ready(world)
    signed = application.attestations.get(role="AUDIT_CHAIR")
    as_(client, world.officer)
    assert client.get(f"{BASE}1/attestations/{signed.pk}/withdraw/").status_code == 404
    as_(client, world.audit_chair)
    assert client.get(f"{BASE}1/attestations/{signed.pk}/withdraw/").status_code == 200
    assert client.post(f"{BASE}1/attestations/{signed.pk}/withdraw/", {"reason": "Not mine"}).status_code == 302
    assert "Not mine" in client.get(f"{BASE}1/attestations/").content.decode()
    as_(client, world.officer)
    assert client.post(f"{BASE}1/withdraw/", {"reason": ""}).status_code == 400
    assert client.post(f"{BASE}1/withdraw/", {"reason": "The members asked for time"}).status_code == 302
    assert fresh(application).state == ApplicationState.WITHDRAWN
    assert "Start another application" in client.get(BASE).content.decode()


def test_documents_are_attachments_with_the_rights_of_the_application(client, world) -> None:
    document = ready(world).documents.first()
    address = f"{BASE}1/documents/{document.pk}/"
    expected = {"officer": 200, "auditor": 200, "regional_officer": 200, "representative": 403, "other_officer": 404}
    for key, status in expected.items():
        assert as_(client, world.people[key]).get(address).status_code == status, key
    answer = as_(client, world.officer).get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"{BASE}1/documents/999999/").status_code == 404
    assert client.get(f"{address}remove/").status_code == 200
    assert client.post(f"{address}remove/").status_code == 302
    assert "Replaced or removed" in client.get(f"{BASE}1/documents/").content.decode()


def test_a_bad_file_is_refused_on_its_form(client, world) -> None:
    started(world)
    as_(client, world.officer)
    bad = SimpleUploadedFile("page.txt", b"<html><script>")
    answer = client.post(f"{BASE}1/documents/", {"kind": "OTHER", "file": bad})
    assert answer.status_code == 400
    assert "not a kind of file that we take" in answer.content.decode()


def test_subject_to_vote_and_other_pages_open(client, world) -> None:
    started(world)
    as_(client, world.officer)
    data = {}
    for field, on in (
        ("votes_from_on", "2015-10-12"),
        ("votes_until_on", "2015-10-22"),
        ("result_by_on", "2015-10-30"),
    ):
        year, month, day = on.split("-")
        data |= {f"{field}[day]": day, f"{field}[month]": month, f"{field}[year]": year}
    answer = client.post(f"{BASE}1/subject-to-vote/", data | {"reason": "Talks took longer"})
    assert answer.status_code == 302, answer.content.decode()
    assert "Talks took longer" in client.get(f"{BASE}1/subject-to-vote/").content.decode()
    for part in ("proof/", "attestations/", "decision/", ""):
        assert client.get(f"{BASE}1/{part}").status_code == 200
    for part in ("submitted/", "dossier.json", "agreement/"):
        assert client.get(f"{BASE}1/{part}").status_code == 404
    assert client.get(f"{BASE}2/").status_code == 404


def test_the_proof_names_rule_source_and_fact(client, world) -> None:
    ready(world)
    page = as_(client, world.gp_member).get(f"{BASE}1/proof/").content.decode()
    for words in (
        "VOT-06",
        "Ballot 1, question 1: carried (94.3% (50 of 53))",
        "APP-05",
        "minute 7.1",
        "Before go-live",
    ):
        assert words in page
    assert 'href="/rules/#APP-03"' in page


def test_the_api_gives_the_same_blockers(client, world, now) -> None:
    from models_abc.readiness import blockers

    application = started(world)
    assert client.get("/api/v1/ccgs/09W/application/").status_code == 404
    assert client.get("/api/v1/ccgs/09W/readiness/").status_code == 403
    answer = as_(client, world.officer).get("/api/v1/ccgs/09W/readiness/")
    assert answer["Cache-Control"] == "private, no-store"
    assert [b["missing"] for b in answer.json()["blockers"]] == [b.missing for b in blockers(application, now)]
    client.logout()
    assert client.get("/api/v1/ccgs/09W/").json()["application"] is None


def test_the_api_after_submission(client, world) -> None:
    submission = sent(world)
    for facts in (
        client.get("/api/v1/ccgs/09W/application/").json(),
        client.get("/api/v1/ccgs/09W/").json()["application"],
    ):
        assert facts["dossier_sha256"] == submission.sha256
        assert facts["state"] == "SUBMITTED"
        assert facts["stage"] == "GO_LIVE"
        assert not facts["ready"]


@pytest.mark.parametrize("arguments", [["09W"], ["09w", "--json"]])
def test_the_command_says_the_same(world, capsys, arguments) -> None:
    from django.core.management import call_command

    started(world)
    with pytest.raises(SystemExit) as ended:
        call_command("readiness", *arguments)
    assert ended.value.code == 1
    assert "APP-05" in capsys.readouterr().out


def test_the_command_when_ready_in_the_past_and_wrongly_used(world, capsys) -> None:
    from django.core.management import call_command

    application = ready(world)
    call_command("readiness", "09W", "--round", application.round.slug, "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["ready"] is True
    assert answer["blockers"] == []
    assert answer["model_sought"] == "C"
    with pytest.raises(SystemExit) as ended:
        call_command("readiness", "09W", "--at", "2015-09-30T12:00", "--json")
    assert ended.value.code == 1
    assert json.loads(capsys.readouterr().out)["application"] is None
    for wrong in (["00X"], ["09W", "--round", "no-such-round"]):
        with pytest.raises(SystemExit) as ended:
            call_command("readiness", *wrong)
        assert ended.value.code == 2


def test_tasks_and_panels(client, world) -> None:
    ready(world, attested=False)
    page = as_(client, world.audit_chair).get("/tasks/").content.decode()
    assert "Sign the application of NHS Medway CCG as Audit Chair" in page
    page = as_(client, world.officer).get("/tasks/").content.decode()
    assert "as Audit Chair" not in page
