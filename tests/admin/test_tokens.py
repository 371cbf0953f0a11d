"""API tokens in the admin."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from directory.models import Department
from directory.reach import NOBODY, reach_over
from tests import factories
from tokens.models import ApiToken, digest
from tokens.reach import reach_of_token

RIGHTS = ("view_apitoken", "add_apitoken", "change_apitoken")
ADD, LIST = "/admin/tokens/apitoken/add/", "/admin/tokens/apitoken/"


def make(client: Client, **values: object) -> str:
    """The page after a token was made."""
    sent = {"name": "intranet page", "scope": "intranet", "days": "90", **values}
    return client.post(ADD, sent).content.decode()


def key_in(page: str) -> str:
    found = re.search(r'id="api-key">([^<]+)<', page)
    assert found
    return found[1]


def test_the_key_is_shown_once_and_only_its_hash_is_kept(
    admin_client: Client, admin_user: User
) -> None:
    key = key_in(make(admin_client, user=admin_user.pk))
    token = ApiToken.objects.get()
    assert token.key_hash == digest(key)
    for address in (LIST, f"{LIST}{token.pk}/change/", f"{LIST}{token.pk}/history/"):
        page = admin_client.get(address).content.decode()
        assert key not in page
        assert token.key_hash not in page


def test_the_answer_with_the_key_is_stored_nowhere(admin_client: Client, admin_user: User) -> None:
    sent = {"name": "x", "scope": "intranet", "days": "90", "user": admin_user.pk}
    response = admin_client.post(ADD, sent)
    assert "no-store" in response["Cache-Control"]
    key = key_in(response.content.decode())
    assert all(key not in str(cookie) for cookie in admin_client.cookies.values())


def test_a_token_ends_when_it_says(admin_client: Client, admin_user: User) -> None:
    make(admin_client, user=admin_user.pk, days="365")
    left = ApiToken.objects.get().expires_at - timezone.now()
    assert timedelta(days=364) < left <= timedelta(days=365)


@pytest.mark.parametrize("days", ["366", "100000", "-1", "", "soon"])
def test_no_token_lives_longer_than_a_year(
    admin_client: Client, admin_user: User, days: str
) -> None:
    make(admin_client, user=admin_user.pk, days=days)
    assert not ApiToken.objects.exists()


def test_a_revoked_token_opens_nothing_from_then_on(admin_client: Client) -> None:
    token = factories.token("intranet").row
    page = admin_client.post(
        LIST, {"action": "revoke", "_selected_action": [token.pk]}, follow=True
    ).content.decode()
    assert "1 revoked." in page
    assert "Revoked" in page
    token.refresh_from_db()
    assert not token.is_valid


def test_a_token_cannot_be_prolonged_or_widened(admin_client: Client) -> None:
    token = factories.token("intranet").row
    before = token.expires_at
    sent = {"name": "new name", "scope": "hr", "expires_at_0": "2099-01-01"}
    admin_client.post(f"{LIST}{token.pk}/change/", sent)
    token.refresh_from_db()
    assert (token.name, token.scope, token.expires_at) == ("new name", "intranet", before)


@pytest.fixture
def clerk(db: None) -> User:
    return factories.user("clerk", may=(*RIGHTS, "see_all_departments"), is_staff=True)


def test_who_is_no_superuser_makes_tokens_in_their_own_name_only(
    client: Client, clerk: User, admin_user: User
) -> None:
    client.force_login(clerk)
    make(client, user=admin_user.pk)
    assert ApiToken.objects.get().user == clerk


def test_who_may_not_see_photos_makes_no_hr_token(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert "no HR token can act for them" in make(client, scope="hr")
    assert not ApiToken.objects.exists()


def test_who_is_no_superuser_sees_no_tokens_of_others(client: Client, clerk: User) -> None:
    factories.token("intranet", name="of somebody else")
    client.force_login(clerk)
    assert "of somebody else" not in client.get(LIST).content.decode()


@pytest.fixture
def finance(db: None) -> Department:
    return factories.department("Finance")


@pytest.fixture
def member(client: Client, finance: Department) -> User:
    """Somebody of HR of Finance who may make tokens, logged in."""
    user = factories.hr_of(finance)
    user.user_permissions.add(*Permission.objects.filter(codename__in=RIGHTS))
    client.force_login(user)
    return user


def test_a_token_of_departments_reaches_them_alone(
    client: Client, member: User, finance: Department
) -> None:
    make(client, departments=[finance.pk])
    token = ApiToken.objects.get()
    assert reach_of_token(token) == reach_over([finance.pk])
    for address in (LIST, f"{LIST}{token.pk}/change/"):
        assert "Finance" in client.get(address).content.decode()
    finance.delete()
    assert reach_of_token(ApiToken.objects.get()) == NOBODY
    assert "no department any more" in client.get(LIST).content.decode()


def test_nobody_makes_a_token_for_more_than_they_see(
    client: Client, member: User, admin_client: Client
) -> None:
    design = factories.department("Design")
    assert "Design" not in client.get(ADD).content.decode()
    assert "Choose departments" in make(client)
    make(client, departments=[design.pk])
    may_not = make(admin_client, scope="hr", user=member.pk, departments=[design.pk])
    assert "may not see the people of Design" in may_not
    assert not ApiToken.objects.exists()


def test_an_hr_token_reaches_what_its_user_reaches_now(
    client: Client, member: User, finance: Department
) -> None:
    make(client, scope="bulk")
    assert reach_of_token(ApiToken.objects.get()) == reach_over([finance.pk])
    member.department_access.all().delete()
    assert reach_of_token(ApiToken.objects.get()) == NOBODY
