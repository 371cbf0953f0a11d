"""What the running programs write: enough to find a fault by, nothing about anybody."""

import http.client
import json
import logging
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django.fixtures import Settings

from audit.context import acting
from config.logs.lines import JsonLines, TextLines
from config.logs.redaction import traceback_of
from config.request_ids import SHAPE
from directory.models import Person
from photos.models import Assessment
from tests import factories
from tests.operations.site import SECONDS_TO_HAPPEN, Site, running

METRICS_TOKEN = "secret-of-the-metrics-" + "0123456789"
NAME, MAIL, EMPLOYEE, FILE, LINK, WORD, ACCOUNT, PASSWORD = (
    f"Marker{number}x{'q' * 35}" for number in range(8)
)


def ask(
    site: Site, address: str, method: str = "GET", body: Any = None, **headers: str
) -> tuple[int, Mapping[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=SECONDS_TO_HAPPEN)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, address, body, named)
    with closing(connection):
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()  # type: ignore[return-value]


def upload(content: bytes) -> tuple[bytes, str]:
    """A form with one photo, named after somebody."""
    head = f'--b\r\nContent-Disposition: form-data; name="photo"; filename="{FILE}.jpg"\r\n\r\n'
    return head.encode() + content + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_name_key_or_search_is_in_the_log_of_a_running_site(tmp_path: Path) -> None:
    person = factories.person(EMPLOYEE, first_name=NAME, email=f"{MAIL}@example.com")
    lost = factories.photo(person, original_name=f"{FILE}.jpg")
    lost.master.storage.delete(str(lost.master))  # measuring it fails, with its path in the error
    long_ago = lost.uploaded_at - timedelta(hours=1)
    Assessment.objects.create(photo=lost, engine_version="1", due_at=long_ago)
    key = factories.token("hr").key
    bearer = {"Authorization": f"Bearer {key}"}
    environment = {"SAMEFRAME_LOG": "json", "SAMEFRAME_METRICS_TOKEN": METRICS_TOKEN}
    with running(tmp_path / "site", GUNICORN_CMD_ARGS="--workers 2", **environment) as site:
        photos = f"/api/v1/people/{EMPLOYEE}/photos/"
        for content, status in ((factories.picture("e1002"), 201), (WORD.encode(), 400)):
            body, kind = upload(content)
            assert ask(site, photos, "POST", body, Content_Type=kind, **bearer)[0] == status
        assert ask(site, f"/api/v1/people/?search={WORD}", **bearer)[0] == 200
        assert ask(site, f"/api/v1/people/{EMPLOYEE}/", **bearer)[0] == 200
        assert ask(site, f"/me/{LINK}/")[0] == 404
        assert ask(site, f"/pictures/{LINK[:22]}/directory-96")[0] == 404
        assert ask(site, f"/{WORD}/?{WORD}={WORD}", Referer=f"http://x/{LINK}")[0] == 404
        assert ask(site, "/", Host=f"{WORD}.example.com")[0] == 400
        form = f"username={ACCOUNT}&password={PASSWORD}"
        posted = {"Content_Type": "application/x-www-form-urlencoded"}
        assert ask(site, "/admin/login/", "POST", form, **posted)[0] == 403  # no CSRF cookie
        assert ask(site, "/livez", WORD)[0] in {400, 405, 501}  # a method of our own invention
        with socket.create_connection(("127.0.0.1", site.port), timeout=SECONDS_TO_HAPPEN) as raw:
            raw.sendall(f"GET /{LINK} {WORD}\r\n\r\n".encode())
            raw.recv(100)
        site.wait_for("could not be measured")
        site.wait_for("a photo was measured")
        counted(site)
    lines = site.lines()
    for marker in (NAME, MAIL, EMPLOYEE, FILE, LINK, WORD, ACCOUNT, PASSWORD, key):
        assert marker[:22] not in lines, marker
    assert METRICS_TOKEN not in lines
    told = [json.loads(line) for line in lines.splitlines()]  # whoever writes: JSON
    by_route = {(one["route"], one["status"]) for one in told if one["message"] == "request"}
    assert {("person-photos", 201), ("person-photos", 400), ("none", 404)} <= by_route
    (measured,) = [one for one in told if one["message"] == "a photo was measured"]
    assert {"assessment", "photo", "ms"} <= set(measured)
    failed = next(one for one in told if "could not be measured" in one["message"])
    assert "FileNotFoundError: No such file or directory" in failed["traceback"]
    uploaded = next(one for one in told if one.get("route") == "person-photos")
    assert {"user", "token", "bytes", "ms", "request_id"} <= set(uploaded)


