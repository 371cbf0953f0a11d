"""docs/intranet-developers.md: every line in it works."""

import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
import requests
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from photos.models import Outcome
from tests import factories

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "intranet-developers.md").read_text()


def blocks(language: str) -> list[str]:
    """The guide's fenced blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def team(transactional_db: None) -> None:
    factories.published_photo(factories.person("e1001"))
    factories.person("e1008")
    factories.person("e1003")
    factories.judged_photo(factories.person("e1021"), Outcome.RETAKE, 24, id=21)


@pytest.mark.parametrize("lines", blocks("sh"))
def test_the_lines_work(lines: str, team: None, live_server: LiveServer, tmp_path: Path) -> None:
    (tmp_path / "mei.jpg").write_bytes(factories.picture("e1003"))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines],
        cwd=tmp_path,
        env={
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "SAMEFRAME": live_server.url,
            "KEY": factories.token("intranet").key,
            "HR_KEY": factories.token("hr").key,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    if "If-None-Match" in lines:
        assert done.stdout == "304\n"


class Silent(WSGIRequestHandler):
    """A server that keeps its access log to itself."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def intranet_server(page: str, upstream: str, key: str) -> Iterator[str]:
    """A web server with one page, that adds the key to what goes to /team/."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
        if not path.startswith("/team/"):
            start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
            return [page.encode()]
        url = f"{upstream}/api/v1/{path.removeprefix('/team/')}?{query}"
        answer = requests.get(url, headers={"Authorization": f"Bearer {key}"}, timeout=30)
        status = f"{answer.status_code} {answer.reason}"
        start_response(status, [("Content-Type", answer.headers["Content-Type"])])
        return [answer.content]

    with make_server("127.0.0.1", 0, application, handler_class=Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.browser
def test_the_page_shows_the_department(team: None, live_server: LiveServer, page: Page) -> None:
    (html,) = blocks("html")
    key = factories.token("intranet").key
    with intranet_server(html, live_server.url, key) as address:
        page.goto(address)
        page.get_by_text("Amara Okafor, Staff Engineer").wait_for()
        page.wait_for_load_state("networkidle")
        assert page.locator("li").count() == 2
        photos = page.locator("img").evaluate_all("images => images.map(i => i.naturalWidth)")
        assert photos == [120]
        assert key not in page.content()


def test_the_page_is_no_longer_than_a_developer_reads() -> None:
    (html,) = blocks("html")
    assert len(html.splitlines()) <= 25
