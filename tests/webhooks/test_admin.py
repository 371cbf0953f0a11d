"""Webhooks in the admin."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from tests import factories
from tests.webhooks.endpoints import DATA, endpoint
from webhooks.models import Delivery, Endpoint
from webhooks.outbox import announce

LIST, LOG = "/admin/webhooks/endpoint/", "/admin/webhooks/delivery/"
RIGHTS = ("view_endpoint", "add_endpoint", "change_endpoint", "view_delivery")
SENT = {
    "name": "Portal",
    "address": "https://hooks.example/photos",
    "events": ["photo.approved", "retake.asked"],
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client: Client) -> User:
    """Somebody of Finance's HR who may make webhooks, logged in."""
    user = factories.hr_of(factories.department("Finance"))
    user.user_permissions.add(*Permission.objects.filter(codename__in=RIGHTS))
    client.force_login(user)
    return user


def secret_in(page: str) -> str:
    found = re.search(r'id="webhook-secret">([^<]+)<', page)
    assert found, page
    return found[1]


def test_a_webhook_is_made_tried_and_given_a_new_secret(client: Client, member: User) -> None:
    secret = secret_in(client.post(f"{LIST}add/", SENT).content.decode())
    row = Endpoint.objects.get()
    assert (row.user, row.secret) == (member, secret)
    assert secret.encode() not in bytes(row.sealed_secret)
    page = f"{LIST}{row.pk}/change/"
    assert secret not in client.get(page).content.decode()
    assert (
        "A test is on its way"
        in client.post(f"{LIST}{row.pk}/ping/", follow=True).content.decode()
    )
    assert Delivery.objects.get().kind == "ping"
    newer = secret_in(client.post(f"{LIST}{row.pk}/rotate/").content.decode())
    row.refresh_from_db()
    assert newer == row.secret != secret

    announce("photo.approved", DATA, factories.department("Finance").pk, about=1)
    client.post(page, SENT)  # no longer active
    given_up = Delivery.objects.latest("pk")
    assert (given_up.state, given_up.problem) == ("given_up", "switched_off")
    assert (
        "Not sent again" in client.post(f"{LOG}{given_up.pk}/retry/", follow=True).content.decode()
    )
    client.post(page, {**SENT, "is_active": "on"})
    assert (
        "being sent again"
        in client.post(f"{LOG}{given_up.pk}/retry/", follow=True).content.decode()
    )
    shown = client.get(f"{LOG}{given_up.pk}/change/").content.decode()
    assert "e1001" in shown
    assert "Waiting" in client.get(LOG).content.decode()


def test_nobody_lets_others_be_told_more_than_they_see(client: Client, member: User) -> None:
    sales = factories.department("Sales")
    assert "Sales" not in client.get(f"{LIST}add/").content.decode()
    for change, complaint in (
        ({"address": "http://hooks.example/"}, "must begin with https"),
        ({"departments": [sales.pk]}, "not one of the available choices"),
        ({"events": ["everything"]}, "not one of the available choices"),
    ):
        assert complaint in client.post(f"{LIST}add/", {**SENT, **change}).content.decode()
    member.user_permissions.remove(*Permission.objects.filter(codename="view_photo"))
    refused = client.post(f"{LIST}add/", SENT).content.decode()
    assert "be told of retakes" in refused
    assert not Endpoint.objects.exists()
    other = endpoint(factories.hr_user("boss"))
    announce("photo.removed", DATA, sales.pk, about=1)
    for address in (
        f"{LIST}{other.pk}/change/",
        f"{LOG}{Delivery.objects.get().pk}/change/",
    ):
        assert client.get(address).status_code == 302
    assert client.post(f"{LIST}{other.pk}/rotate/").status_code == 404
