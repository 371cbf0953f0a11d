"""Requests that no well-behaved client sends: each gets an answer, and none a 5xx."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.test import RequestFactory

from config.wsgi import application
from tests import factories
from tests.api.callers import session

PEOPLE, PHOTOS = "/api/v1/people/", "/api/v1/people/e1001/photos/"
BULK = "/api/v1/bulk/"
PICTURE = factories.picture("e1003")
NUL = "%00"
Odd = dict[str, Any]


def odd_addresses() -> Iterator[Odd]:
    """Paths and queries, as bytes that were decoded by nobody yet."""
    for text in (NUL, "%", "%zz", "%ff%fe", "%ED%A0%80", "%F0%9F%99%82", "a" * 5000, "..%2f.."):
        yield {"path": f"{PEOPLE}{text}/"}
        yield {"path": f"/api/v1/departments/{text}/consistency/"}
        yield {"path": f"/photos/{text}/preview/"}
        yield {"path": f"/pictures/{text}/directory-96"}
        for name in ("search", "location", "department", "cursor", "changed_since", "fields"):
            yield {"path": PEOPLE, "query": f"{name}={text}"}
        yield {"path": "/photos/1/preview/", "query": f"signed={text}"}
        yield {"path": "/api/v1/consistency/", "query": f"limit={text}"}
    for number in ("0", "-1", "9" * 30, "1e400", "NaN", "٣", "1.5", "0x10"):
        yield {"path": f"/api/v1/photos/{number}/"}
        yield {"path": f"/photos/{number}/preview/"}
        for name in ("min_score", "page_size"):
            yield {"path": PEOPLE, "query": f"{name}={number}"}
    for moment in ("0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "2026-02-30"):
        yield {"path": PEOPLE, "query": f"changed_since={moment}"}
    yield {"path": PEOPLE, "query": "&".join(f"a{n}=1" for n in range(2000))}


def odd_headers() -> Iterator[Odd]:
    """Headers that say nothing sensible."""
    yield from (
        {"path": PEOPLE, name: value}
        for name, values in {
            "HTTP_ACCEPT": [";;;", "a/b;q=x", "\xff", "*/*;" * 500],
            "HTTP_AUTHORIZATION": ["Bearer a,Bearer b", "Bearer \x00", "Bearer \xff.1", "Basic !"],
            "HTTP_COOKIE": [
                "sessionid=" + r'"\000\000\000\000\000\000\000\000"',
                "a",
                "=;=",
                "\xff",
            ],
            "HTTP_IF_MODIFIED_SINCE": ["yesterday", "Thu, 01 Jan 99999 00:00:00 GMT"],
            "HTTP_IF_NONE_MATCH": ['"', "*", "\xff"],
            "HTTP_RANGE": ["bytes=-1", "bytes=9-1"],
            "HTTP_ACCEPT_LANGUAGE": ["\x00", "x" * 5000],
            "HTTP_HOST": ["", "a b", "x" * 300, "[::1"],
            "REQUEST_METHOD": ["FOO", "TRACE", "INITIAL", "__CLASS__"],
            "CONTENT_LENGTH": ["", "x", "-1", "\xb2"],
            "CONTENT_TYPE": ["\xff", "text", "multipart/form-data", "a/b; c*=rot13''x"],
        }.items()
        for value in values
    )


def odd_bodies() -> Iterator[Odd]:
    """Bodies that are not what they say."""
    review = "/api/v1/photos/21/review/"
    for text in (
        *("[" * 30_000, '{"a":' * 5_000, "{", "null", "[]", "3", "\ufeff{}", '"\\ud800"'),
        *('{"decision":"waive","reason":"\\u0000"}', '{"decision":"waive","reason":"\\ud800"}'),
        *('{"decision":["waive"]}', '{"decision":{"a":1}}', '{"decision":1e999}', "9" * 5000),
        *('{"decision":"waive","reason":"a","decision":"approve"}', "NaN", "\x00"),
    ):
        for charset in ("", "; charset=utf-7", "; charset=rot13", "; charset*=rot13''x"):
            yield post(review, text.encode(), f"application/json{charset}")
    for text in (
        *("[" * 30_000, "[", "[[]]", "[{}]", '[{"employee_id": "\\u0000"}]', "[null]", "3"),
        *('[{"employee_id": "a", "sha256": "\\u0000"}]', '[{"email": "\\ud800"}]'),
        '[{"first_name": "\U0001f642\\r\\n", "employee_id": "%00/.."}]',
        *('[{"": ""}]', '[{"status": {"a": 1}}]', '[{"\\u0000": 1e999}]'),
    ):
        for path in (f"{BULK}people/", f"{BULK}photos/known/"):
            yield post(path, text.encode(), "application/json")
    yield post(review, b"\xff\xfe", "application/json")
    yield post(review, b"", "application/json")
    for content_type in (
        *(
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\xff",
        ),
        *("multipart/form-data; boundary*=rot13''x", f"multipart/form-data; boundary={'x' * 300}"),
    ):
        yield post(PHOTOS, PICTURE, content_type)
    for head in (
        *('name="photo"; filename="\x00.jpg"', 'name="photo"; filename="a\\"', 'name="photo"'),
        *("name=\"photo\"; filename*=rot13''x.jpg", "name=\"photo\"; filename*=zz''x.jpg"),
        *(
            "name=\"photo\"; filename*=utf-8''%ff%00.jpg",
            f'name="photo"; filename="{"n" * 3000}.jpg"',
        ),
        *(
            'name="photo"; filename="../../\ud83d.jpg"',
            'name="\x00"; filename="x"',
            "",
            "form-data",
        ),
    ):
        for extra in (
            "",
            "Content-Transfer-Encoding: base64\r\n",
            "Content-Type: a/b; c*=zz''x\r\n",
        ):
            for path in (PHOTOS, f"{BULK}photos/", "/admin/login/"):
                yield post(path, part(head, extra, PICTURE), "multipart/form-data; boundary=x")
    purpose = part('name="purpose"', "", b"\x00")
    yield post(PHOTOS, purpose, "multipart/form-data; boundary=x")
    many = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(1500)
    )
    yield post(PHOTOS, many + b"--x--", "multipart/form-data; boundary=x")


def part(head: str, extra: str, content: bytes) -> bytes:
    """A multipart body of one part."""
    disposition = f"--x\r\nContent-Disposition: form-data; {head}\r\n{extra}\r\n"
    return disposition.encode("utf-8", "surrogatepass") + content + b"\r\n--x--\r\n"


def post(path: str, body: bytes, content_type: str) -> Odd:
    """Such a body, sent there."""
    return {"path": path, "REQUEST_METHOD": "POST", "CONTENT_TYPE": content_type, "body": body}


def status_of(odd: Odd, known_by: dict[str, str]) -> int:
    """What the site answers, asked as a server asks it; 599 for no answer at all."""
    body: bytes = odd.get("body", b"")
    environ = RequestFactory().generic("GET", "/").environ | {
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        **known_by,
        **{name: value for name, value in odd.items() if name.isupper()},
        "PATH_INFO": unquote_to_bytes(odd["path"]).decode("latin-1"),
        "QUERY_STRING": odd.get("query", "").encode().decode("latin-1"),
    }
    statuses: list[str] = []

    def start(status: str, headers: Any, error: Any = None, /) -> Callable[[bytes], object]:
        statuses.append(status)
        return lambda data: None

    answer = application(environ, start)
    b"".join(answer)
    answer.close()
    return int(statuses[0].split()[0]) if statuses else 599


@pytest.mark.django_db(transaction=True)
def test_no_odd_request_fails(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    factories.judged_photo(factories.person("e1001"), id=21)
    cookie = session(factories.hr_user()).cookies["sessionid"].value
    callers = [
        {},
        {"HTTP_COOKIE": f"sessionid={cookie}"},
        {"HTTP_AUTHORIZATION": f"Bearer {factories.token('hr').key}"},
    ]
    asked = [*odd_addresses(), *odd_headers(), *odd_bodies()]
    failed = [
        f"{odd!r:.200} as {[*known_by]}"
        for odd in asked
        for known_by in callers
        if status_of(odd, known_by) >= 500
    ]
    assert failed == []
    assert len(asked) > 200
