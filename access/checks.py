"""Settings of the doors that would not do what they look like, each with what to do about it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info

from access.addresses import Proxies
from access.provider import is_on, is_safe
from access.rates import RATES, BadRate, rate_written


def rates_are_known(**_: Any) -> list[CheckMessage]:
    """SAMEFRAME_RATES names rates that there are, in a way that can be read."""
    found = []
    for name, text in settings.SAMEFRAME_RATES.items():
        if name not in RATES:
            found.append(_wrong_rate(f"there is no rate {name!r}"))
            continue
        try:
            rate_written(name, text)
        except BadRate as wrong:
            found.append(_wrong_rate(str(wrong)))
    return found


def _wrong_rate(problem: str) -> CheckMessage:
    known = ",".join(f"{name}={text}" for name, text in RATES.items())
    return Error(
        f"SAMEFRAME_RATES: {problem}.",
        hint=f"Name only those that shall differ from: {known}",
        id="sameframe.E010",
    )


def proxies_are_networks(**_: Any) -> list[CheckMessage]:
    """SAMEFRAME_TRUSTED_PROXIES names networks; whoever sits behind a proxy should."""
    found: list[CheckMessage] = []
    for written in settings.SAMEFRAME_TRUSTED_PROXIES:
        try:
            Proxies((written,))
        except ValueError as wrong:
            found.append(
                Error(
                    f"SAMEFRAME_TRUSTED_PROXIES: {wrong}.",
                    hint="Write addresses or networks with commas: 10.0.0.2,10.1.0.0/16; "
                    "unix for a proxy that calls through a socket.",
                    id="sameframe.E011",
                )
            )
    if settings.TRUST_PROXY and not settings.SAMEFRAME_TRUSTED_PROXIES:
        found.append(
            Info(
                "All callers look as if they came from the proxy, and share its rates.",
                hint="Name the proxy in SAMEFRAME_TRUSTED_PROXIES instead of TRUST_PROXY=1.",
                id="sameframe.I011",
            )
        )
    return found


def sign_on_is_whole(**_: Any) -> list[CheckMessage]:
    """Single sign-on has all it needs, and nothing set without it."""
    return [
        Error(problem, hint=hint, id="sameframe.E012")
        for is_wrong, problem, hint in _sign_on_problems()
        if is_wrong
    ]


def _sign_on_problems() -> list[tuple[bool, str, str]]:
    on = is_on()
    return [
        (
            on and not is_safe(settings.OIDC_ISSUER),
            f"SAMEFRAME_OIDC_ISSUER: {settings.OIDC_ISSUER!r} is not encrypted.",
            "Write it with https://, as the provider names itself.",
        ),
        (
            on and not settings.OIDC_RP_CLIENT_ID,
            "SAMEFRAME_OIDC_CLIENT_ID is missing.",
            "Register Sameframe with the provider; it gives out the id.",
        ),
        (
            on and not settings.OIDC_RP_CLIENT_SECRET,
            "SAMEFRAME_OIDC_CLIENT_SECRET is missing.",
            "Set it, or SAMEFRAME_OIDC_CLIENT_SECRET_FILE to a file that holds it.",
        ),
        (
            on and "openid" not in settings.OIDC_RP_SCOPES.split(),
            "SAMEFRAME_OIDC_SCOPES lacks openid.",
            "Write for instance: openid email profile",
        ),
        (
            not on and bool(settings.OIDC_RP_CLIENT_ID or settings.OIDC_RP_CLIENT_SECRET),
            "Single sign-on has a client, but no provider.",
            "Set SAMEFRAME_OIDC_ISSUER, or none of SAMEFRAME_OIDC_*.",
        ),
        (
            not on and not settings.SAMEFRAME_PASSWORD_LOGIN,
            "SAMEFRAME_PASSWORD_LOGIN=0 leaves nobody but superusers a way in.",
            "Set SAMEFRAME_OIDC_ISSUER as well, or leave passwords on.",
        ),
        (
            any(not (name and ours) for name, ours in settings.OIDC_GROUPS.items()),
            "SAMEFRAME_OIDC_GROUPS cannot be read.",
            "Write the provider's name=the group's name here, with commas.",
        ),
    ]
