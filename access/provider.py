"""What the company's login says of itself: its addresses and the keys it signs with."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings

if TYPE_CHECKING:
    import jwt  # it and requests take a tenth of every start, for single sign-on alone

BACKEND = "access.sign_on.SignOnBackend"  # of accounts that come in this way
DISCOVERY = "/.well-known/openid-configuration"
KEPT_SECONDS = 3_600
AGAIN_AFTER = 30  # seconds: an unknown key may be a new one, but isn't asked for more often
ON_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class SignOnFailed(Exception):
    """Single sign-on did not work; `reason` is a word for the log and the trail, never a claim.

    `subject` is who they are to the provider, where that much was certain.
    """

    def __init__(self, reason: str, subject: str = "") -> None:
        self.reason, self.subject = reason, subject
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Provider:
    """The addresses of an OpenID provider; "" for those that it need not have."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    end_session_endpoint: str = ""
    takes_secret_in_body: bool = False  # or else in the Authorization header


@dataclass(frozen=True, slots=True)
class Kept:
    """Something fetched, and when (seconds of the process's clock)."""

    value: Any
    at: float


_kept: dict[str, Kept] = {}


def is_on() -> bool:
    """Whether single sign-on is switched on."""
    return bool(settings.OIDC_ISSUER)


def forget() -> None:
    """Ask anew next time."""
    _kept.clear()


def provider() -> Provider:
    """The configured provider, asked once an hour. Raises SignOnFailed."""
    address = settings.OIDC_ISSUER.rstrip("/") + DISCOVERY
    found: Provider = kept(address, KEPT_SECONDS, lambda: described(fetched(address)))
    return found


def keys_of(one: Provider, *, anew: bool = False) -> jwt.PyJWKSet:
    """The keys that a provider signs with. Raises SignOnFailed."""
    seconds = AGAIN_AFTER if anew else KEPT_SECONDS
    found: jwt.PyJWKSet = kept(one.jwks_uri, seconds, lambda: key_set(fetched(one.jwks_uri)))
    return found


def kept(address: str, seconds: float, fetch: Any) -> Any:
    """What was fetched less than so many seconds ago, or is fetched now."""
    now = time.monotonic()
    one = _kept.get(address)
    if one is None or now - one.at > seconds:
        one = _kept[address] = Kept(fetch(), now)
    return one.value


def fetched(address: str) -> dict[str, Any]:
    """The JSON object at an address. Raises SignOnFailed."""
    import requests

    try:
        response = requests.get(address, timeout=settings.OIDC_TIMEOUT, allow_redirects=False)
        response.raise_for_status()
        document = response.json()
    except requests.RequestException as error:
        raise SignOnFailed("provider is away") from error
    if response.is_redirect or not isinstance(document, dict):
        raise SignOnFailed("provider is not understood")
    return document


def described(document: dict[str, Any]) -> Provider:
    """A provider by its own description. Raises SignOnFailed."""
    try:
        one = Provider(
            issuer=document["issuer"],
            authorization_endpoint=document["authorization_endpoint"],
            token_endpoint=document["token_endpoint"],
            jwks_uri=document["jwks_uri"],
            userinfo_endpoint=document.get("userinfo_endpoint") or "",
            end_session_endpoint=document.get("end_session_endpoint") or "",
            takes_secret_in_body="client_secret_post"
            in document.get("token_endpoint_auth_methods_supported", ()),
        )
    except KeyError as missing:
        raise SignOnFailed("provider is not understood") from missing
    if one.issuer.rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
        raise SignOnFailed("provider has another name")
    if not all(is_safe(one_of) for one_of in (one.token_endpoint, one.jwks_uri)):
        raise SignOnFailed("provider is not encrypted")
    return one


def key_set(document: dict[str, Any]) -> jwt.PyJWKSet:
    """Keys as they are published. Raises SignOnFailed."""
    import jwt

    try:
        return jwt.PyJWKSet.from_dict(document)
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise SignOnFailed("provider's keys are not understood") from error


def is_safe(address: str) -> bool:
    """Whether nobody on the way can read or change what is said there."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in ON_THIS_MACHINE
