"""Users: nobody makes themselves more than they are."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests import factories


@pytest.fixture
def clerk(db: None) -> User:
    rights = ("view_user", "add_user", "change_user", "delete_user")
    return factories.user("clerk", may=rights, is_staff=True)


def test_a_user_is_made_with_a_password(admin_client: Client) -> None:
    sent = {
        "username": "laura",
        "usable_password": "true",
        "password1": "a long pass phrase",
        "password2": "a long pass phrase",
    }
    admin_client.post("/admin/auth/user/add/", sent)
    assert User.objects.get(username="laura").check_password("a long pass phrase")


def test_who_is_no_superuser_cannot_become_one(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    sent = {"username": "clerk", "is_active": "on", "is_superuser": "on"}
    client.post(f"/admin/auth/user/{clerk.pk}/change/", sent)
    clerk.refresh_from_db()
    assert not clerk.is_superuser


@pytest.mark.parametrize("page", ["change", "delete", "password"])
def test_who_is_no_superuser_cannot_touch_one(
    client: Client, clerk: User, admin_user: User, page: str
) -> None:
    client.force_login(clerk)
    sent = {"post": "yes", "password1": "taken over now", "password2": "taken over now"}
    response = client.post(f"/admin/auth/user/{admin_user.pk}/{page}/", sent)
    assert response.status_code == 403
    admin_user.refresh_from_db()
    assert admin_user.check_password("password")
