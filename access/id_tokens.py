"""Reading an ID token: everything that OpenID Connect asks to be checked (Core, 3.1.3.7)."""

from __future__ import annotations

import hmac
from typing import Any

import jwt

from access.provider import Provider, SignOnFailed, keys_of

ALGORITHMS = {"RS256": "RSA", "ES256": "EC"}  # with the kind of key; never a shared secret
CLOCKS_DIFFER = 30  # seconds
REQUIRED = ["iss", "sub", "aud", "exp", "iat"]
LONGEST_SUBJECT = 255


def claims_of(token: object, one: Provider, client_id: str, nonce: str) -> dict[str, Any]:
    """What the provider signed for us, in answer to this very request. Raises SignOnFailed."""
    try:
        header = jwt.get_unverified_header(str(token or ""))
        key = signing_key(header, one)
        claims: dict[str, Any] = jwt.decode(
            str(token),
            key,
            algorithms=[header["alg"]],
            audience=client_id,
            issuer=one.issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": REQUIRED},
        )
    except jwt.ExpiredSignatureError as error:
        raise SignOnFailed("token has expired") from error
    except jwt.InvalidAudienceError as error:
        raise SignOnFailed("token is for somebody else") from error
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise SignOnFailed("token is not trusted") from error
    check_receiver(claims, client_id)
    if not (nonce and hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())):
        raise SignOnFailed("token answers another request")
    if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise SignOnFailed("token names nobody")
    return claims


def check_receiver(claims: dict[str, Any], client_id: str) -> None:
    """A token for several must say that it was made for us. Raises SignOnFailed."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else client_id) != client_id:
        raise SignOnFailed("token is for somebody else")


def signing_key(header: dict[str, Any], one: Provider) -> jwt.PyJWK:
    """The key that a token says it was signed with, new ones included. Raises SignOnFailed."""
    kind = ALGORITHMS.get(str(header.get("alg")))
    if kind is None:
        raise SignOnFailed("token is signed in a way that is not taken")
    for anew in (False, True):
        for key in keys_of(one, anew=anew).keys:
            named = header.get("kid") in (None, key.key_id)
            if named and key.key_type == kind and key.public_key_use in (None, "sig"):
                return key
    raise SignOnFailed("token is signed with an unknown key")
