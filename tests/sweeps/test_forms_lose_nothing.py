"""No form swallows what was sent, and none loses it when the session has ended.

Each form of the role matrix that can be filled in is sent with an answer that it does not ask, with a choice that it
does not offer, by somebody whose session ended, and with a stale token: the first two are refused by name, the third is
there to be sent after signing in, the last at once. Nothing is recorded of any.
"""

from typing import Any

import pytest
from django.urls import resolve, reverse
from django.utils.html import escape

from cocommission.shared.forms.carried import CARRIED
from cocommission.shared.views.sending import records_something
from cocommission.shared.views.typed import STALE
from tests.browser import Browser
from tests.forms import PageForm
from tests.sweeps.resending import OWN_COMPARISON, SENT, TYPED, doer, drawn, filled_in, prepare, rows

GONE = "Somebody who left"
NO_CHOICE = "987654321"
HERE = {"Sec-Fetch-Site": "same-origin"}
STALE_TOKEN = "x" * 64


def chosen_wrong(form: PageForm, sent: dict[str, Any]) -> dict[str, Any] | None:
    """The same with one choice that is not offered; None where nothing is chosen."""
    for name, values in form.choices.items():
        if name in sent and values != ["on"]:
            return {**sent, name: [NO_CHOICE] if isinstance(sent[name], list) else NO_CHOICE}
    return None


@pytest.mark.parametrize("case", SENT, ids=lambda case: case.name)
def test_what_no_longer_fits_is_named_and_what_was_sent_signed_out_is_there(case, country):
    if case.name in OWN_COMPARISON:
        pytest.skip("its choices are frozen with the roll, and nothing that was typed there is kept")
    with country.arranged(case.arguments) as (world, arguments):
        address, role = reverse(case.name, kwargs=arguments), doer(case)
        client = country.client(role)
        prepare(case.name, client, address)
        form = drawn(client, address)
        sent, before = form.with_data(filled_in(case, world)), rows()
        sent_signed_out(address, sent)
        sent_with_a_stale_token(country.client(role), address, form, sent)
        assert rows() == before, f"{address}: recorded for somebody who was signed out, or with a stale token"
        if not form.texts and not form.choices:
            return
        refused = client.post(address, {**sent, "who_was_here": GONE})
        assert refused.status_code == 409, f"{address}: an answer that is not asked"
        assert f"no longer asks for “Who was here”, so your answer “{GONE}”" in refused.content.decode()
        wrong = chosen_wrong(form, sent)
        if wrong is not None:
            refused = client.post(address, wrong)
            page = refused.content.decode()
            assert refused.status_code in (400, 409), f"{address}: {wrong}"
            assert "Select a valid choice" not in page
            assert "no longer" in page, f"{address}: {wrong} is not refused by name"
        if form.texts and not hasattr(resolve(address).func, "is_secret"):
            typed_again(country, role, address, {**sent, form.texts[0]: TYPED})
        assert rows() == before, f"{address}: something was recorded"


def sent_signed_out(address: str, sent: dict[str, Any]) -> Browser:
    """A browser that sent the form after its session had ended: it is led to sign in, also where anybody may send."""
    away = Browser()
    sent = {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}
    answer = away.post(address, sent, headers=HERE)
    assert answer.status_code == 302, f"{address}: sent signed out"
    assert answer["Location"].startswith("/accounts/login/"), f"{address}: sent signed out"
    return away


def sent_with_a_stale_token(client: Browser, address: str, form: PageForm, sent: dict[str, Any]) -> None:
    """Sends the form with a token from before signing in: it comes back as it was typed, where that may be kept."""
    view = resolve(address).func
    typed = {form.texts[0]: TYPED} if form.texts else {}
    answer = client.post(address, {**sent, **typed, "csrfmiddlewaretoken": STALE_TOKEN}, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 403, f"{address}: sent with a stale token"
    if hasattr(view, "is_secret"):
        assert TYPED not in page, f"{address}: what is secret is shown"
        return
    assert escape(STALE) in page, f"{address}: it is not said"
    assert TYPED in page or not typed, f"{address}: what was typed is lost"
    if form.texts and not records_something(view):
        assert CARRIED in form.fields, f"{address}: its page carries nothing of the pages before"


def typed_again(country: Any, role: str, address: str, sent: dict[str, Any]) -> None:
    """Sends the form signed out, signs in, and looks for what was typed."""
    away = sent_signed_out(address, sent)
    away.force_login(country.people[role])
    page = away.get(address).content.decode()
    assert TYPED in page, f"{address}: what was typed is lost"
    assert "You were signed out before this form was sent" in page, f"{address}: it is not said"
