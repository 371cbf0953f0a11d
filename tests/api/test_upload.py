"""POST people/{employee_id}/photos/: a picture comes in."""

import errno
import io
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APIClient

from photos.models import Photo
from photos.quality import apart_pool
from tests import factories
from tests.quality.pictures import SAMPLES
from tests.quality.test_apart import all_places_taken

PHOTOS = "/api/v1/people/e1001/photos/"
SIGNATURE = re.compile(r'(?<=signed=)[^"]+')  # of a moment


def upload(client: APIClient, content: bytes, name: str = "amara.jpg") -> Any:
    picture = SimpleUploadedFile(name, content, "image/jpeg")
    return client.post(PHOTOS, {"photo": picture}, format="multipart")


def plain_picture(width: int, height: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(content, "JPEG")
    return content.getvalue()


def test_a_new_photo_is_stored_and_waits(hr: APIClient) -> None:
    factories.person("e1001")
    response = upload(hr, factories.picture("e1001"))
    assert response.status_code == 201
    photo = Photo.objects.get()
    assert response["Location"] == f"/api/v1/photos/{photo.pk}/"
    answer = response.json()
    assert (answer["id"], answer["state"], answer["verdict"]) == (photo.pk, "waiting", None)
    assert (answer["width"], answer["height"], answer["original_name"]) == (640, 800, "amara.jpg")
    assert (answer["source"], answer["is_current"]) == ("api", True)
    again = hr.get(response["Location"])
    texts = [SIGNATURE.sub("", one.content.decode()) for one in (response, again)]
    assert texts[0] == texts[1]


def test_it_is_stored_in_the_name_of_the_tokens_user(hr: APIClient) -> None:
    factories.person("e1001")
    upload(hr, factories.picture("e1001"))
    uploader = Photo.objects.get().uploaded_by
    assert uploader is not None
    assert uploader.has_perm("photos.add_photo")


def test_the_same_bytes_again_are_the_same_photo(hr: APIClient) -> None:
    factories.person("e1001")
    first = upload(hr, factories.picture("e1001"))
    again = upload(hr, factories.picture("e1001"), "again.jpg")
    assert again.status_code == 200
    assert again["Location"] == first["Location"]
    assert Photo.objects.count() == 1


def test_the_newest_photo_is_the_current_one(hr: APIClient) -> None:
    older = factories.published_photo(factories.person("e1001"))
    upload(hr, factories.picture("e1003"))
    older.refresh_from_db()
    assert older.is_current is False
    assert hr.get("/api/v1/people/e1001/").json()["photo_state"] == "waiting"


@pytest.mark.parametrize(
    "content",
    [
        b"not a picture",
        b"\xff\xd8\xff" + b"\x00" * 2000,
        factories.picture("e1001")[:4000],
        plain_picture(60, 80),
        plain_picture(2000, 200),
    ],
    ids=["text", "only the mark of a JPEG", "cut short", "tiny", "a strip"],
)
def test_a_file_that_is_no_photo_is_refused_in_words(hr: APIClient, content: bytes) -> None:
    factories.person("e1001")
    response = upload(hr, content)
    assert response.status_code == 400
    error = response.json()["errors"][0]
    assert error["attr"] == "photo"
    assert error["code"] not in {"", "invalid", "error"}
    assert error["detail"].endswith(".")
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("body", "code"), [({}, "required"), ({"photo": "text"}, "invalid")], ids=["nothing", "text"]
)
def test_a_request_without_a_file_is_refused(
    hr: APIClient, body: dict[str, str], code: str
) -> None:
    factories.person("e1001")
    response = hr.post(PHOTOS, body, format="multipart")
    assert response.status_code == 400
    assert response.json()["errors"][0]["code"] == code


def test_an_empty_file_is_refused(hr: APIClient) -> None:
    factories.person("e1001")
    assert upload(hr, b"").json()["errors"][0]["code"] == "empty"


def test_a_full_disk_is_a_507_and_leaves_nothing(
    hr: APIClient, private_photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    factories.person("e1001")
    monkeypatch.setattr(os, "fsync", full)
    response = upload(hr, factories.picture("e1001"))
    assert response.status_code == 507
    assert "disk of this site is full" in response.json()["errors"][0]["detail"]
    assert not Photo.objects.exists()
    assert [path for path in private_photos.rglob("*") if path.is_file()] == []


def test_one_picture_too_many_is_asked_to_come_again(
    hr: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart_pool, "PATIENCE", 0.05)
    factories.person("e1001")
    heic = (SAMPLES / "upright.heic").read_bytes()
    with all_places_taken():
        refused = [
            upload(hr, heic),
            hr.post("/api/v1/checks/", {"photo": SimpleUploadedFile("a.heic", heic)}, "multipart"),
        ]
    for response in refused:
        assert response.status_code == 503
        assert response["Retry-After"] == "5"
        assert "pictures are being opened" in response.json()["errors"][0]["detail"]
    assert upload(hr, heic).status_code == 201


def test_nobody_of_that_id_is_a_404(hr: APIClient) -> None:
    assert upload(hr, factories.picture("e1001")).status_code == 404


def test_a_long_or_strange_file_name_does_no_harm(hr: APIClient) -> None:
    factories.person("e1001")
    response = upload(hr, factories.picture("e1001"), "../../etc/" + "ü" * 300 + ".jpg")
    assert response.status_code == 201
    assert "/" not in response.json()["original_name"]
