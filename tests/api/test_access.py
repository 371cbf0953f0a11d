"""Who may do what: one table, and the ways in."""

from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from rest_framework.test import APIClient

from tests import factories
from tests.api.callers import caller, session

PEOPLE = "/api/v1/people/"
GET: dict[str, Any] = {"method": "get"}
UPLOAD: dict[str, Any] = {"method": "post", "format": "multipart"}
REVIEW: dict[str, Any] = {
    "method": "post",
    "data": {"decision": "waive", "reason": "It will do."},
}

# Path, request, and what is answered to: nobody, the intranet's token, HR's token,
# HR logged in, staff without a permission logged in.
TABLE = [
    ("people/", GET, 401, 200, 200, 200, 403),
    ("people/e1001/", GET, 401, 200, 200, 200, 403),
    ("people/e1001/photo/", GET, 401, 302, 302, 302, 403),
    ("people/e1001/photos/", GET, 401, 403, 200, 200, 403),
    ("people/e1001/photos/", UPLOAD, 401, 403, 201, 201, 403),
    ("photos/{photo}/", GET, 401, 403, 200, 200, 403),
    ("photos/{photo}/review/", REVIEW, 401, 403, 200, 200, 403),
    ("departments/", GET, 401, 200, 200, 200, 403),
    ("people/e1001/consistency/", GET, 401, 403, 200, 200, 403),
    ("departments/engineering/consistency/", GET, 401, 403, 200, 200, 403),
    ("consistency/", GET, 401, 403, 200, 200, 403),
    ("read-tokens/", {"method": "post"}, 401, 201, 201, 403, 403),
    ("standards/", GET, 401, 403, 200, 200, 403),
    ("checks/", UPLOAD, 401, 403, 200, 200, 403),
]
CALLERS: list[Callable[[], APIClient]] = [
    APIClient,
    lambda: caller(factories.token("intranet").key),
    lambda: caller(factories.token("hr").key),
    lambda: session(factories.hr_user()),
    lambda: session(factories.user(is_staff=True)),
]
DEMO_PEOPLE = cycle(factories.demo_rows())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "request_", "answers"), [(row[0], row[1], row[2:]) for row in TABLE]
)
def test_the_table(path: str, request_: dict[str, Any], answers: tuple[int, ...]) -> None:
    photo = factories.published_photo(factories.person("e1001"))
    for make_client, expected in zip(CALLERS, answers, strict=True):
        response = send(make_client(), path.format(photo=photo.pk), **request_)
        assert response.status_code == expected, (path, expected, response.content)


def send(client: APIClient, path: str, method: str, **options: Any) -> Any:
    """The answer to one request; every upload carries another picture."""
    if options.get("format") == "multipart":
        row = next(DEMO_PEOPLE)
        content = factories.picture(row["employee_id"])
        options["data"] = {"photo": SimpleUploadedFile(row["photo"], content, "image/jpeg")}
    return getattr(client, method)(f"/api/v1/{path}", **options)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("permission", "path", "request_"),
    [
        ("add_photo", "people/e1001/photos/", UPLOAD),
        ("change_photo", "photos/{photo}/review/", REVIEW),
    ],
)
def test_who_may_only_look_changes_nothing(
    permission: str, path: str, request_: dict[str, Any]
) -> None:
    photo = factories.published_photo(factories.person("e1001"))
    looker = factories.user(may=("view_photo",), is_staff=True)
    for client in (session(looker), caller(factories.token("hr", user=looker).key)):
        assert client.get(PEOPLE).status_code == 200
        assert send(client, path.format(photo=photo.pk), **request_).status_code == 403
    assert photo.person.photos.count() == 1


@pytest.mark.django_db
def test_an_hr_token_opens_nothing_once_its_user_may_not_see_photos() -> None:
    issued = factories.token("hr")
    assert caller(issued.key).get(PEOPLE).status_code == 200
    issued.row.user.user_permissions.clear()
    assert caller(issued.key).get(PEOPLE).status_code == 403


@pytest.mark.django_db
def test_an_intranet_token_of_somebody_of_hr_stays_an_intranet_token() -> None:
    factories.person("e1001")
    client = caller(factories.token("intranet", user=factories.hr_user()).key)
    assert "score" not in client.get(PEOPLE).json()["results"][0]


@pytest.mark.django_db
@pytest.mark.parametrize("parameter", ["verdict", "needs_retake", "min_score", "status"])
def test_the_intranet_learns_no_verdict_by_filtering(intranet: APIClient, parameter: str) -> None:
    response = intranet.get(PEOPLE, {parameter: "1"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["code"] == "unknown_parameter"


def test_the_intranet_learns_no_score_by_sorting(intranet: APIClient) -> None:
    assert intranet.get(PEOPLE, {"ordering": "score"}).status_code == 400


@pytest.mark.django_db
def test_a_session_needs_the_csrf_token_to_change_something() -> None:
    photo = factories.published_photo(factories.person("e1001"))
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(factories.hr_user())
    response = send(client, f"photos/{photo.pk}/review/", **REVIEW)
    assert response.status_code == 403
    assert "CSRF" in response.json()["errors"][0]["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, 200),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, 401),
        ({"revoked_at": timezone.now()}, 401),
    ],
)
def test_a_token_ends(values: dict[str, Any], expected: int) -> None:
    response = caller(factories.token("intranet", **values).key).get(PEOPLE)
    assert response.status_code == expected


@pytest.mark.django_db
def test_an_inactive_users_token_opens_nothing() -> None:
    issued = factories.token("intranet")
    User.objects.filter(pk=issued.row.user_id).update(is_active=False)
    assert caller(issued.key).get(PEOPLE).status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize(
    "header", ["Bearer wrong", "Bearer", "Bearer a b", "Bearer ü", "bearer x"]
)
def test_a_wrong_header_is_refused_and_told_how(header: str) -> None:
    response = APIClient().get(PEOPLE, headers={"Authorization": header})
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == 'Bearer realm="Sameframe"'
    assert response.json()["errors"][0]["code"] == "authentication_failed"


@pytest.mark.parametrize("name", ["token", "key", "api_key", "access_token"])
def test_a_key_in_the_address_opens_nothing_and_closes_the_rest(
    nobody: APIClient, hr: APIClient, name: str
) -> None:
    key = factories.token("intranet").key
    for client in (nobody, hr, session(factories.hr_user())):
        response = client.get(PEOPLE, {name: key})
        assert response.status_code == 401
        assert key not in response.content.decode()
    assert "never in an address" in response.json()["errors"][0]["detail"]


@pytest.mark.django_db
def test_a_token_opens_no_page_and_so_manages_no_tokens() -> None:
    admin = User.objects.create_superuser("admin")
    client = caller(factories.token("hr", user=admin).key)
    response = client.get("/admin/tokens/apitoken/")
    assert response.status_code == 302
    assert "/login/" in response["Location"]
