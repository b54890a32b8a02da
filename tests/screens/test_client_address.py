"""From which address a request came: a header is believed only from the proxies that the installation names."""

from ipaddress import ip_network

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from cocommission.shared.addresses import client_address

PROXY = "172.18.0.1"


@pytest.mark.parametrize(
    ("trusted", "asked_from", "header", "found"),
    [
        ([], "192.0.2.9", "198.51.100.1", "192.0.2.9"),  # nobody is trusted
        ([], PROXY, "198.51.100.1", PROXY),
        (["172.16.0.0/12"], "192.0.2.9", "198.51.100.1", "192.0.2.9"),  # not from a proxy: the header is a lie
        (["172.16.0.0/12"], PROXY, None, PROXY),
        (["172.16.0.0/12"], PROXY, "198.51.100.1", "198.51.100.1"),
        (["172.16.0.0/12"], PROXY, "203.0.113.7, 198.51.100.1", "198.51.100.1"),  # what stands before it was sent along
        (["172.16.0.0/12", "10.1.0.0/16"], PROXY, "203.0.113.7, 198.51.100.1, 10.1.2.3", "198.51.100.1"),
        (["172.16.0.0/12"], PROXY, "198.51.100.1, unknown", PROXY),
        (["172.16.0.0/12"], PROXY, "172.20.0.5", "172.20.0.5"),
        (["172.16.0.0/12"], PROXY, "::ffff:198.51.100.1", "198.51.100.1"),
        (["fd00::/8"], "fd00::1", "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ([], "2001:db8:1:2:bbbb::1", None, "2001:db8:1:2::/64"),
        ([], "", "198.51.100.1", ""),
        (["172.16.0.0/12"], "", "198.51.100.1", ""),
    ],
)
def test_the_address_that_asked(settings, trusted, asked_from, header, found):
    settings.TRUSTED_PROXIES = [ip_network(one) for one in trusted]
    headers = {"X-Forwarded-For": header} if header is not None else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=asked_from, headers=headers)) == found


def test_failed_sign_ins_are_counted_by_the_address_behind_the_proxy(client, world, settings):
    """The library forgives a number of failures from one address; nobody else behind the proxy pays for them."""
    settings.TRUSTED_PROXIES = [ip_network("172.16.0.0/12")]
    cache.clear()
    guesser, other = {"X-Forwarded-For": "198.51.100.1"}, {"X-Forwarded-For": "198.51.100.2"}
    answers = [
        client.post(
            "/accounts/login/",
            {"login": f"guess{n}@example.invalid", "password": "wrong"},
            REMOTE_ADDR=PROXY,
            headers=guesser,
        ).status_code
        for n in range(40)
    ]
    assert answers[-1] == 429
    fresh = client.post(
        "/accounts/login/", {"login": "x@example.invalid", "password": "y"}, REMOTE_ADDR=PROXY, headers=other
    )
    assert fresh.status_code == 200
    cache.clear()
