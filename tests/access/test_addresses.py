"""Addresses: what callers write into headers changes nothing."""

import pytest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from access.addresses import address_of

CALLER, PROXY, OUTER = "203.0.113.9", "10.0.0.2", "192.0.2.1"


def seen(remote: str, forwarded: str = "") -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return address_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))


@pytest.mark.parametrize("forwarded", ["", "1.2.3.4", "1.2.3.4, 10.0.0.2", "::1", "nonsense", ","])
def test_without_trusted_proxies_no_header_counts(forwarded: str) -> None:
    assert seen(CALLER, forwarded) == CALLER
    assert seen("127.0.0.1", forwarded) == "127.0.0.1"


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        (CALLER, "1.2.3.4", CALLER),  # past the proxy
        (PROXY, CALLER, CALLER),
        (PROXY, f"1.2.3.4, {CALLER}", CALLER),  # the caller wrote the first one
        (PROXY, f"{OUTER}, {CALLER}", CALLER),
        (PROXY, f"1.2.3.4, {CALLER}, {OUTER}", CALLER),  # two proxies, one after the other
        (PROXY, f"1.2.3.4, {CALLER}, nonsense", PROXY),
        (PROXY, "", PROXY),
        (PROXY, "10.0.0.77", "10.0.0.77"),
        ("", CALLER, CALLER),
        ("::ffff:10.0.0.2", f"::ffff:{CALLER}", CALLER),
        (PROXY, "2001:DB8:0:0::1", "2001:db8::1"),
    ],
)
def test_behind_trusted_proxies_the_right_most_stranger_calls(
    settings: Settings, remote: str, forwarded: str, expected: str
) -> None:
    settings.SAMEFRAME_TRUSTED_PROXIES = ["10.0.0.0/24", OUTER, "unix"]
    assert seen(remote, forwarded) == expected


@pytest.mark.django_db
def test_only_a_trusted_proxy_says_that_it_was_https(settings: Settings, client: Client) -> None:
    settings.SAMEFRAME_TRUSTED_PROXIES = ["10.0.0.0/24"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True

    def status(remote: str) -> int:
        said = {"X-Forwarded-Proto": "https"}
        return client.get("/privacy/", headers=said, REMOTE_ADDR=remote).status_code

    assert (status(PROXY), status(CALLER)) == (200, 301)


@pytest.mark.django_db
def test_a_forged_header_is_no_way_around_the_login_waits(
    settings: Settings, client: Client
) -> None:
    settings.SAMEFRAME_RATES = {}
    sent = {"username": "laura", "password": "wrong"}
    statuses = [
        client.post(
            "/admin/login/", sent, REMOTE_ADDR=CALLER, HTTP_X_FORWARDED_FOR=f"1.2.3.{number}"
        ).status_code
        for number in range(6)
    ]
    assert statuses == [200] * 5 + [429]
