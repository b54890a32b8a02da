"""The frame around every page, and the pages that belong to no single step."""

import pytest
from django.urls import reverse

PUBLIC = ["home", "rules", "glossary", "accessibility", "privacy", "status"]


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_answer(client, world, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert b"Skip to main content" in response.content


def test_tasks_need_somebody_signed_in(client, world):
    response = client.get("/tasks/")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_header_shows_person_and_organisation_in_hand(client, world):
    client.force_login(world.officer)
    page = client.get("/tasks/").content.decode()
    assert "Olive Officer" in page
    assert "NHS Medway CCG" in page
    assert "Sign out" in page
