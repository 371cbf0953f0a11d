"""Stored and published pictures, as everybody, of everybody."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from audit.models import Event
from directory.models import DepartmentAccess
from photos import media
from photos.people_json import picture_path
from photos.squares import SQUARES
from tests.access.roles import Company, Role, Target, client_of, company, hr_of
from tests.factories import token
from tokens.reach import Caller, caller_name

pytestmark = pytest.mark.django_db

KINDS = ("master", "preview", "thumbnail", *SQUARES)
OWN, EVERYBODY = {"own"}, {"own", "other", "unplaced"}
PRIVATE = {
    Role.HR_TOKEN: OWN,
    Role.HR_TOKEN_OF_LEAD: EVERYBODY,
    Role.HR_TOKEN_OF_LEAD_FOR_OWN: OWN,
    Role.BULK: OWN,
    Role.HR: OWN,
    Role.LEAD: EVERYBODY,
    Role.SUPERUSER: EVERYBODY,
}
PUBLISHED = PRIVATE | {
    Role.INTRANET: EVERYBODY,
    Role.INTRANET_OF_OWN: OWN,
    Role.READ: EVERYBODY,
    Role.READ_OF_OWN: OWN,
    Role.READ_OF_HR: OWN,
}


@pytest.fixture
def where() -> Company:
    return company()


def picture(client: Client, address: str) -> int:
    """The status of the answer, which is read to its end."""
    response = client.get(address)
    list(response)
    return response.status_code


def test_stored_pictures_open_to_hr_of_the_person_alone(where: Company) -> None:
    for role in Role:
        client = client_of(role, where)
        for whose in sorted(EVERYBODY):
            photo = getattr(where, whose).newest
            expected = 200 if whose in PRIVATE.get(role, ()) else 404
            for kind in KINDS:
                status = picture(client, f"/photos/{photo.pk}/{kind}/")
                led_to_login = role is Role.ANONYMOUS and status == 302
                assert status == expected or led_to_login, (role, whose, kind)
        assert picture(client, "/photos/999999/preview/") in (404, 302)


@override_settings(PICTURES_FOR_MEMBERS=True)
def test_pictures_for_members_follow_the_members_directory(where: Company) -> None:
    for role in Role:
        client = client_of(role, where)
        for whose in sorted(EVERYBODY):
            published = getattr(where, whose).shown.publication
            expected = 200 if whose in PUBLISHED.get(role, ()) else 404
            address = picture_path(published, "directory", 96)
            assert picture(client, address) == expected, (role, whose)


def signed_for(target: Target, caller: Caller, kind: str = "preview") -> str:
    return media.signed_address(target.newest, kind, caller_name(caller))


def test_the_api_hands_out_addresses_that_open_without_a_login(where: Company) -> None:
    client = client_of(Role.HR_TOKEN, where)
    answer = client.get(f"/api/v1/photos/{where.own.newest.pk}/").json()
    parts = urlsplit(answer["preview_url"])
    response = Client().get(f"{parts.path}?{parts.query}")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, max-age=60"
    list(response)


def test_a_signed_address_opens_one_picture_for_five_minutes(
    where: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = signed_for(where.own, Caller(hr_of(where.department)))
    assert picture(Client(), address) == 200
    other = address.replace(str(where.own.newest.pk), str(where.own.shown.pk))
    assert picture(Client(), other) == 404
    assert picture(Client(), address.replace("/preview/", "/master/")) == 404
    assert picture(Client(), f"{address}x") == 404
    monkeypatch.setattr(media, "SIGNED_FOR", timedelta(seconds=-1))
    assert picture(Client(), address) == 404


def test_a_signed_address_is_worth_what_its_caller_is_worth_now(where: Company) -> None:
    member = hr_of(where.department)
    issued = token("hr", user=member)
    by_login, by_key = Caller(member), Caller(member, issued.row)
    addresses = [signed_for(where.own, one) for one in (by_login, by_key)]
    assert [picture(Client(), one) for one in addresses] == [200, 200]
    assert picture(Client(), signed_for(where.other, by_key)) == 404
    issued.row.revoked_at = timezone.now()
    issued.row.save()
    assert [picture(Client(), one) for one in addresses] == [200, 404]
    DepartmentAccess.objects.all().delete()
    assert [picture(Client(), one) for one in addresses] == [404, 404]


def test_the_trail_knows_whose_signed_address_showed_a_photo_in_full_size(where: Company) -> None:
    member = hr_of(where.department)
    by_key = Caller(member, token("hr", user=member).row)
    for caller in (Caller(member), by_key):
        assert picture(Client(), signed_for(where.own, caller, "master")) == 200
    told = Event.objects.filter(action="photo.download").order_by("pk")
    names = [member.username, f"token: {by_key.auth.name}"]  # type: ignore[union-attr]
    assert [one.who for one in told] == names
    assert {one.user_id for one in told} == {member.pk}


@override_settings(SAMEFRAME_ACCEL_REDIRECT="/private")
def test_the_web_server_may_send_what_was_allowed(where: Company) -> None:
    client = client_of(Role.HR, where)
    photo = where.own.newest
    response = client.get(f"/photos/{photo.pk}/preview/")
    assert response["X-Accel-Redirect"] == f"/private/{photo.preview.name}"
    assert response["Content-Type"] == "image/jpeg"
    assert response.content == b""
    assert client.get(f"/photos/{where.other.newest.pk}/preview/").status_code == 404
