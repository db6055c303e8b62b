"""Where a request comes from, as far as that can be known."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# What one household or office is given of IPv6: who owns one of its addresses owns all of them.
HOME = 64


def address_of(request: HttpRequest) -> str:
    """The sender's address: behind a proxy the last that it wrote down, for whatever stands before is hearsay."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def origin_of(request: HttpRequest) -> str | None:
    """The address that limits count by: IPv4 as it is, of IPv6 the network; None where it is no address at all."""
    try:
        address = ip_address(address_of(request).partition("%")[0])
    except ValueError:
        return None
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), HOME), strict=False).network_address)
