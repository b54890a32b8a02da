"""Archives that lie about themselves: refused or typed without being unpacked."""

import io
import time
import tracemalloc
import zipfile

import pytest

from cocommission.shared.actions.documents import ODT, content_type_of, store_document
from cocommission.shared.errors import Refused

HUGE = 300 * 1024 * 1024


def archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def kind(content: bytes) -> str:
    return content_type_of(content, io.BytesIO(content), "x.odt")


def test_a_mimetype_that_unpacks_to_hundreds_of_megabytes_is_not_unpacked():
    bomb = archive(mimetype=bytes(HUGE))
    assert len(bomb) < 1024 * 1024
    tracemalloc.start()
    began = time.perf_counter()
    assert kind(bomb) == ""
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20 * 1024 * 1024
    assert time.perf_counter() - began < 2


def test_open_document_text_is_still_known():
    assert kind(archive(mimetype=ODT.encode())) == ODT


def broken(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content
    return content.replace(old, new)


METHOD = b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08\x00"
UNREADABLE = {
    "encrypted": (METHOD, b"PK\x01\x02\x14\x03\x14\x00\x01\x00\x08\x00"),
    "unknown compression": (METHOD, b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63\x00"),
    "needs a newer program": (b"PK\x01\x02\x14\x03\x14\x00", b"PK\x01\x02\x14\x03\xff\x00"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("how", UNREADABLE)
def test_an_archive_that_cannot_be_read_is_refused_in_words(how, world, now):
    file = io.BytesIO(broken(archive(mimetype=ODT.encode()), *UNREADABLE[how]))
    file.name = "minutes.odt"
    with pytest.raises(Refused, match="not a kind of file that we take"):
        store_document(file, by=world.officer, now=now)


@pytest.mark.django_db
def test_damaged_compressed_data_is_refused_in_words(world, now):
    whole = archive(mimetype=ODT.encode())
    at = whole.index(b"mimetype") + len("mimetype")
    file = io.BytesIO(whole[:at] + b"\xff" * 8 + whole[at + 8 :])
    file.name = "minutes.odt"
    with pytest.raises(Refused, match="not a kind of file that we take"):
        store_document(file, by=world.officer, now=now)
