"""Files sent over HTTP by somebody who means harm: what is refused, and how the rest comes back (F-22)."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cocommission.shared.actions.documents import MAX_BYTES
from models_abc.models import ApplicationDocument
from tests.factories.models_abc import started

pytestmark = pytest.mark.django_db
PAGE = "/ccgs/09W/application/1/documents/"


@pytest.fixture
def officer(client, world, now, travel):
    travel(now)
    started(world)
    client.force_login(world.officer)
    return client


def bomb() -> bytes:
    """100 MB of nothing in an archive of 100 kB."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("nothing", b"\0" * 100_000_000)
    return made.getvalue()


def send(client, name: str, content: bytes):
    return client.post(PAGE, {"kind": "OTHER", "file": SimpleUploadedFile(name, content, "application/pdf")})


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.pdf", b"MZ\x90\x00 a program", "not a kind of file"),
        ("plan.pdf", b"  <svg onload=alert(1)>", "not a kind of file"),
        ("plan.txt", b"x" * (MAX_BYTES + 1), "larger than 10 MB"),
        ("plan.docx", bomb(), "not a kind of file"),
        ("plan.txt", b"", "empty"),
    ],
)
def test_refused_in_words_on_the_form(officer, name, content, words):
    answer = send(officer, name, content)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not ApplicationDocument.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        'a"; filename="evil.html',
        "line\r\nSet-Cookie: a=b.txt",
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "report\u202etxt.exe",
        "tab\there.txt",
        "x" * 240 + ".txt",
        "<img src=x onerror=alert(1)>.txt",
    ],
)
def test_any_name_is_a_download_with_one_safe_header(officer, name):
    answer = send(officer, name, b"%PDF-1.4 pretending to be harmless")
    assert answer.status_code == 302
    row = ApplicationDocument.objects.select_related("document").get()
    kept = row.document.name
    assert kept.isprintable()
    assert not set("/\\") & set(kept)
    file = officer.get(f"{PAGE}{row.pk}/")
    said = file["Content-Disposition"]
    assert said.startswith("attachment; filename")
    assert "\n" not in said
    assert not file.cookies.get("a")
    assert (file["X-Content-Type-Options"], file["Content-Type"]) == ("nosniff", "application/pdf")
    assert "<img src=x" not in officer.get(PAGE).content.decode()
