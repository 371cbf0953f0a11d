"""docs/team-directory.md: what it says to paste works, from another origin and by its policy."""

import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from config.wsgi import application as sameframe_application
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "team-directory.md").read_text()
ELEMENT = ROOT / "intranet" / "static" / "intranet"
SAMEFRAME = "https://photos.example.com"


def block(language: str) -> str:
    """The guide's first fenced block in a language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


class Silent(WSGIRequestHandler):
    """A server that keeps its access log to itself."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingMixIn, WSGIServer):
    """A thread for each connection: a browser opens some that it does not use."""

    daemon_threads = True


@contextmanager
def served(application: WSGIApplication) -> Iterator[str]:
    """The origin at which it is served."""
    with make_server("127.0.0.1", 0, application, Server, Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def sameframe() -> Iterator[str]:
    """Sameframe as it runs, its static files included; a live server has others of its own."""
    with served(sameframe_application) as origin:
        yield origin


@pytest.fixture
def intranet(sameframe: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A company's server with the guide's page, policy and tokens; Sameframe knows its origin."""
    monkeypatch.setenv("SAMEFRAME", sameframe)
    monkeypatch.setenv("KEY", factories.token("intranet").key)
    guide: dict[str, Any] = {}
    exec(block("python"), guide)
    html = block("html").replace(SAMEFRAME, sameframe).encode()
    policy = block("csp").strip().replace(SAMEFRAME, sameframe)

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        if environ["PATH_INFO"] == "/people-token":
            return guide["people_token"](environ | {"REMOTE_USER": "somebody"}, start_response)
        headers = [("Content-Type", "text/html"), ("Content-Security-Policy", policy)]
        start_response("200 OK", headers)
        return [html]

    with served(application) as origin:
        settings.CORS_ALLOWED_ORIGINS = [origin]
        settings.CORS_URLS_REGEX = settings.READABLE_ELSEWHERE
        yield origin


def test_the_pasted_page_shows_the_team(page: Page, intranet: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    factories.published_photo(factories.person("e1001"))
    factories.person("e1002")
    page.route("**/favicon.ico", lambda asked: asked.fulfill(status=204))
    page.goto(intranet)
    expect(page.get_by_role("status")).to_have_text("2 people")
    expect(page.get_by_role("combobox")).to_have_text(re.compile(r"Engineering \(1\)"))
    assert complaints == []


def test_an_origin_that_is_not_named_is_told_so(
    page: Page, intranet: str, settings: Settings
) -> None:
    settings.CORS_ALLOWED_ORIGINS = []
    page.goto(intranet)
    expect(page.get_by_role("alert")).to_have_text("The list could not be loaded.")


def test_the_lines_work(sameframe: str) -> None:
    key = factories.token("intranet").key
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "SAMEFRAME": sameframe}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block("sh")],
        env=environment | {"KEY": key},
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"expires_at"' in done.stdout


def test_every_attribute_property_and_part_is_told() -> None:
    element = (ELEMENT / "team-directory.js").read_text()
    code = element + "".join(file.read_text() for file in ELEMENT.glob("team-directory/*.js"))
    attributes = re.findall(
        r'"([a-z-]+)"', element.split("observedAttributes = [")[1].split("]")[0]
    )
    parts = set(re.findall(r'part: "([a-z]+)"', code))
    parts |= set(re.findall(r'(?:#part|button)\("([a-z]+)"', code))
    told = set(re.findall(r"`([a-z-]+)`", GUIDE))
    assert set(attributes) - told == set()
    assert parts - told == set()
    assert set(re.findall(r"var\((--td-[a-z-]+)", code)) == set(
        re.findall(r"`(--td-[a-z-]+)`", GUIDE)
    )
