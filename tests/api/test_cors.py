"""Pages of other origins: the named ones read the directory, nobody gets further."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests import factories
from tests.api.callers import caller

pytestmark = pytest.mark.django_db

NAMED = "https://intranet.example.com"
OTHER = "https://elsewhere.example.com"
OPEN = [
    "/api/v1/people/",
    "/api/v1/people/e1001/",
    "/api/v1/people/e1001/photo/",
    "/api/v1/people/?changed_since=1970-01-01T00:00:00Z",
    "/api/v1/departments/",
    "/pictures/abc/directory-240",
]
CLOSED = [
    "/admin/",
    "/admin/login/",
    "/",
    "/api/docs/",
    "/api/v1/people/e1001/photos/",
    "/api/v1/photos/1/",
    "/api/v1/photos/1/review/",
    "/api/v1/read-tokens/",
    "/api/v1/checks/",
    "/api/v1/standards/",
    "/photos/1/preview/x/",
    "/intranet/token",
]


@pytest.fixture(autouse=True)
def named_origin(settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = [NAMED]
    settings.CORS_URLS_REGEX = settings.READABLE_ELSEWHERE


def ask(path: str, origin: str, method: str = "GET") -> Any:
    """What a browser asks before a script of that origin may send a token."""
    wanted = {"Origin": origin, "Access-Control-Request-Method": method}
    wanted["Access-Control-Request-Headers"] = "authorization,if-none-match"
    return Client().options(path, headers=wanted)


def allowances(answer: Any) -> set[str]:
    return {name for name in answer.headers if name.lower().startswith("access-control-")}


@pytest.mark.parametrize("path", OPEN)
def test_a_named_origin_may_read_with_a_token(path: str) -> None:
    answer = ask(path, NAMED)
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == NAMED
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    allowed = answer["Access-Control-Allow-Headers"]
    assert allowed == "authorization, if-none-match, if-modified-since"
    assert "Access-Control-Allow-Credentials" not in answer


@pytest.mark.parametrize("path", OPEN)
def test_another_origin_may_not(path: str) -> None:
    for origin in (OTHER, "null", f"{NAMED}:8443", NAMED.replace("https", "http")):
        assert allowances(ask(path, origin)) == set(), origin


@pytest.mark.parametrize("path", CLOSED)
def test_nothing_else_is_open_to_anybody(path: str, admin_client: Client) -> None:
    assert allowances(ask(path, NAMED)) == set()
    assert allowances(ask(path, NAMED, "POST")) == set()
    assert allowances(admin_client.get(path, headers={"Origin": NAMED})) == set()


def test_the_answer_itself_is_readable_with_its_validators(intranet: APIClient) -> None:
    factories.person("e1001")
    answer = intranet.get("/api/v1/people/", headers={"Origin": NAMED})
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == NAMED
    assert answer["Access-Control-Expose-Headers"] == "ETag, Last-Modified, Link"
    assert "origin" in answer["Vary"].lower()


def test_a_refusal_can_be_read_too() -> None:
    answer = caller("wrong").get("/api/v1/people/", headers={"Origin": NAMED})
    assert answer.status_code == 401
    assert answer["Access-Control-Allow-Origin"] == NAMED


@pytest.mark.parametrize("path", OPEN)
def test_without_names_no_origin_may_read(path: str, settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = []
    assert allowances(ask(path, NAMED)) == set()


def test_the_settings_follow_the_environment() -> None:
    told = "from django.conf import settings; print(settings.CORS_URLS_REGEX)"
    for origins, is_open in (("", False), (NAMED, True)):
        environment = os.environ | {
            "SAMEFRAME_CORS_ORIGINS": origins,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        ran = subprocess.run(
            (sys.executable, "-c", told),
            env=environment,
            cwd=site_settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        )
        assert bool(re.match(ran.stdout.strip(), "/api/v1/people/")) == is_open
