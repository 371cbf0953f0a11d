"""Where requests may go: to the internet, and to those private places alone that are listed.

Whoever may make an endpoint could otherwise let this server knock at the doors of the network
that it stands in: other servers' admin pages, the cloud's own address for keys.
"""

from __future__ import annotations

import ipaddress
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

type Address = IPv4Address | IPv6Address
type Network = IPv4Network | IPv6Network

NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: ends with an IPv4 address
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class AddressRefused(Exception):
    """A host that leads to a place where nothing is sent."""


def checked_address(text: str) -> str:
    """An endpoint's address as somebody typed it. Raises ValidationError."""
    parts = _parts(text.strip())
    if parts is None or not parts.hostname or parts.fragment:
        raise ValidationError(_("Write a whole address, like https://hooks.example/photos."))
    if parts.username is not None or parts.password is not None:
        raise ValidationError(_("Leave the name and password out: the signature shows who asks."))
    is_local = settings.DEBUG and parts.hostname in LOOPBACK
    if parts.scheme != "https" and not (parts.scheme == "http" and is_local):
        raise ValidationError(_("The address must begin with https://."))
    return parts.geturl()


def places_of(host: str, port: int) -> list[Address]:
    """The IP addresses of a host, looked up now and all found harmless: connect to these and to
    no others, as a second look-up may answer otherwise. Raises AddressRefused, OSError."""
    found = [
        ipaddress.ip_address(str(place[0]).partition("%")[0])
        for *_kind, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ]
    if not is_listed_host(host) and not all(map(is_open, found)):
        raise AddressRefused
    return found


def is_open(address: Address) -> bool:
    """Whether anybody on the internet could go there, or the settings list it."""
    if any(address in network for network in listed_networks()):
        return True
    if settings.DEBUG and address.is_loopback:
        return True
    inner = _inner(address)
    is_of_a_site = isinstance(address, IPv6Address) and address.is_site_local  # fec0::/10
    if is_of_a_site or address.is_multicast:
        return False
    return address.is_global and (inner is None or is_open(inner))


def is_listed_host(host: str) -> bool:
    """Whether the settings list it by name: then it may lead anywhere."""
    return host.lower() in {entry.lower() for entry in settings.SAMEFRAME_WEBHOOK_PRIVATE}


def listed_networks() -> list[Network]:
    """The networks and addresses that the settings list."""
    found = map(as_network, settings.SAMEFRAME_WEBHOOK_PRIVATE)
    return [network for network in found if network is not None]


def as_network(entry: str) -> Network | None:
    """The network or single address that is written so; None for anything else, as a name."""
    try:
        return ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return None


def _inner(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads on to."""
    if not isinstance(address, IPv6Address):
        return None
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _parts(text: str) -> SplitResult | None:
    """The parts of an address that can be one."""
    try:
        parts = urlsplit(text)
        _port = parts.port
    except ValueError:
        return None
    is_plain = text.isascii() and text.isprintable() and " " not in text
    return parts if is_plain else None
