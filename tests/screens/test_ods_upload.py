"""The upload page: nothing is loaded before its report was seen, and exactly the files that were seen."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ccgs.models import MemberPractice, Release, ReleaseUpload
from cocommission.shared.models import Entry
from tests.browser import Browser
from tests.factories.ccgs import DATA, release_files
from tests.factories.ccgs_people import steward

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
DAY = {"as_at[day]": "16", "as_at[month]": "7", "as_at[year]": "2015"}


@pytest.fixture
def stewarded(client: Browser) -> Browser:
    client.force_login(steward())
    return client


def files(which: str = "first", **instead: bytes) -> dict[str, Any]:
    return {
        file.kind: SimpleUploadedFile(file.name, instead.get(file.kind, file.content)) for file in release_files(which)
    }


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def upload(stewarded: Browser, **instead: bytes) -> ReleaseUpload:
    response = stewarded.post("/data/ods/", {**DAY, **files(**instead)})
    assert response.status_code == 302
    found = ReleaseUpload.objects.get()
    assert response["Location"] == f"/data/ods/{found.pk}/"
    return found


def test_look_first_then_load(stewarded: Browser) -> None:
    row = upload(stewarded)
    assert not MemberPractice.objects.exists()
    page = text_of(stewarded.get(f"/data/ods/{row.pk}/"))
    assert "Dry run: nothing is loaded yet." in page
    assert "in Wales: kept as codes, never members" in page
    assert "Load these files" in page
    response = stewarded.post(f"/data/ods/{row.pk}/", {"digest": row.digest}, follow=True)
    assert "rows were written" in text_of(response)
    assert MemberPractice.objects.count() == 14
    assert {release.loaded_by for release in Release.objects.all()} == {row.uploaded_by}
    assert Entry.objects.get(act="ods.loaded").actor_name == row.uploaded_by.name
    again = text_of(stewarded.get(f"/data/ods/{row.pk}/"))
    assert "Load these files" not in again
    assert "practices_first.csv" in text_of(stewarded.get("/data/ods/"))


def test_the_rows_can_be_filtered_and_downloaded(stewarded: Browser) -> None:
    row = upload(stewarded)
    page = text_of(stewarded.get(f"/data/ods/{row.pk}/?fate=rejected&file=regions"))
    assert "a government office region" in page
    assert "Z90001" not in page
    response = stewarded.get(f"/data/ods/{row.pk}/rows.csv")
    lines = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "file,line,code,fate,what"
    assert len(lines) == 36


def test_a_refused_upload_shows_every_line_and_cannot_be_loaded(stewarded: Browser) -> None:
    content = (DATA / "practices_first.csv").read_bytes().replace(b'"A","B"', b'"X","B"', 2)
    row = upload(stewarded, practices=content)
    page = text_of(stewarded.get(f"/data/ods/{row.pk}/"))
    assert "Refused: nothing can be loaded" in page
    assert page.count("column 13, the status, is “X”") == 2
    assert "Load these files" not in page
    response = stewarded.post(f"/data/ods/{row.pk}/", {"digest": row.digest})
    assert response.status_code == 409
    assert "These files were refused" in text_of(response)
    assert not MemberPractice.objects.exists()


def test_an_empty_file_is_refused_in_words(stewarded: Browser) -> None:
    row = upload(stewarded, ccgs=b"")
    assert "the file is empty" in text_of(stewarded.get(f"/data/ods/{row.pk}/"))


def test_another_digest_loads_nothing(stewarded: Browser) -> None:
    row = upload(stewarded)
    for digest in ("", "0" * 64):
        response = stewarded.post(f"/data/ods/{row.pk}/", {"digest": digest})
        assert response.status_code == 409
        assert "not the upload that was on the page" in text_of(response)
    assert not MemberPractice.objects.exists()


def test_data_that_changed_since_asks_for_a_new_look(stewarded: Browser) -> None:
    first = upload(stewarded)
    stewarded.post("/data/ods/", {**DAY, **files("second")})
    second = ReleaseUpload.objects.exclude(pk=first.pk).get()
    stewarded.post(f"/data/ods/{second.pk}/", {"digest": second.digest})
    response = stewarded.post(f"/data/ods/{first.pk}/", {"digest": first.digest})
    assert response.status_code == 409
    assert "The data changed after this dry run" in text_of(response)


@pytest.mark.parametrize(
    ("data", "words"), [({}, "Enter the date the files describe"), (DAY, "Choose at least one file")]
)
def test_what_is_missing_is_said(stewarded: Browser, data: dict[str, str], words: str) -> None:
    response = stewarded.post("/data/ods/", data)
    assert response.status_code == 400
    assert words in text_of(response)


def test_only_a_data_steward_finds_the_page(client: Browser, world: Any) -> None:
    assert client.get("/data/ods/").status_code == 302
    client.force_login(world.officer)
    assert client.get("/data/ods/").status_code == 404
    assert client.get("/data/ods/1/").status_code == 404
