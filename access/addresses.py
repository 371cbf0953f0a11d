"""From which address a request comes, and what is kept of it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from hmac import digest
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNIX = "unix"  # among trusted proxies: one that calls through a socket, which has no address
HASH_LENGTH = 20  # hex digits: 80 bits
IPV6_SITE = 64  # bits: one customer's network, within which addresses cost nothing


class Proxies:
    """The proxies whose X-Forwarded-For counts."""

    def __init__(self, written: tuple[str, ...]) -> None:
        """Networks ("10.0.0.0/8"), addresses, or "unix". Raises ValueError."""
        self._unix = UNIX in written
        self._networks = [ip_network(one) for one in written if one != UNIX]

    def trusts(self, address: str) -> bool:
        """Whether this is one of them; what is no address is nobody."""
        if address == "":
            return self._unix
        found = as_address(address)
        return found is not None and any(found in network for network in self._networks)


@cache
def proxies_of(written: tuple[str, ...]) -> Proxies:
    """The proxies that a setting names."""
    return Proxies(written)


def address_of(request: HttpRequest) -> str:
    """The caller's address: the connection's, or where that is a trusted proxy's, the right-most
    of X-Forwarded-For that is not one. What callers write into the header changes nothing."""
    proxies = proxies_of(tuple(settings.SAMEFRAME_TRUSTED_PROXIES))
    address = str(request.META.get("REMOTE_ADDR", ""))
    if not proxies.trusts(address):
        return plain(address)
    for named in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        found = as_address(named.strip())
        if found is None:  # nobody but a caller writes such a thing
            break
        address = str(found)
        if not proxies.trusts(address):
            break
    return address


def as_address(text: str) -> IPv4Address | IPv6Address | None:
    """The address that is written, an IPv4 one as such; None for anything else."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def plain(text: str) -> str:
    """An address in its one spelling, or what stands there."""
    return str(as_address(text) or text)


def address_key(address: str) -> str:
    """What is kept of an address: a keyed hash, of IPv6 that of its network of 64 bits."""
    found = as_address(address)
    if isinstance(found, IPv6Address):
        return keyed(str(IPv6Network((found.packed, IPV6_SITE), strict=False)))
    return keyed(address)


def keyed(text: str) -> str:
    """A hash that nobody can look up without the site's key."""
    key = sha256(b"sameframe.access" + settings.SECRET_KEY.encode()).digest()
    hashed: bytes = digest(key, text.encode("utf-8", "surrogatepass"), "sha256")
    return hashed.hex()[:HASH_LENGTH]
