"""A constitution's way through its pages, in the browser of each who takes part."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from ccgs.models import Constitution
from ccgs.terms.constitutions import ConstitutionState
from cocommission.shared.clock import london
from tests.factories.ccgs_people import constitution

pytestmark = pytest.mark.django_db
HERE = "/ccgs/09W/constitution/"


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_from_a_draft_to_its_day(client, world):
    client.force_login(world.officer)
    words = f"{world.constitution.text}\n\n8 Joint committee\n\nMay be formed."
    new = client.post(f"{HERE}new/", {"title": "Joint committee", "text": words})
    assert new["Location"] == f"{HERE}2/"
    page = client.get(f"{HERE}2/")
    assert "Propose it to the members" in text(page)
    assert "8 of 8 items are marked and found" in text(page)
    assert client.post(f"{HERE}2/act/propose/", {"reason": ""}).status_code == 302
    assert "only a draft can be changed" in text(client.get(f"{HERE}2/edit/"))
    assert client.post(f"{HERE}2/act/adopt/", {"what": "Meeting of 16 July", "figures": "93.5%"}).status_code == 302
    assert client.get(f"{HERE}2/act/approve/").status_code == 403
    client.force_login(world.regional_officer)
    assert client.post(f"{HERE}2/act/approve/", {"reasons": " "}).status_code == 400
    letter = ContentFile(b"%PDF-1.4 letter", name="letter.pdf")
    assert client.post(f"{HERE}2/act/approve/", {"reasons": "Meets the Act", "file": letter}).status_code == 302
    client.force_login(world.officer)
    moment = {"from_at[day]": "2", "from_at[month]": "10", "from_at[year]": "2015", "from_at[time]": "12:00"}
    assert client.post(f"{HERE}2/act/in-force/", moment).status_code == 302
    client.logout()
    page = text(client.get(f"{HERE}2/"))
    assert "State Approved by NHS England" in page  # its day has not come
    assert "from 2 October 2015 at midday" in page
    assert "93.5% (as published)" in page
    assert client.get(f"{HERE}2/file/approval/")["Content-Disposition"].startswith("attachment")


def test_a_version_is_in_force_from_the_time_that_is_typed_though_it_has_passed(client, world):
    row = constitution(world.ccg, ConstitutionState.APPROVED)
    typed = world.now - timedelta(days=1)
    client.force_login(world.officer)
    day = london(typed)
    parts = {"day": day.day, "month": day.month, "year": day.year, "time": day.strftime("%H:%M")}
    sent = {f"from_at[{name}]": str(value) for name, value in parts.items()}
    assert client.post(f"{HERE}{row.number}/act/in-force/", sent).status_code == 302
    row.refresh_from_db()
    assert row.in_force_from_at == typed.replace(second=0, microsecond=0)


def test_a_button_that_cannot_be_pressed_says_why(client, world):
    row = constitution(world.ccg, ConstitutionState.DRAFT, checklist={})
    client.force_login(world.officer)
    page = client.get(f"{HERE}{row.number}/act/propose/")
    assert "Name of the group: mark the clause that states it." in text(page)
    assert "disabled" in page.content.decode()
    refused = client.post(f"{HERE}{row.number}/act/propose/", {"reason": ""})
    assert refused.status_code == 409
    assert "Name of the group: mark the clause that states it." in text(refused)


def test_marking_fills_in_what_the_words_suggest(client, world):
    row = constitution(world.ccg, ConstitutionState.DRAFT, checklist={})
    client.force_login(world.officer)
    page = client.get(f"{HERE}{row.number}/checklist/mark/").content.decode()
    filled = dict(re.findall(r'name="([A-Z]+)"[^>]*value="([^"]*)"', page))
    assert filled["CONFLICTS"] == "6"
    assert client.post(f"{HERE}{row.number}/checklist/mark/", filled).status_code == 302
    assert Constitution.objects.get(pk=row.pk).checklist["CONFLICTS"] == "6"


def test_the_rule_is_read_back_before_it_is_saved(client, world):
    row = constitution(world.ccg, ConstitutionState.DRAFT)
    client.force_login(world.officer)
    address = f"{HERE}{row.number}/rules/model-choice/"
    fields = {
        "clause": "4.4", "threshold_numerator": "2", "threshold_denominator": "3", "strict": "yes",
        "base": "ELIGIBLE_WEIGHT", "weight_kind": "PER_PATIENTS", "weight_number": "2000", "weight_rounding": "CEIL",
        "quorum_numerator": "75", "quorum_denominator": "100", "quorum_of": "PRACTICES", "notice_days": "14",
        "mode": "RECORDED",
    }  # fmt: skip
    page = text(client.post(address, fields | {"act": "preview"}))
    sentence = (
        "More than two thirds of all votes that may be cast must be in favour. Each practice has one vote for every "
        "2,000 registered patients, rounded up. At least 75% of the practices that may vote must vote for the "
        "quorum to be met. Members are told at least 14 days before a ballot opens. "
        "The ballot is recorded (clause 4.4)."
    )
    assert sentence in page
    assert row.voting_rules.count() == 2
    assert client.post(address, fields | {"act": "save"}).status_code == 302
    assert sentence in text(client.get(f"{HERE}{row.number}/"))
    assert client.post(address, {"act": "remove"}).status_code == 302
    assert row.voting_rules.count() == 2


def test_a_rule_that_contradicts_itself_is_refused_at_its_field(client, world):
    row = constitution(world.ccg, ConstitutionState.DRAFT)
    client.force_login(world.officer)
    fields = {"threshold_numerator": "5", "threshold_denominator": "4", "weight_kind": "EQUAL", "notice_days": "0"}
    answer = client.post(f"{HERE}{row.number}/rules/any/", fields | {"mode": "RECORDED"})
    assert answer.status_code == 400
    assert "not more than the whole" in text(answer)


def test_comparing_any_two_versions(client, world):
    constitution(world.ccg, ConstitutionState.PROPOSED, text=world.constitution.text.replace("75%", "60%"))
    page = client.get(f"{HERE}compare/?old=1&new=2").content.decode()
    assert re.search(r"<del><span[^>]*>Removed: </span>75", page)
    assert re.search(r"<ins><span[^>]*>Added: </span>60", page)
    assert "1 of" in text(client.get(f"{HERE}compare/?old=1&new=2"))
    assert "The two texts are the same." in text(client.get(f"{HERE}compare/?old=1&new=1"))
    assert client.get(f"{HERE}compare/?old=1&new=99").status_code == 404
    assert client.get(f"{HERE}compare/?old=x&new=y").status_code == 200


def test_drafts_are_for_those_who_work_on_them(client, world):
    row = constitution(world.ccg, ConstitutionState.DRAFT)
    for who, expected in [("auditor", 200), ("regional_officer", 200), ("representative", 404), ("other_officer", 404)]:
        client.force_login(getattr(world, who))
        assert client.get(row.url).status_code == expected
    client.logout()
    assert client.get(row.url).status_code == 404
    assert client.get(f"{HERE}compare/?old=1&new={row.number}").status_code == 404
    assert row.title not in text(client.get(HERE))


def test_text_is_shown_not_obeyed(client, world):
    evil = "# 1 Name\n\n<script>alert(1)</script> [link](javascript:alert(1)) ![x](http://example.invalid/x.png)"
    row = constitution(world.ccg, ConstitutionState.PROPOSED, text=evil)
    page = client.get(row.url).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page.split("Read the text")[1]
    assert client.get(f"{row.url}text.md").content.decode() == evil


def test_a_word_file_becomes_the_text(client, world):
    import io

    from docx import Document

    document, buffer = Document(), io.BytesIO()
    document.add_heading("1 Name", 1)
    document.save(buffer)
    client.force_login(world.officer)
    file = ContentFile(buffer.getvalue(), name="constitution.docx")
    assert client.post(f"{HERE}new/", {"title": "From Word", "file": file, "text": "old"}).status_code == 302
    row = Constitution.objects.get(ccg=world.ccg, number=2)
    assert row.text == "# 1 Name\n"
    assert client.get(f"{row.url}file/source/").content == buffer.getvalue()
    bad = ContentFile(b"\xff\xfe", name="constitution.docx")
    answer = client.post(f"{HERE}new/", {"title": "Bad", "file": bad, "text": ""})
    assert answer.status_code == 400
    assert "neither Word (.docx) nor text" in text(answer)


def test_another_editor_was_faster(client, world):
    row = constitution(world.ccg, ConstitutionState.DRAFT)
    client.force_login(world.officer)
    fields = {"title": "T", "text": "# 1 Name\n\nA", "seen_hash": row.text_hash}
    assert client.post(f"{row.url}edit/", fields).status_code == 302
    late = client.post(f"{row.url}edit/", fields | {"text": "# 1 Name\n\nB"})
    assert late.status_code == 400
    assert "Another person saved this draft" in text(late)
    assert "B</textarea>" in late.content.decode()
