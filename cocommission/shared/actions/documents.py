"""Taking in uploaded files."""

import hashlib
import lzma
import zipfile
import zlib
from datetime import datetime
from pathlib import PurePath
from typing import IO, Any

from cocommission.shared.errors import Refused
from cocommission.shared.models import Document, Person

MAX_BYTES = 10 * 1024 * 1024
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
TEXT_TYPES = {".md": "text/markdown", ".csv": "text/csv", ".txt": "text/plain"}
ACCEPTED = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument text, PNG, JPEG, CSV or plain text"

# What zipfile raises for archives that are damaged, encrypted or made by something that it does not know.
UNREADABLE_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)


def _zip_type(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as part:  # only its beginning: it may unpack to gigabytes
                    if part.read(60).decode("ascii", "replace").strip() == ODT:
                        return ODT
    except UNREADABLE_ARCHIVE:
        return ""
    for name, kind in (
        ("word/document.xml", DOCX),
        ("xl/workbook.xml", XLSX),
        ("ppt/presentation.xml", PPTX),
    ):
        if name in names:
            return kind
    return ""


def content_type_of(content: bytes, file: IO[bytes], name: str) -> str:
    """The media type by what the bytes are, whatever the name says; an empty text when it is none that we take."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"PK\x03\x04"):
        return _zip_type(file)
    if b"\x00" in content:
        return ""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    if text.lstrip("\ufeff \t\r\n")[:1] == "<":
        return ""  # HTML and SVG could act in a browser
    return TEXT_TYPES.get(PurePath(name).suffix.lower(), "text/plain")


def store_document(file: Any, *, by: Person, now: datetime) -> Document:
    """Stores an uploaded file (has .name, .read()).

    Raises Refused (400) when it is empty, over 10 MB or of a type that we do not take.
    """
    name = PurePath(str(file.name).replace("\\", "/")).name[-200:]
    file.seek(0)
    content = file.read(MAX_BYTES + 1)
    if not content:
        raise Refused(f"{name} is empty. Choose a file with something in it.", status=400)
    if len(content) > MAX_BYTES:
        raise Refused(f"{name} is larger than 10 MB. Make it smaller or split it.", status=400)
    file.seek(0)
    kind = content_type_of(content, file, name)
    if not kind:
        raise Refused(f"{name} is not a kind of file that we take. Upload {ACCEPTED}.", status=400)
    return Document.objects.create(
        name=name,
        content_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        uploaded_by=by,
        uploaded_at=now,
    )
