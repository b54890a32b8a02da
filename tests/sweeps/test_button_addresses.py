"""The address of a button, opened as a page: who loads a refused form again, or has an old link, sees words."""

import pytest
from django.urls import reverse

from tests.sweeps.resending import SENT, doer

ONCE = list({case.name: case for case in SENT}.values())


@pytest.mark.parametrize("case", ONCE, ids=lambda case: case.name)
def test_opening_the_address_of_a_form_gives_a_page(case, country):
    with country.arranged(case.arguments) as (_, arguments):
        given = country.client(doer(case)).get(reverse(case.name, kwargs=arguments))
    assert given.content or given.status_code in (301, 302), f"{given.status_code} and nothing to read"
    if given.status_code == 405:
        assert "Nothing was recorded" in given.content.decode()
        assert given["Allow"]
