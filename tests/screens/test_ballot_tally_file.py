"""The published tally: one file that anyone counts again with Python alone, the same on the page, API and command."""

import json
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.factories.votes import cast, draft, opened, published
from votes.terms.ballots import QuestionKind

pytestmark = pytest.mark.django_db
CHECKER = settings.BASE_DIR / "scripts" / "check_tally.py"


def check(text):
    done = subprocess.run([sys.executable, "-I", str(CHECKER), "-"], input=text, capture_output=True, text=True)
    return done.returncode, done.stdout


@pytest.fixture
def tally(world, now, database_clock):
    database_clock(now)
    ballot = opened(
        world,
        now=now,
        questions=(
            {"kind": QuestionKind.MODEL_CHOICE, "text": "Which model?", "models": "BC"},
            {"kind": QuestionKind.FREE, "text": "Publish the papers – all of them?"},
        ),
    )
    for code, *answers in (("G82001", "C", "FOR"), ("G82002", "C", "ABSTAIN"), ("G82003", "B", "AGAINST")):
        cast(world, ballot, code, *answers, now=now)
    later = database_clock(ballot.closes_at)
    return published(world, ballot, now=later)


def test_the_checker_agrees_and_finds_every_forgery(tally):
    text = tally.tally.text
    code, out = check(text)
    assert code == 0
    assert "Question 1: CARRIED, C with 2 of 3" in out
    assert "Question 2: LOST, FOR with 1 of 2" in out
    assert tally.tally.sha256 in out

    def forged(change):
        data = json.loads(text)
        change(data)
        return check(json.dumps(data))

    def swap(data):
        data["papers"][2]["answers"]["1"] = "C"

    for change in (
        swap,
        lambda data: data["papers"].pop(),
        lambda data: data["papers"].append(data["papers"][0]),
        lambda data: data["papers"][0].update(weight=9),
        lambda data: data["roll"].pop(),
        lambda data: data["roll"][0].update(weight=9),
        lambda data: data["questions"][0].update(outcome="LOST"),
        lambda data: data["questions"][0]["rule"].update(threshold_numerator=9, threshold_denominator=10),
        lambda data: data["ballot"].update(ballot_hash="0" * 64),
        lambda data: data["questions"][0]["figures"]["options"][0].update(practices=5),
        lambda data: data["questions"][0]["figures"]["eligible"].update(weight=1),
        lambda data: data["questions"][0]["figures"]["cast"].update(weight=1),
        lambda data: data["questions"][1]["figures"]["abstained"].update(practices=2),
        lambda data: data["questions"][0]["figures"]["lines"][0].update(denominator=2),
        lambda data: data["questions"][0]["figures"]["lines"][2].update(reaches=True),
        lambda data: data["questions"][0]["figures"]["lines"].pop(),
        lambda data: data["questions"][0]["figures"]["lines"][0].update(counts=True),
        lambda data: data["questions"][0]["figures"].update(needed=1),
        lambda data: data["questions"][0]["figures"].update(quorum={"of": "PRACTICES"}),
        lambda data: data.pop("roll"),
        lambda data: data.update(format="another"),
    ):
        assert forged(change)[0] == 1
    assert check("not json")[0] == 1


def test_api_and_command_give_the_published_tally_only(client, world, tally, now, database_clock):
    url = f"/api/v1/ballots/{tally.pk}/"
    detail = client.get(url).json()
    assert (detail["ccg"], [question["outcome"] for question in detail["questions"]]) == ("09W", ["CARRIED", "LOST"])
    assert client.get(f"{url}tally.json").content.decode() == tally.tally.text
    assert client.get(f"{tally.url}tally.json").content.decode() == tally.tally.text
    assert client.get("/api/v1/ballots/?ccg=09w").json()["count"] == 1
    out = StringIO()
    call_command("tally", str(tally.pk), stdout=out)
    assert out.getvalue() == tally.tally.text
    other = draft(world, now=now)
    for status, ballot in ((1, other.pk), (2, 987_654)):
        with pytest.raises(SystemExit) as ended:
            call_command("tally", str(ballot), stderr=StringIO())
        assert ended.value.code == status
    assert client.get(f"/api/v1/ballots/{other.pk}/").status_code == 404
    assert client.get(f"/api/v1/ballots/{other.pk}/tally.json").status_code == 404
