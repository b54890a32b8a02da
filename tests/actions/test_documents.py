"""Uploads: by content, not by name; nothing that acts in a browser; at most 10 MB."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cocommission.shared.actions.documents import DOCX, MAX_BYTES, store_document
from cocommission.shared.errors import Refused
from cocommission.shared.models import Document, Person
from cocommission.shared.views.documents import attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return Person.objects.create_user("officer@example.invalid", name="Olive Invented")


def docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("plan.pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("plan.exe", b"%PDF-1.7 ...", "application/pdf"),
        ("minutes.docx", docx(), DOCX),
        ("notes.md", b"# Notes", "text/markdown"),
        ("list.csv", "code,näme".encode(), "text/csv"),
    ],
)
def test_the_type_comes_from_the_content(officer, now, name, content, kind):
    document = store_document(SimpleUploadedFile(name, content), by=officer, now=now)
    assert (document.content_type, document.size) == (kind, len(content))
    assert document.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "is empty"),
        ("page.pdf", b"<html><script>alert(1)</script>", "not a kind of file"),
        ("picture.txt", b'\xef\xbb\xbf <svg onload="x">', "not a kind of file"),
        ("tool.pdf", b"MZ\x90\x00\x03", "not a kind of file"),
        ("archive.docx", b"PK\x03\x04 broken", "not a kind of file"),
        ("big.pdf", b"%PDF-" + b"x" * MAX_BYTES, "larger than 10 MB"),
    ],
)
def test_what_we_do_not_take_is_refused_with_words(officer, now, name, content, words):
    with pytest.raises(Refused, match=words) as refusal:
        store_document(SimpleUploadedFile(name, content), by=officer, now=now)
    assert refusal.value.status == 400
    assert not Document.objects.exists()


def test_a_document_is_always_a_download(officer, now):
    response = attachment(store_document(SimpleUploadedFile('../../a"b.pdf', b"%PDF-1"), by=officer, now=now))
    assert response["Content-Disposition"].startswith("attachment;")
    assert ".." not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
