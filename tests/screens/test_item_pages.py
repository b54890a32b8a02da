"""The search for the organisations that an agenda item affects: by name, by code, and without scripts."""

import re

import pytest

from pccc.models import AgendaItem
from tests.factories.conflict_map import body
from tests.factories.meetings import planned
from tests.forms import form_to

pytestmark = pytest.mark.django_db
ONE = "/ccgs/09W/committees/1/meetings/1/"
NEW_ITEM = f"{ONE}items/new/"
A_LEASE = {"title": "A lease", "kind": "DISCUSSION", "part": "PUBLIC"}


@pytest.fixture
def sign_in(client):
    def as_(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def found_for(client, text, **typed):
    """The item form after "Find" was pressed with `text` in the box."""
    data = A_LEASE | typed | {"affected-find": text, "affected-search": "1"}
    answer = client.post(NEW_ITEM, data)
    assert answer.status_code == 200
    return answer.text


def test_an_organisation_outside_the_ccg_is_found_by_name_and_chosen(world, sign_in):
    planned(world)
    client = sign_in(world.secretary)
    assert "No organisation matches “Nowhere Ltd”" in found_for(client, "Nowhere Ltd")
    somewhere = body("Somewhere Ltd", "COMPANY")
    assert "Somewhere Ltd" not in client.get(NEW_ITEM).text
    body(practice=world.practices[0])
    assert found_for(client, "amber lane").count("Amber Lane Surgery") == 1, "a practice of the CCG is offered once"
    page = found_for(client, "somewhere")
    assert f'value="body:{somewhere.pk}"' in page
    assert client.post(NEW_ITEM, A_LEASE | {"affected": [f"body:{somewhere.pk}"]}).status_code == 302
    assert AgendaItem.objects.get().affected.get().name == "Somewhere Ltd"
    assert "Somewhere Ltd" in client.get(f"{ONE}items/1/edit/").text


def test_find_keeps_what_was_typed_and_chosen_and_records_nothing(world, sign_in):
    planned(world)
    client = sign_in(world.secretary)
    page = found_for(client, "birch road", title="", summary="What to lease", affected=["practice:G82001"])
    assert "There is a problem" not in page
    assert not AgendaItem.objects.exists()
    form = form_to(page, NEW_ITEM)
    assert (form.fields["summary"], form.fields["affected"]) == (["What to lease"], ["practice:G82001"])
    assert form.fields["affected-find"] == ["birch road"]
    hidden = [one for one in re.findall(r"<div class=\"nhsuk-checkboxes__item[^>]*>", page) if "hidden" in one]
    assert len(hidden) == len(world.practices) - 2, "the chosen one and the one that matches are shown"
    sent = client.post(
        NEW_ITEM, form.with_data({"title": "A lease", "affected": ["practice:G82001", "practice:G82002"]})
    )
    assert sent.status_code == 302
    assert AgendaItem.objects.get().affected.count() == 2


def test_an_organisation_that_does_not_exist_is_refused(world, sign_in):
    planned(world)
    answer = sign_in(world.secretary).post(NEW_ITEM, A_LEASE | {"affected": ["body:999999"]})
    assert answer.status_code == 400
    assert "Your choice is no longer offered" in answer.text
    assert not AgendaItem.objects.exists()