def counted(site: Site) -> None:
    """Both of gunicorn's processes together, whichever is asked."""
    assert ask(site, "/metrics")[0] == 401
    assert ask(site, "/metrics", Authorization="Bearer no")[0] == 401
    for _ in range(4):
        status, _, body = ask(site, "/metrics", Authorization=f"Bearer {METRICS_TOKEN}")
        assert status == 200
        assert b'sameframe_refusals_total{code="' in body
        assert b'sameframe_assessments{state="done"} ' in body
        told = dict(line.rsplit(b" ", 1) for line in body.splitlines() if line[:1] != b"#")
        uploads = b'sameframe_request_seconds_count{method="POST",route="person-photos"'
        assert sum(float(told[name]) for name in told if name.startswith(uploads)) == 2


# --- in this process --------------------------------------------------------


def breaks(request: HttpRequest) -> HttpResponse:
    """As a bug would: the database quotes the row."""
    for number in range(2):
        Person.objects.create(employee_id=str(number), first_name=NAME, email=f"{MAIL}@x.org")
    return HttpResponse()


def shows_id(request: HttpRequest) -> HttpResponse:
    return HttpResponse(acting().request_id)


urlpatterns = [path("breaks/", breaks), path("id/", shows_id)]
handler500 = "config.failures.server_error"


@pytest.fixture
def written() -> Iterator[Callable[[], list[str]]]:
    """All that either form writes, line by line; a trace is part of its line."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.extend(form.format(record) for form in (JsonLines(), TextLines()))

    keeper = Keeper()
    logging.getLogger().addHandler(keeper)
    yield lambda: lines
    logging.getLogger().removeHandler(keeper)


@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)
def test_a_failure_is_told_with_its_place_and_without_the_row(written: Any) -> None:
    client = Client(raise_request_exception=False)
    response = client.get("/breaks/")
    assert response.status_code == 500
    lines = written()
    assert [line for line in lines if MAIL in line] == []
    traced = [line for line in lines if "IntegrityError: (message withheld)" in line]
    assert len(traced) == 2
    assert all("in breaks" in line for line in traced)
    assert all(response["X-Request-ID"] in line for line in traced)
    assert response["X-Request-ID"] in response.content.decode()


def test_of_an_exception_the_systems_own_words_are_told_and_no_values() -> None:
    try:
        try:
            raise OperationalError("server closed the connection\n" + NAME)
        except OperationalError as first:
            raise IntegrityError(f"Key (email)=({MAIL}) already exists") from first
    except IntegrityError as error:
        told = traceback_of(error)
    assert "server closed the connection" in told
    assert told.index("OperationalError") < told.index("IntegrityError: (message withheld)")
    assert MAIL not in told
    assert NAME not in told


@pytest.mark.parametrize("library", ["mozilla_django_oidc.auth", "other"])
def test_of_other_peoples_code_the_words_are_told_without_what_fills_them(
    library: str, written: Any
) -> None:
    logging.getLogger(library).warning("login of %s failed", ACCOUNT)
    assert [line for line in written() if ACCOUNT in line] == []


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "is_taken"), [("10.0.0.7", True), ("10.9.0.7", False)])
def test_where_proxies_are_named_an_id_is_taken_from_these_alone(
    address: str, is_taken: bool, settings: Settings
) -> None:
    settings.TRUST_PROXY = True
    settings.SAMEFRAME_TRUSTED_PROXIES = ["10.0.0.0/24"]
    given = "0123456789abcdef" * 2
    response = Client(REMOTE_ADDR=address).get("/id/", headers={"X-Request-ID": given})
    assert (response["X-Request-ID"] == given) is is_taken


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("given", "is_proxied", "is_taken"),
    [
        ("0123456789abcdef0123456789abcdef", True, True),
        ("0b1c2d3e-0000-4000-8000-0123456789ab", True, True),
        ("0123456789abcdef0123456789abcdef", False, False),
        ("0123456789ABCDEF0123456789abcdef", True, False),
        ("Amara Okafor", True, False),
        ("0123456789abcdef0123456789abcdef\n", True, False),
        ("", True, False),
    ],
)
def test_an_id_is_taken_from_a_proxy_alone_and_only_if_it_is_one(
    given: str, is_proxied: bool, is_taken: bool, settings: Settings
) -> None:
    settings.TRUST_PROXY = is_proxied
    response = Client().get("/id/", headers={"X-Request-ID": given})
    assert (response["X-Request-ID"] == given) is is_taken
    assert SHAPE.fullmatch(response["X-Request-ID"])
    assert response.content.decode() == response["X-Request-ID"]
