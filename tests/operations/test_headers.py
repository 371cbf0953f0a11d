"""Every answer of every address carries the headers, whatever its status."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import get_resolver, path
from pytest_django.fixtures import Settings

from config.colours import sheet
from config.csp import ADMIN
from config.settings import SECURE_REDIRECT_EXEMPT
from photos.models import Outcome
from tests import factories
from tests.api.test_every_address import addresses

ALWAYS = {
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin", "cross-origin"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Strict-Transport-Security": {"max-age=31536000; includeSubDomains; preload"},
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY", "SAMEORIGIN"},
}
LOOSER = {"'unsafe-eval'": "script-src", "'unsafe-inline'": "style-src-attr"}


@pytest.fixture(autouse=True)
def https(settings: Settings) -> None:
    """As in an installation with TLS."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


def read(response: HttpResponseBase) -> None:
    """Take all of a stream, which ends it; closing it would end the test's connection too."""
    if response.streaming:
        for _ in response:
            pass


def faults(response: HttpResponseBase, address: str) -> list[str]:
    """What is missing or too loose on one answer."""
    found = [
        f"{address}: {response.status_code} {name}={response.headers.get(name)}"
        for name, values in ALWAYS.items()
        if response.headers.get(name) not in values
    ]
    policy = response.headers.get("Content-Security-Policy", "")
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    if directives.get("default-src") != "'none'":
        found.append(f"{address}: {response.status_code} {policy}")
    if "camera=()" not in response.headers.get("Permissions-Policy", ""):
        found.append(f"{address}: {response.status_code} without Permissions-Policy")
    for word, place in LOOSER.items():
        where = {name for name, values in directives.items() if word in values}
        if where - ({place} if address.startswith("/admin/") else set()):
            found.append(f"{address}: {response.status_code} {word}")
    return found


@pytest.mark.django_db
def test_every_address_of_the_site_has_them(admin_client: Client) -> None:
    factories.judged_photo(factories.person("e1021"), Outcome.RETAKE, 24, id=1)
    stranger = Client(raise_request_exception=False)
    admin_client.raise_request_exception = False
    found: list[str] = []
    seen: set[int] = set()
    for name, address in addresses(get_resolver()):
        if name == "admin:logout":
            continue  # the rest of the way goes on as somebody
        for client in (stranger, admin_client):
            response = client.get(address, secure=True)
            seen.add(response.status_code)
            found += faults(response, address)
            assert response.status_code < 500, address
            read(response)
    assert found == []
    assert {200, 302, 401, 403, 404, 405} <= seen


@pytest.mark.django_db
def test_refusals_before_any_page_have_them_too(settings: Settings) -> None:
    strict = Client(enforce_csrf_checks=True)
    answers = {
        "/static/photos/icon.svg": strict.get("/static/photos/icon.svg", secure=True),
        "/nothing/": strict.get("/nothing/", secure=True),
        "/api/nothing/": strict.get("/api/nothing/", secure=True),
        "of another host": strict.get("/", secure=True, headers={"Host": "elsewhere.example"}),
        "without its secret": strict.post("/admin/login/", secure=True),
        "too large": strict.post("/", b"x" * 70_000, content_type="text/plain", secure=True),
    }
    settings.SECURE_HSTS_SECONDS = 31_536_000
    read(answers["/static/photos/icon.svg"])
    assert [one.status_code for one in answers.values()] == [200, 404, 404, 400, 403, 413]
    assert [fault for name, one in answers.items() for fault in faults(one, name)] == []
    assert strict.get("/nothing/")["Location"].startswith("https://")
    assert strict.get("/livez").status_code == 200  # a balancer's probe comes without TLS
    assert len(SECURE_REDIRECT_EXEMPT) == 3


# --- pages that fail --------------------------------------------------------


def failing(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


FAILURES = {
    "bug": (ValueError("secret"), 500),
    "away": (OperationalError("secret"), 503),
    "full": (OSError(28, "secret"), 507),
    "odd": (SuspiciousOperation("secret"), 400),
    "denied": (PermissionError("secret"), 500),
}
urlpatterns = [
    path(f"{start}{name}/", failing(error))
    for name, (error, _) in FAILURES.items()
    for start in ("", "api/")
]
handler400 = "config.failures.bad_request"
handler403 = "config.failures.permission_denied"
handler404 = "config.failures.not_found"
handler500 = "config.failures.server_error"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("name", FAILURES)
def test_a_page_that_fails_says_so_in_words_and_under_the_same_policy(name: str) -> None:
    client = Client(raise_request_exception=False)
    page, answer = (client.get(f"{start}/{name}/", secure=True) for start in ("", "/api"))
    assert page.status_code == answer.status_code == FAILURES[name][1]
    assert faults(page, "a page") + faults(answer, "the API") == []
    assert page.headers.get("Retry-After") == ("5" if name == "away" else None)
    text = page.content.decode()
    assert "secret" not in text + answer.content.decode()
    assert "style=" not in text
    assert "<style" not in text
    assert "<script" not in text
    (error,) = answer.json()["errors"]
    assert error["detail"].endswith(".")


def test_the_admins_exceptions_are_these_two_and_no_inline_script() -> None:
    assert ADMIN["script-src"] == ["'self'", "'unsafe-eval'"]
    assert ADMIN["style-src-attr"] == ["'unsafe-inline'"]
    assert ADMIN["style-src"] == ["'self'"]


def test_the_style_sheet_holds_the_themes_colours() -> None:
    request = RequestFactory().get("/admin/")
    written = Path(str(finders.find("config/colours.css"))).read_text()
    theme: Any = admin.site
    assert written == sheet(theme._get_colors("COLORS", request))


def test_every_test_that_the_threat_model_names_is_there() -> None:
    root = site_settings.BASE_DIR
    rows = [line for line in (root / "SECURITY.md").read_text().splitlines() if "`tests/" in line]
    assert len(rows) > 20
    for row in rows:
        folder = ""
        for name in re.findall(r"`(tests/[a-z_/]*(?:\.py)?|test_[a-z_]+\.py)`", row):
            folder = name.rpartition("/")[0] if name.startswith("tests/") else folder
            place = root / (name if name.startswith("tests/") else f"{folder}/{name}")
            assert place.exists(), row
