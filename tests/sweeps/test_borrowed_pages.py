"""Every page of the libraries (allauth): what the public and people in posts are answered.

There is one way to sign in. Django's own administration is not mounted: its sign-in page knows neither the second step
nor the limits on tries, and its forms would write past the actions.
"""

import pytest
from django.urls import reverse

from tests.sweeps.asking import BORROWED, addresses, ask

SIGNED_IN = ("representative", "governance_officer", "regional_officer")
# Addresses with something in them; nobody has such a key, provider or object.
FILLED = {
    "account_confirm_email": {"key": "no-such-key"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "no-such-key"},
    "openid_connect_callback": {"provider_id": "nobody"},
    "openid_connect_login": {"provider_id": "nobody"},
}
# Addresses without a name, by their pattern.
UNNAMED = {
    "social/connections/": "/accounts/social/connections/",
    "social/login/cancelled/": "/accounts/social/login/cancelled/",
    "social/login/error/": "/accounts/social/login/error/",
    "social/signup/": "/accounts/social/signup/",
}
OPEN = (200, 405, 200, 405)
NEEDS_SIGN_IN = (302, 302, 200, 200)
NOT_NOW = (302, 302, 302, 302)
NOTHING = (404, 404, 404, 404)
NO_SUCH_FACTOR = (302, 302, 404, 404)
MOVED = (301, 301, 301, 301)
# Name: what the public is answered to GET and POST, then what people in posts are.
ANSWERS = {
    "account_change_password": NOT_NOW,
    "account_confirm_email": (200, 404, 200, 404),
    "account_confirm_login_code": NOT_NOW,
    "account_email": NOTHING,
    "account_email_verification_sent": OPEN,
    "account_inactive": OPEN,
    "account_login": (200, 200, 302, 302),
    "account_logout": (302, 302, 200, 302),
    "account_reauthenticate": (302, 302, 403, 403),
    "account_reset_password": (200, 200, 200, 200),
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": (200, 200, 200, 200),
    "account_reset_password_from_key_done": OPEN,
    "account_set_password": NEEDS_SIGN_IN,
    "account_signup": (200, 200, 302, 302),
    "mfa_activate_totp": NEEDS_SIGN_IN,
    "mfa_authenticate": NOT_NOW,
    "mfa_deactivate_totp": NO_SUCH_FACTOR,
    "mfa_download_recovery_codes": NO_SUCH_FACTOR,
    "mfa_generate_recovery_codes": NEEDS_SIGN_IN,
    "mfa_index": (302, 302, 200, 405),
    "mfa_reauthenticate": (302, 302, 403, 403),
    "mfa_view_recovery_codes": (302, 302, 404, 405),
    "openid_connect_callback": NOTHING,
    "openid_connect_login": NOTHING,
    "social/connections/": MOVED,
    "social/login/cancelled/": MOVED,
    "social/login/error/": MOVED,
    "social/signup/": MOVED,
    "socialaccount_connections": NEEDS_SIGN_IN,
    "socialaccount_login_cancelled": OPEN,
    "socialaccount_login_error": (401, 405, 401, 405),
    "socialaccount_signup": NOT_NOW,
}
NAMES = sorted(name for name in addresses() if name.startswith(BORROWED))


def address_of(name: str) -> str:
    return UNNAMED.get(name) or reverse(name, kwargs=FILLED.get(name))


def nothing(world):
    return {}


def test_every_page_has_its_answers():
    assert sorted(ANSWERS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_borrowed_pages(name, country):
    public_get, public_post, get, post = ANSWERS.get(name, NOT_NOW)
    address, wrong = address_of(name), []
    with country.arranged(nothing):
        for role in ("public", *SIGNED_IN):
            expected = {
                "GET": public_get if role == "public" else get,
                "POST": public_post if role == "public" else post,
            }
            for method, status in expected.items():
                answered = ask(country.client(role), method, address, None)
                if answered != status:
                    wrong.append(f"{method} {address} as {role}: answered {answered}, expected {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/shared/person/1/change/"])
def test_there_is_no_second_way_to_sign_in(address, country):
    with country.arranged(nothing):
        for role in ("public", *SIGNED_IN, "steward"):
            client = country.client(role)
            assert [client.get(address).status_code, client.post(address, {}).status_code] == [404, 404], role
