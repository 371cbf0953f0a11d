"""Accounts: one superuser stays, and nobody takes over who may do more."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client

from directory.models import DepartmentAccess
from tests import factories

USERS = "/admin/auth/user/"
CLERK = ("view_user", "add_user", "change_user", "delete_user", "change_group", "view_group")


@pytest.fixture
def clerk(db: None) -> User:
    return factories.user("clerk", may=CLERK, is_staff=True)


def form_of(user: User, **changed: str) -> dict[str, str]:
    """What the user's page sends."""
    departments = {"department_access-TOTAL_FORMS": "0", "department_access-INITIAL_FORMS": "0"}
    last_login = {"last_login_0": "", "last_login_1": ""}
    return {"username": user.username, **last_login, **departments, **changed}


ALL = {"is_active": "on", "is_staff": "on", "is_superuser": "on"}


@pytest.mark.parametrize("lost", ["is_active", "is_superuser"])
def test_the_last_superuser_cannot_be_made_less(
    admin_client: Client, admin_user: User, lost: str
) -> None:
    sent = form_of(admin_user, **{name: "on" for name in ALL if name != lost})
    factories.user("sleeping", is_superuser=True, is_active=False)
    page = f"{USERS}{admin_user.pk}/change/"
    refused = admin_client.post(page, sent)
    assert "This is the last active superuser" in refused.content.decode()
    factories.user("other", is_superuser=True)
    assert admin_client.post(page, sent).status_code == 302


def test_the_last_superuser_cannot_be_deleted(admin_client: Client, admin_user: User) -> None:
    page = f"{USERS}{admin_user.pk}/delete/"
    assert "This is the last active superuser" in admin_client.get(page).content.decode()
    admin_client.post(page, {"post": "yes"})
    other = factories.user("other", is_superuser=True)
    every = {"action": "delete_selected", "_selected_action": [admin_user.pk, other.pk]}
    refused = admin_client.post(USERS, {**every, "post": "yes"})
    assert "This is the last active superuser" in refused.content.decode()
    assert User.objects.count() == 2
    admin_client.post(f"{USERS}{other.pk}/delete/", {"post": "yes"})
    assert User.objects.get() == admin_user


@pytest.mark.django_db(transaction=True)
def test_two_superusers_cannot_demote_each_other_at_once() -> None:
    pair = [factories.user(name, is_superuser=True, is_staff=True) for name in ("ada", "bea")]
    clients = []
    for user in pair:
        client = Client()
        client.force_login(user)
        clients.append(client)

    def demote(number: int) -> int:
        other = pair[1 - number]
        sent = form_of(other, is_active="on", is_staff="on")
        try:
            return clients[number].post(f"{USERS}{other.pk}/change/", sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(demote, range(2)))
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1


@pytest.mark.parametrize("more", ["permission", "group", "department", "inactive"])
def test_who_may_do_more_is_not_taken_over(client: Client, clerk: User, more: str) -> None:
    victim = factories.user("victim", is_staff=True, is_active=more != "inactive")
    change = Permission.objects.get(codename="change_photo")
    if more == "group":
        group = Group.objects.create(name="reviewers")
        group.permissions.add(change)
        victim.groups.add(group)
    elif more == "department":
        DepartmentAccess.objects.create(user=victim, department=factories.department())
    else:
        victim.user_permissions.add(change)
    client.force_login(clerk)
    new = {"password1": "taken over now", "password2": "taken over now"}
    assert client.post(f"{USERS}{victim.pk}/password/", new).status_code == 403
    assert client.post(f"{USERS}{victim.pk}/change/", form_of(victim)).status_code == 403
    assert client.post(f"{USERS}{victim.pk}/delete/", {"post": "yes"}).status_code == 403
    plain = factories.user("plain")
    assert client.post(f"{USERS}{plain.pk}/change/", form_of(plain)).status_code == 302


def test_only_superusers_change_groups(client: Client, clerk: User) -> None:
    group = Group.objects.create(name="clerks")
    clerk.groups.add(group)
    client.force_login(clerk)
    rights = [str(one.pk) for one in Permission.objects.all()[:9]]
    sent = {"name": "clerks", "permissions": rights}
    assert client.post(f"/admin/auth/group/{group.pk}/change/", sent).status_code == 403
    assert not group.permissions.exists()
