"""From which network address a request came: what limits on tries count by."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

CUSTOMER = 64  # bits of an IPv6 address: whoever has one address has all that begin with them


def client_address(request: HttpRequest) -> str:
    """Who asked: an IPv4 address or an IPv6 network; empty where the web server knows none (a Unix socket).

    Anybody can write an X-Forwarded-For header, so it is read from its end, where the nearest proxy wrote, and only as
    long as the address that wrote is one of TRUSTED_PROXIES. Without that setting it is never read.
    """
    said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.TRUSTED_PROXIES else []
    found: IPv4Address | IPv6Address | None = None
    for words in (request.META.get("REMOTE_ADDR", ""), *reversed(said)):
        address = _address(words.strip())
        if address is None:  # no proxy writes this: the one before it is as far as we know
            break
        found = address
        if not any(address in network for network in settings.TRUSTED_PROXIES):
            break
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, CUSTOMER), strict=False))
    return str(found or "")


def _address(words: str) -> IPv4Address | IPv6Address | None:
    """The address, an IPv4 one in IPv6 clothes (::ffff:192.0.2.1) as itself; None for anything else."""
    try:
        address = ip_address(words)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
