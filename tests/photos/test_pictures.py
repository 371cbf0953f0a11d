"""/pictures/: what a browser gets of published photos."""

import re

import pytest
from django.test import Client, override_settings

from photos import cards, reviews
from photos.models import Publication, Rendition
from tests import factories

pytestmark = pytest.mark.django_db


def published() -> Publication:
    return factories.publication(factories.person("e1001"))


def address(publication: Publication, picture: str = "directory-96") -> str:
    return f"/pictures/{publication.token}/{picture}"


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("image/avif,image/webp,image/apng,image/*,*/*;q=0.8", "image/avif"),
        ("image/webp,*/*", "image/webp"),
        ("image/avif;q=0, image/webp;q=0.5", "image/webp"),
        ("*/*", "image/jpeg"),
        ("", "image/jpeg"),
    ],
)
def test_a_browser_gets_the_best_format_it_takes(accept: str, type_: str) -> None:
    response = Client().get(address(published()), headers={"Accept": accept})
    assert response["Content-Type"] == type_
    assert response["Vary"] == "Accept"


@pytest.mark.parametrize("ending", ["jpg", "webp", "avif"])
def test_an_extension_names_the_format(ending: str) -> None:
    response = Client().get(address(published(), f"badge-300.{ending}"))
    assert response.status_code == 200
    assert response["Content-Type"] == f"image/{ending.replace('jpg', 'jpeg')}"
    assert "Vary" not in response


def test_a_picture_may_be_kept_and_runs_nothing() -> None:
    response = Client().get(address(published()))
    assert response["Cache-Control"] == "private, max-age=86400, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_picture_is_not_sent_again() -> None:
    where = address(published())
    etag = Client().get(where)["ETag"]
    again = Client().get(where, headers={"If-None-Match": etag})
    assert (again.status_code, b"".join(again)) == (304, b"")


@pytest.mark.parametrize("ending", ["withdrawn", "replaced", "left", "erased"])
def test_a_picture_is_gone_at_once(ending: str) -> None:
    publication = published()
    photo, person = publication.photo, publication.photo.person
    where = address(publication)
    assert Client().get(where).status_code == 200
    if ending == "withdrawn":
        reviews.ask_retake(photo, factories.hr_user())
    elif ending == "replaced":
        reviews.approve(factories.judged_photo(person), factories.hr_user())
    elif ending == "left":
        person.status = "left"
        person.save()
        cards.write([person.pk])
    else:
        person.delete()
    for picture in ("directory-96", "directory-48", "directory-96.webp"):
        assert Client().get(address(publication, picture)).status_code == 404


def test_a_photo_approved_again_has_new_addresses() -> None:
    publication = published()
    hr = factories.hr_user()
    reviews.ask_retake(publication.photo, hr)
    reviews.approve(publication.photo, hr)
    assert Publication.objects.get().token != publication.token
    assert re.fullmatch("[A-Za-z0-9_-]{22}", publication.token)


def test_waiving_what_is_approved_keeps_its_addresses() -> None:
    publication = published()
    reviews.waive(publication.photo, factories.hr_user(), "A better reason.")
    assert Publication.objects.get().token == publication.token


@pytest.mark.parametrize(
    "path",
    [
        "/pictures/{token}/directory-100",
        "/pictures/{token}/directory-648",  # more than the photo's pixels
        "/pictures/{token}/poster-96",
        "/pictures/{token}/directory-96.gif",
        "/pictures/{token}/directory-096",
        "/pictures/{token}x/directory-96",
        "/pictures/{other}/directory-96",
        "/pictures/{token}/",
        "/pictures/",
    ],
)
def test_nothing_else_is_there(path: str) -> None:
    publication = published()
    where = path.format(token=publication.token, other="0" * 22)
    assert Client().get(where).status_code == 404
    assert not Rendition.objects.exists()


@override_settings(PICTURES_FOR_MEMBERS=True)
def test_pictures_can_be_kept_for_members() -> None:
    where = address(published())
    token = factories.token("intranet")
    member = Client(headers={"Authorization": f"Bearer {token.key}"})
    assert Client().get(where).status_code == 404
    assert member.get(where).status_code == 200
    assert "Authorization" in member.get(where)["Vary"]
    logged_in = Client()
    logged_in.force_login(factories.hr_user())
    assert logged_in.get(where).status_code == 200
    token.row.revoked_at = token.row.created_at
    token.row.save()
    assert member.get(where).status_code == 404
