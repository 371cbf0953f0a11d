"""Sessions: they end when nothing is asked, when they are old, and when somebody has to go."""

import time
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from access.session_time import SEEN, STARTED
from access.sessions import BY_ITSELF
from audit.models import Event
from tests import factories

PASSWORD = "a long pass phrase"


@pytest.fixture
def laura(db: None) -> User:
    return factories.user("laura", password=PASSWORD, is_staff=True)


@pytest.fixture
def inside(client: Client, laura: User) -> Client:
    client.force_login(laura)
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/password_change/").status_code == HTTPStatus.OK


def shift(client: Client, **by_seconds: int) -> None:
    """Let the session have begun, or been used, so much earlier."""
    session = client.session
    for name, seconds in by_seconds.items():
        session[name] -= seconds
    session.save()


def test_an_unused_session_ends(inside: Client, settings: Settings, laura: User) -> None:
    shift(inside, **{STARTED: 3500, SEEN: 3500})
    assert is_in(inside)
    assert time.time() - inside.session[SEEN] < 5
    shift(inside, **{SEEN: 100})
    inside.get("/admin/", headers={BY_ITSELF: "1"})  # an open page that keeps itself up to date
    assert time.time() - inside.session[SEEN] > 95
    shift(inside, **{SEEN: 3605})
    key = inside.session.session_key
    assert not is_in(inside)
    assert not Session.objects.filter(session_key=key).exists()
    told = Event.objects.get(action="session.ended")
    assert (told.key, told.after, told.door) == (str(laura.pk), "unused", "admin")


def test_a_session_is_over_even_where_that_can_be_written_nowhere(inside: Client) -> None:
    def no_room(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith("SELECT"):
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

    shift(inside, **{STARTED: 43_205})
    with connection.execute_wrapper(no_room):
        assert not is_in(inside)


def test_a_session_ends_by_its_age_however_much_it_is_used(inside: Client) -> None:
    shift(inside, **{STARTED: 43_205})
    assert not is_in(inside)


def test_the_session_gets_a_new_key_at_login_and_its_cookie_is_closed_off(laura: User) -> None:
    client = Client()
    client.get("/admin/login/")
    session = client.session
    session["planted"] = "by an attacker"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted or ""
    response = client.post("/admin/login/", {"username": "laura", "password": PASSWORD})
    assert isinstance(response, HttpResponse)
    cookie = response.cookies["sessionid"]
    assert cookie.value != planted
    assert not Session.objects.filter(session_key=planted).exists()
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 43_200)


def test_a_changed_password_ends_the_other_sessions(inside: Client, laura: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(laura)
    new = "another long phrase"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert inside.post("/admin/password_change/", sent).status_code == HTTPStatus.FOUND
    assert is_in(inside)
    assert not is_in(elsewhere)


@pytest.mark.parametrize("kept", [{"is_staff": "on"}, {"is_active": "on"}])
def test_who_is_deactivated_or_no_longer_staff_is_out_at_once(
    inside: Client, laura: User, admin_client: Client, kept: dict[str, str]
) -> None:
    assert is_in(inside)
    departments = {"department_access-TOTAL_FORMS": "0", "department_access-INITIAL_FORMS": "0"}
    sent = {"username": "laura", **departments, **kept}
    admin_client.post(f"/admin/auth/user/{laura.pk}/change/", sent)
    assert not is_in(inside)
    assert Session.objects.count() == 1  # the superuser's own


def test_logging_out_everywhere(inside: Client, laura: User, admin_client: Client) -> None:
    page = inside.get("/admin/sessions/").content.decode()
    assert "this browser" in page
    elsewhere = Client()
    elsewhere.force_login(laura)
    assert inside.get("/admin/sessions/").content.decode().count("<tr>") == 3
    inside.post("/admin/sessions/")
    assert not is_in(inside)
    assert not is_in(elsewhere)
    assert is_in(admin_client)


def test_others_can_be_logged_out_by_the_admin_and_by_a_command(
    inside: Client, laura: User, admin_client: Client
) -> None:
    chosen = {"action": "log_out_everywhere", "_selected_action": [laura.pk]}
    told = admin_client.post("/admin/auth/user/", chosen, follow=True).content.decode()
    assert "1 session ended." in told
    assert not is_in(inside)
    inside.force_login(laura)
    call_command("end_sessions", "laura")
    assert not is_in(inside)
    call_command("end_sessions", all=True)
    assert not is_in(admin_client)
