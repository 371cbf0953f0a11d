"""One shape for everything that goes wrong."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError, connection
from django.http import QueryDict
from django.test import override_settings
from rest_framework.test import APIClient

from tests import factories

PEOPLE = "/api/v1/people/"


def assert_refused(response: Any, status: int, code: str, attr: str | None = None) -> None:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    answer = response.json()
    assert set(answer) == {"type", "errors"}
    error = answer["errors"][0]
    assert set(error) == {"code", "detail", "attr"}
    assert (error["code"], error["attr"]) == (code, attr)
    assert error["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/v1/",
        "/api/v2/people/",
        "/api/v1/people",
        "/api/v1/photos/x/",
        "/api/v1/people/a/b/c/",
        "/api/v1/people/%00/",
        f"/api/v1/people/{'x' * 65}/",
        "/api/%ff",
    ],
)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch", "options"])
def test_a_path_that_is_not_there_is_a_404(hr: APIClient, path: str, method: str) -> None:
    assert_refused(getattr(hr, method)(path), 404, "not_found")


@pytest.mark.parametrize(
    "path",
    [
        "people/nobody/",
        "people/nobody/photo/",
        "people/nobody/photos/",
        "photos/4711/",
        "photos/999999999999999999999/",
    ],
)
def test_a_person_or_photo_that_is_not_there_is_a_404(hr: APIClient, path: str) -> None:
    assert_refused(hr.get(f"/api/v1/{path}"), 404, "not_found")


def test_a_path_that_is_not_there_needs_no_token(nobody: APIClient) -> None:
    assert_refused(nobody.get("/api/v1/nothing/"), 404, "not_found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_method_that_is_not_taken_is_a_405(hr: APIClient, method: str) -> None:
    response = getattr(hr, method)(PEOPLE)
    assert_refused(response, 405, "method_not_allowed")
    assert "GET" in response["Allow"]


def test_a_type_that_is_not_taken_is_a_415(hr: APIClient) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    for path in (f"/api/v1/photos/{photo.pk}/review/", "/api/v1/checks/"):
        response = hr.post(path, "<a/>", content_type="text/xml")
        assert_refused(response, 415, "unsupported_media_type")


def test_a_type_that_is_not_made_is_a_406(hr: APIClient) -> None:
    assert_refused(hr.get(PEOPLE, headers={"Accept": "text/xml"}), 406, "not_acceptable")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"decision": NaN}', b"\xff", b'"\\ud800"', b"[" * 60_000],
    ids=["empty", "cut", "NaN", "no UTF-8", "half a letter", "bottomless"],
)
def test_broken_json_is_a_400(hr: APIClient, body: bytes) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    path = f"/api/v1/photos/{photo.pk}/review/"
    response = hr.post(path, body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["type"] in {"client_error", "validation_error"}


@pytest.mark.parametrize("body", ["[]", '"approve"', "1", "null", '{"decision": {}}'])
def test_json_of_another_shape_is_a_400(hr: APIClient, body: str) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    path = f"/api/v1/photos/{photo.pk}/review/"
    assert hr.post(path, body, content_type="application/json").status_code == 400


def test_a_broken_multipart_body_is_a_400(hr: APIClient) -> None:
    response = hr.post("/api/v1/checks/", b"--x", content_type="multipart/form-data")
    assert_refused(response, 400, "parse_error")


def test_a_body_of_too_many_parts_is_a_400(hr: APIClient) -> None:
    response = hr.post(
        "/api/v1/checks/", {f"field{n}": "x" for n in range(1001)}, format="multipart"
    )
    assert_refused(response, 400, "parse_error")


@pytest.mark.parametrize(
    ("path", "length"),
    [
        ("/api/v1/checks/", 21_000_000),
        ("/api/v1/people/e1001/photos/", 10**30),
        ("/api/v1/photos/1/review/", 70_000),
    ],
)
def test_a_large_body_is_refused_by_its_announced_length(
    hr: APIClient, path: str, length: int
) -> None:
    response = hr.post(path, b"", content_type="multipart/form-data", CONTENT_LENGTH=str(length))
    assert_refused(response, 413, "too_large")


@pytest.mark.parametrize(
    ("parameters", "code", "attr"),
    [
        ({"departement": "sales"}, "unknown_parameter", "departement"),
        ({"department": ["sales", "design"]}, "repeated", "department"),
        ({"department": ""}, "empty", "department"),
        ({"verdict": ""}, "empty", "verdict"),
        ({"department": "nowhere"}, "invalid_choice", "department"),
        ({"verdict": "ugly"}, "invalid_choice", "verdict"),
        ({"needs_retake": "maybe"}, "invalid_choice", "needs_retake"),
        ({"photo_state": "lost"}, "invalid_choice", "photo_state"),
        ({"status": "gone"}, "invalid_choice", "status"),
        ({"min_score": "-1"}, "min_value", "min_score"),
        ({"max_score": "101"}, "max_value", "max_score"),
        ({"max_score": "high"}, "invalid", "max_score"),
        ({"search": "x" * 201}, "max_length", "search"),
        ({"search": "\x00"}, "null_characters_not_allowed", "search"),
        ({"ordering": "-name"}, "invalid_choice", "ordering"),
        ({"page_size": "0"}, "invalid", "page_size"),
        ({"page_size": "201"}, "invalid", "page_size"),
        ({"page_size": "٣"}, "invalid", "page_size"),
        ({"page_size": "9" * 5000}, "invalid", "page_size"),
        ({"cursor": ""}, "empty", "cursor"),
        ({"cursor": "abc"}, "invalid", "cursor"),
        ({"cursor": "cD0x:a:b"}, "invalid", "cursor"),
        ({"cursor": "ü\x00"}, "invalid", "cursor"),
    ],
)
def test_a_query_that_cannot_be_meant_is_a_400(
    hr: APIClient, parameters: dict[str, str | list[str]], code: str, attr: str
) -> None:
    assert_refused(hr.get(PEOPLE, parameters), 400, code, attr)


def test_a_cursor_of_another_ordering_is_a_400(hr: APIClient) -> None:
    for _ in range(2):
        factories.person()
    following = hr.get(PEOPLE, {"page_size": 1}).json()["next"]
    assert_refused(hr.get(following + "&ordering=score"), 400, "invalid", "cursor")


def test_a_cursor_of_another_list_is_a_400(hr: APIClient) -> None:
    for department in ("Design", "Sales"):
        factories.person(department=department)
    lists = (PEOPLE, "/api/v1/departments/")
    for one, other in (lists, reversed(lists)):
        following = hr.get(one, {"page_size": 1}).json()["next"]
        cursor = QueryDict(urlsplit(following).query)["cursor"]
        assert_refused(hr.get(other, {"cursor": cursor}), 400, "invalid", "cursor")


@pytest.mark.parametrize(
    ("parameter", "known"),
    [("needs_retake", "true, false"), ("verdict", "pass, fix"), ("photo_state", "none")],
)
def test_a_wrong_choice_is_told_the_right_ones(hr: APIClient, parameter: str, known: str) -> None:
    detail = hr.get(PEOPLE, {parameter: "True"}).json()["errors"][0]["detail"]
    assert detail.startswith("Write one of: ")
    assert known in detail


@pytest.mark.parametrize(
    "path", ["people/e1001/", "departments/", "standards/", "people/e1001/photos/"]
)
def test_no_path_takes_parameters_that_it_does_not_know(hr: APIClient, path: str) -> None:
    factories.person("e1001")
    assert_refused(hr.get(f"/api/v1/{path}?x=1"), 400, "unknown_parameter", "x")


def test_without_token_nothing_is_said(nobody: APIClient) -> None:
    response = nobody.get(PEOPLE)
    assert_refused(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"] == 'Bearer realm="Sameframe"'


def test_a_database_that_is_away_is_a_503(hr: APIClient) -> None:
    def away(*_: object) -> None:
        raise OperationalError("the connection is lost")

    with connection.execute_wrapper(away):
        response = hr.get(PEOPLE)
    assert_refused(response, 503, "unavailable")
    assert response["Retry-After"] == "5"


@override_settings(DEBUG=True)
def test_the_shape_is_the_same_while_developing(hr: APIClient) -> None:
    assert_refused(hr.get("/api/v1/nothing/"), 404, "not_found")
