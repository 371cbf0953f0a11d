from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from config.private_files import is_private
from config.roles import ROLES
from intranet.access import NAME
from tokens.models import ApiToken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_installation(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.SECRET_KEY_FILE = tmp_path / "secret-key"
    settings.ADMIN_PASSWORD_FILE = tmp_path / "admin-password"
    settings.STATIC_ROOT = tmp_path / "static"


def prepare() -> str:
    return str(call_command("prepare", stdout=StringIO()))


def test_admin_can_log_in_with_the_password_that_is_told(settings: Settings) -> None:
    login = prepare()

    password = settings.ADMIN_PASSWORD_FILE.read_text().strip()
    assert f"the password {password} " in login
    account = authenticate(username="admin", password=password)
    assert account is not None
    assert account.is_superuser


def test_the_password_is_kept_for_the_owner_alone(settings: Settings) -> None:
    prepare()

    assert is_private(settings.ADMIN_PASSWORD_FILE)


def test_preparing_twice_changes_nothing() -> None:
    first = prepare()
    hashed = User.objects.get().password

    assert prepare() == first
    assert User.objects.get().password == hashed


def test_the_roles_are_made_once_and_then_left_to_their_owners() -> None:
    prepare()
    for role in ROLES:
        group = Group.objects.get(name=role.name)
        held = group.permissions.values_list("content_type__app_label", "codename")
        assert {".".join(one) for one in held} == set(role.permissions)

    changed = Group.objects.get(name="Department HR")
    changed.permissions.clear()
    prepare()
    assert not changed.permissions.exists()


def test_a_password_that_somebody_chose_is_neither_changed_nor_told() -> None:
    prepare()
    account = User.objects.get()
    account.set_password("chosen")
    account.save()

    assert "the password you chose" in prepare()
    assert authenticate(username="admin", password="chosen")


def test_an_account_of_that_name_is_left_alone(settings: Settings) -> None:
    User.objects.create_user("admin", password="older")

    assert "the password you chose" in prepare()
    assert not User.objects.get().is_superuser
    assert not settings.ADMIN_PASSWORD_FILE.exists()


def test_a_key_is_made_where_none_is_set(settings: Settings) -> None:
    settings.SECRET_KEY = ""

    prepare()

    assert len(settings.SECRET_KEY_FILE.read_text().strip()) >= 50
    assert is_private(settings.SECRET_KEY_FILE)
    assert settings.SECRET_KEY_FILE.read_text().strip() == settings.SECRET_KEY


def test_no_key_is_made_where_the_environment_gives_one(settings: Settings) -> None:
    prepare()

    assert not settings.SECRET_KEY_FILE.exists()


def test_the_example_pages_token_is_made_once_and_stays_revoked(settings: Settings) -> None:
    settings.SAMEFRAME_EXAMPLE_INTRANET = True
    prepare()
    prepare()

    token = ApiToken.objects.get()
    assert (token.name, token.scope, token.user.username) == (NAME, "intranet", "admin")
    ApiToken.objects.update(revoked_at=timezone.now())
    prepare()
    assert ApiToken.objects.count() == 1


def test_without_the_example_page_there_is_no_token() -> None:
    prepare()

    assert not ApiToken.objects.exists()
