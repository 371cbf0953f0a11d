"""Settings that would not do what they look like stop the start, and say what to write."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings

from access.checks import proxies_are_networks, rates_are_known, sign_on_is_whole

ON = {
    "OIDC_ISSUER": "https://login.example.com",
    "OIDC_RP_CLIENT_ID": "sameframe",
    "OIDC_RP_CLIENT_SECRET": "secret",
}


def ids(settings: Settings, **changed: Any) -> list[str | None]:
    """The ids of what is told about these settings."""
    for name, value in changed.items():
        setattr(settings, name, value)
    told = [*rates_are_known(), *proxies_are_networks(), *sign_on_is_whole()]
    assert all(one.hint for one in told)
    return [one.id for one in told]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"SAMEFRAME_RATES": {"login": "5"}}, ["sameframe.E010"]),
        ({"SAMEFRAME_RATES": {"logins": "5/min"}}, ["sameframe.E010"]),
        ({"SAMEFRAME_TRUSTED_PROXIES": ["10.0.0.0/8", "unix", "::1"]}, []),
        ({"SAMEFRAME_TRUSTED_PROXIES": ["nginx"]}, ["sameframe.E011"]),
        ({"TRUST_PROXY": True}, ["sameframe.I011"]),
        (ON, []),
        (ON | {"OIDC_ISSUER": "http://login.example.com"}, ["sameframe.E012"]),
        (ON | {"OIDC_ISSUER": "http://127.0.0.1:8080"}, []),
        (ON | {"OIDC_ISSUER": ""}, ["sameframe.E012"]),
        (ON | {"OIDC_RP_CLIENT_ID": ""}, ["sameframe.E012"]),
        (ON | {"OIDC_RP_CLIENT_SECRET": ""}, ["sameframe.E012"]),
        (ON | {"OIDC_RP_SCOPES": "email"}, ["sameframe.E012"]),
        (ON | {"OIDC_GROUPS": {"hr": ""}}, ["sameframe.E012"]),
        (ON | {"SAMEFRAME_PASSWORD_LOGIN": False}, []),
        ({"SAMEFRAME_PASSWORD_LOGIN": False}, ["sameframe.E012"]),
    ],
)
def test_what_is_told(settings: Settings, changed: dict[str, Any], expected: list[str]) -> None:
    assert ids(settings, **changed) == expected
