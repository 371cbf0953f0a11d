"""Private pictures: who gets them, and with which headers."""

import pytest
from django.test import Client

from photos.models import Photo
from tests import factories


@pytest.fixture
def photo(db: None) -> Photo:
    return factories.judged_photo(factories.person("e1001"))


def address(photo: Photo, kind: str = "preview") -> str:
    return f"/photos/{photo.pk}/{kind}/"


@pytest.mark.parametrize("kind", ["preview", "thumbnail", "master"])
def test_staff_with_the_right_gets_the_stored_bytes(
    client: Client, photo: Photo, kind: str
) -> None:
    client.force_login(factories.hr_user())
    response = client.get(address(photo, kind))
    assert response["Content-Type"] == "image/jpeg"
    with getattr(photo, kind).open("rb") as stored:
        assert response.getvalue() == stored.read()
    response.close()


def test_a_picture_can_only_be_looked_at(admin_client: Client, photo: Photo) -> None:
    response = admin_client.get(address(photo))
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "inline"
    assert response["Cache-Control"].startswith("private")
    response.close()


def test_who_is_not_logged_in_is_led_to_the_login(client: Client, photo: Photo) -> None:
    response = client.get(address(photo))
    assert response.status_code == 302
    assert response["Location"] == f"/admin/login/?next=/photos/{photo.pk}/preview/"


@pytest.mark.parametrize(
    ("may", "is_staff"), [(("view_photo",), False), ((), True), (("view_person",), True)]
)
def test_others_learn_not_even_that_it_exists(
    client: Client, photo: Photo, may: tuple[str, ...], is_staff: bool
) -> None:
    client.force_login(factories.user("other", may=may, is_staff=is_staff))
    assert client.get(address(photo)).status_code == 404
    assert client.get("/photos/999999/preview/").status_code == 404


@pytest.mark.parametrize("kind", ["sha256", "person", "original", "..", "%2e%2e"])
def test_only_three_kinds_are_pictures(admin_client: Client, photo: Photo, kind: str) -> None:
    assert admin_client.get(address(photo, kind)).status_code == 404


def test_a_file_that_is_gone_is_not_found(admin_client: Client, photo: Photo) -> None:
    photo.preview.storage.delete(str(photo.preview.name))
    assert admin_client.get(address(photo)).status_code == 404


def test_a_file_of_another_kind_is_not_shown(admin_client: Client, photo: Photo) -> None:
    Photo.objects.filter(pk=photo.pk).update(preview="previews/page.html")
    assert admin_client.get(address(photo)).status_code == 404


def test_a_picture_is_never_posted_to(admin_client: Client, photo: Photo) -> None:
    assert admin_client.post(address(photo)).status_code == 405
