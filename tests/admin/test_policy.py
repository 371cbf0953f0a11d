"""The Content-Security-Policy: strict everywhere, and what the admin's theme needs there."""

import pytest
from django.test import Client

STRICT_ELSEWHERE = ["/", "/photos/1/preview/x/", "/nothing/here/"]
ADMIN = ["/admin/", "/admin/login/", "/admin/logout/", "/admin/jsi18n/"]


def policy(client: Client, address: str) -> str:
    return client.get(address)["Content-Security-Policy"]


@pytest.mark.parametrize("address", STRICT_ELSEWHERE)
def test_outside_the_admin_nothing_is_inline_or_evaluated(client: Client, address: str) -> None:
    assert "unsafe" not in policy(client, address)
    assert "default-src 'none'" in policy(client, address)


@pytest.mark.parametrize("address", ADMIN)
def test_the_admin_has_what_its_theme_needs_and_no_inline_script(
    admin_client: Client, address: str
) -> None:
    directives = dict(
        part.strip().split(" ", 1) for part in policy(admin_client, address).split(";")
    )
    assert directives["script-src"] == "'self' 'unsafe-eval'"
    assert directives["style-src"] == "'self'"
    assert directives["style-src-attr"] == "'unsafe-inline'"
    assert directives["default-src"] == "'none'"
