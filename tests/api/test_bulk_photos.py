"""bulk/photos/: many people's photos at once, each stored once however often it is sent."""

from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from directory.models import Department
from photos.api.bulk import turns
from photos.models import Assessment, Photo
from tests import factories
from tests.access.roles import hr_of
from tests.api.callers import caller

PATH, KNOWN, PROGRESS = (
    f"/api/v1/bulk/{name}/" for name in ("photos", "photos/known", "progress")
)


def form(**pictures: bytes) -> dict[str, SimpleUploadedFile]:
    """A form of photos by employee id."""
    return {name: SimpleUploadedFile("me.jpg", data) for name, data in pictures.items()}


def send(client: APIClient, **pictures: bytes) -> Any:
    """The answer to a form of photos."""
    return client.post(PATH, form(**pictures), format="multipart")


def pair(employee_id: str, data: bytes) -> dict[str, str]:
    """A photo by its sum."""
    return {"employee_id": employee_id, "sha256": sha256(data).hexdigest()}


@pytest.fixture
def pictures(db: None) -> dict[str, bytes]:
    """Photos of people who are there."""
    return {
        factories.person(name).employee_id: factories.picture(name) for name in ("e1001", "e1003")
    }


def test_photos_that_come_twice_are_stored_once(hr: APIClient, pictures: dict[str, bytes]) -> None:
    pairs = [pair(name, data) for name, data in pictures.items()]
    asked = hr.post(KNOWN, [*pairs, pair("e9", b"")]).json()
    assert asked == {"known": 0, "missing": pairs, "nobody": ["e9"]}

    told = send(hr, **pictures).json()
    assert (told["added"], told["refused"]) == (2, 0)
    stored = dict(Photo.objects.values_list("person__employee_id", "pk"))
    assert {one["employee_id"]: one["photo_id"] for one in told["results"]} == stored

    again = send(hr, **pictures).json()
    assert again["unchanged"] == 2
    assert {one["employee_id"]: one["photo_id"] for one in again["results"]} == stored
    assert hr.post(KNOWN, pairs).json() == {"known": 2, "missing": [], "nobody": []}
    assert Photo.objects.count() == Assessment.objects.count() == 2


def test_an_earlier_photo_does_not_replace_a_newer_one(
    hr: APIClient, pictures: dict[str, bytes]
) -> None:
    send(hr, e1001=pictures["e1001"])
    newer = send(hr, e1001=pictures["e1003"]).json()["results"][0]["photo_id"]
    assert send(hr, e1001=pictures["e1001"]).json()["unchanged"] == 1
    assert Photo.objects.get(is_current=True).pk == newer


def test_a_photo_that_is_refused_stops_no_other(hr: APIClient, pictures: dict[str, bytes]) -> None:
    twice = factories.person("e1008").employee_id
    files = form(**pictures | {"e1001": b"no picture", "nobody": pictures["e1003"]})
    told = hr.post(
        PATH, files | {twice: [*form(a=b"a", b=b"b").values()]}, format="multipart"
    ).json()
    by_id = {one["employee_id"]: (one["state"], one["errors"]) for one in told["results"]}
    assert by_id["e1003"] == ("added", [])
    assert by_id["e1001"][1][0]["code"] == "wrong_format"
    assert by_id["e1001"][1][0]["detail"].startswith("This is not a photo file.")
    assert by_id["nobody"][1][0]["code"] == "not_found"
    assert by_id[twice][1][0]["code"] == "repeated"
    assert told["refused"] == 4


def test_hr_of_a_department_brings_photos_of_its_people_alone(pictures: dict[str, bytes]) -> None:
    own = Department.objects.get(name="Engineering")
    theirs = factories.photo(factories.person("e1011", department="Finance"))
    client = caller(factories.token("bulk", user=hr_of(own)).key)
    told = send(client, e1001=pictures["e1001"], e1011=pictures["e1003"]).json()["results"]
    assert [one["state"] for one in told] == ["added", "refused"]
    asked = client.post(KNOWN, [{"employee_id": "e1011", "sha256": theirs.sha256}]).json()
    assert asked == {"known": 0, "missing": [], "nobody": ["e1011"]}
    assert client.get(PROGRESS).json()["photos"] == 1


@pytest.mark.parametrize(
    "parts", [{}, {"e1001": "text"}, form(**{f"e{n}": b"" for n in range(51)})]
)
def test_a_form_of_anything_else_is_refused_as_a_whole(hr: APIClient, parts: Any) -> None:
    assert hr.post(PATH, parts, format="multipart").status_code == 400


@pytest.mark.parametrize(
    "pairs",
    [{}, [], ["e1"], [{"employee_id": "e1"}], [pair("e\x00", b"")], [pair("e1", b"")] * 1001],
)
def test_sums_of_another_shape_are_refused_as_a_whole(hr: APIClient, pairs: Any) -> None:
    assert hr.post(KNOWN, pairs).status_code == 400


def test_a_batch_more_than_there_are_places_for_is_told_to_wait(
    hr: APIClient, pictures: dict[str, bytes]
) -> None:
    with turns.a_place(), turns.a_place():
        refused = send(hr, **pictures)
    assert refused.status_code == 503
    assert refused["Retry-After"]
    assert send(hr, **pictures).status_code == 200


def test_progress_is_told_by_few_queries_and_not_twice(hr: APIClient) -> None:
    for state in (Photo.State.WAITING, Photo.State.WAITING, Photo.State.FAILED):
        factories.photo(factories.person(), state=state)
    factories.judged_photo(factories.person())
    with CaptureQueriesContext(connection) as asked:
        answer = hr.get(PROGRESS)
    assert answer.json() == {
        "photos": 4,
        "measured": 1,
        "waiting": 2,
        "failed": 1,
        "per_minute": 1,
        "seconds_left": 120,
    }
    with CaptureQueriesContext(connection) as again:
        known = hr.get(PROGRESS, headers={"If-None-Match": answer["ETag"]})
    assert known.status_code == 304
    assert len(asked) - len(again) == 2
