"""Single sign-on, at a real provider."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from access import provider as providers
from access.models import Identity
from access.provider import BACKEND
from access.sign_on_renewal import EXPIRES, LONGEST_OVERDUE
from audit.models import Event
from tests import factories
from tests.access.provider.people import CLIENT_ID, CLIENT_SECRET, PASSWORD, WRONG

PAGE = "/admin/password_change/"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The provider's address, as long as this file's tests run."""
    env = {**os.environ, "PROVIDER_FOLDER": str(tmp_path_factory.mktemp("provider"))}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "tests.access.provider.serve"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        server.kill()


@pytest.fixture(autouse=True)
def switched_on(settings: Settings, issuer: str, db: None) -> None:
    providers.forget()
    settings.OIDC_ISSUER = issuer
    settings.OIDC_RP_CLIENT_ID = CLIENT_ID
    settings.OIDC_RP_CLIENT_SECRET = CLIENT_SECRET
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, BACKEND]


@pytest.fixture
def laura() -> User:
    """Linked to the provider's laura."""
    user = factories.user("laura.h", email="laura@example.com", is_staff=True)
    call_command("link_sign_on", "laura.h", "sub-laura")
    return user


def go(client: Client, name: str, there: str = "", browser: requests.Session | None = None) -> str:
    """From the login page to the provider, and to the address it sends back to."""
    there = there or str(client.get("/admin/sso/", {"next": PAGE})["Location"])
    browser = browser or requests.Session()
    answer = browser.get(there, allow_redirects=False)
    if "/login/" in answer.headers["Location"]:
        form = browser.get(urljoin(there, answer.headers["Location"]))
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.text)
        assert found is not None
        sent = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": found[1]}
        browser.post(form.url, sent, allow_redirects=False)
        answer = browser.get(there, allow_redirects=False)
    return str(answer.headers["Location"])


def come_back(client: Client, address: str) -> HttpResponse:
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")  # type: ignore[return-value]


def log_in(client: Client, name: str) -> HttpResponse:
    return come_back(client, go(client, name))


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == HTTPStatus.OK


def told(client: Client) -> str:
    """What the login page says."""
    page = client.get("/admin/login/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page.split('id="login-form"')[0]).split())


def reasons() -> list[str]:
    return list(Event.objects.filter(action="sso.failed").values_list("after", flat=True))


def test_who_is_linked_comes_in_where_they_wanted_to(client: Client, laura: User) -> None:
    asked = parse_qs(urlsplit(str(client.get("/admin/sso/")["Location"])).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["state"]
    assert asked["nonce"]
    before = client.session.session_key
    response = log_in(client, "laura")
    assert (response.status_code, response["Location"]) == (HTTPStatus.FOUND, PAGE)
    assert is_in(client)
    assert client.session.session_key != before
    assert client.session.get_expiry_age() > 40_000
    event = Event.objects.get(action="sso.login")
    assert (event.key, event.user_id) == (str(laura.pk), laura.pk)


@pytest.mark.parametrize("name", WRONG)
def test_a_token_that_is_not_right_in_everything_opens_nothing(
    client: Client, settings: Settings, name: str
) -> None:
    settings.OIDC_CREATE_USER = True
    factories.user("laura.h", email="laura@example.com", is_staff=True)
    assert log_in(client, name)["Location"] == "/admin/login/"
    assert not is_in(client)
    assert User.objects.count() == 1
    assert "The company login did not work. Please try again." in told(client)
    assert reasons() == [WRONG[name]]


def test_a_state_of_another_browser_opens_nothing(client: Client, laura: User) -> None:
    address = go(Client(), "laura")
    client.get("/admin/sso/")
    assert come_back(client, address)["Location"] == "/admin/login/"
    assert come_back(client, re.sub(r"state=\w+", "state=guessed", address)).status_code == 302
    assert not is_in(client)
    assert reasons() == ["answer was not asked for"] * 2


def test_a_code_is_taken_once(client: Client, laura: User) -> None:
    address = go(client, "laura")
    session = client.session
    states = session["oidc_states"]
    assert come_back(client, address)["Location"] == PAGE
    client.logout()
    client.get("/admin/sso/")
    session = client.session
    session["oidc_states"] = states
    session.save()
    assert come_back(client, address)["Location"] == "/admin/login/"
    assert reasons() == ["code was not taken"]


def test_a_provider_may_want_the_secret_in_a_header(client: Client, laura: User) -> None:
    address = next(iter(providers._kept))
    wants = replace(providers.provider(), takes_secret_in_body=False)
    providers._kept[address] = providers.Kept(wants, time.monotonic())
    assert log_in(client, "laura")["Location"] == PAGE


def test_both_ways_to_sign_are_read(client: Client) -> None:
    factories.user("e", is_staff=True)
    call_command("link_sign_on", "e", "sub-elliptic")
    log_in(client, "elliptic")
    assert is_in(client)


def test_who_has_no_account_here_is_told_what_to_do(client: Client) -> None:
    factories.user("laura.h", email="laura@example.com", is_staff=True)
    log_in(client, "laura")
    assert "No active account here belongs to your company login." in told(client)
    assert User.objects.count() == 1
    assert reasons() == ["account is unknown"]
    assert "laura" not in str(list(Event.objects.values_list()))


def test_who_was_deactivated_stays_out_and_goes_out(client: Client, laura: User) -> None:
    log_in(client, "laura")
    User.objects.filter(pk=laura.pk).update(is_active=False)
    assert not is_in(client)
    log_in(client, "laura")
    assert not is_in(client)
    assert reasons() == ["account is not active"]


def test_an_account_is_found_by_a_verified_address_only_where_settings_say_so(
    client: Client, settings: Settings
) -> None:
    user = factories.user("laura.h", email="Laura@example.com", is_staff=True)
    settings.OIDC_MATCH_EMAIL = True
    log_in(client, "unverified")
    assert not is_in(client)
    log_in(client, "laura")
    assert is_in(client)
    assert Identity.objects.get().user == user


@pytest.mark.parametrize("why", ["superuser", "two of them"])
def test_no_superuser_and_no_one_of_two_is_found_by_address(
    client: Client, settings: Settings, why: str
) -> None:
    settings.OIDC_MATCH_EMAIL = True
    is_superuser = why == "superuser"
    factories.user("one", email="laura@example.com", is_staff=True, is_superuser=is_superuser)
    if not is_superuser:
        factories.user("two", email="laura@example.com", is_staff=True)
    log_in(client, "laura")
    assert not is_in(client)


def test_accounts_are_made_only_where_settings_say_so_and_get_the_mapped_groups(
    client: Client, settings: Settings
) -> None:
    settings.OIDC_CREATE_USER = True
    settings.OIDC_GROUPS = {"hr": "HR", "leads": "HR leads"}
    Group.objects.bulk_create([Group(name="HR"), Group(name="HR leads"), Group(name="own")])
    log_in(client, "laura")
    made = User.objects.get()
    assert (made.username, made.is_staff, made.is_superuser) == ("laura", True, False)
    assert not made.has_usable_password()
    assert [group.name for group in made.groups.all()] == ["HR"]
    assert is_in(client)
    made.groups.set(Group.objects.filter(name__in=["HR leads", "own"]))
    log_in(Client(), "laura")
    assert {group.name for group in made.groups.all()} == {"HR", "own"}
    settings.OIDC_GROUPS = {"leads": "HR leads", "gone": "HR"}
    log_in(Client(), "laura")
    made.refresh_from_db()
    assert not made.is_staff
    assert not is_in(client)


def test_a_new_account_never_takes_somebodys_name(client: Client, settings: Settings) -> None:
    settings.OIDC_CREATE_USER = True
    factories.user("Laura", is_staff=True, is_superuser=True)
    log_in(client, "laura")
    assert not is_in(client)
    assert User.objects.filter(username__startswith="sso-", is_staff=False).count() == 1


def test_a_session_is_renewed_unseen_and_ends_when_the_provider_says_no(
    client: Client, laura: User
) -> None:
    browser = requests.Session()
    come_back(client, go(client, "laura", browser=browser))

    def expire(seconds: int = 1) -> None:
        session = client.session
        session[EXPIRES] = time.time() - seconds
        session.save()

    expire()
    assert client.get(PAGE, headers={"Accept": "image/webp"}).status_code == HTTPStatus.OK
    there = client.get(PAGE, headers=HTML)["Location"]
    assert "prompt=none" in there
    assert come_back(client, go(client, "laura", there, browser))["Location"] == PAGE
    assert client.get(PAGE, headers=HTML).status_code == HTTPStatus.OK
    assert Event.objects.filter(action="sso.login").count() == 1
    expire()
    there = client.get(PAGE, headers=HTML)["Location"]
    back = requests.get(there, allow_redirects=False).headers["Location"]
    assert "error=login_required" in back
    come_back(client, back)
    assert not is_in(client)
    log_in(client, "laura")
    expire(LONGEST_OVERDUE + 1)
    assert client.get(PAGE, headers={"Accept": "*/*"}).status_code == HTTPStatus.FOUND


def test_whoever_logs_in_by_password_is_never_sent_to_the_provider(
    client: Client, laura: User
) -> None:
    client.force_login(laura, "django.contrib.auth.backends.ModelBackend")
    assert client.get(PAGE, headers=HTML).status_code == HTTPStatus.OK


def test_going_out_offers_to_go_out_there_too(client: Client, laura: User, issuer: str) -> None:
    log_in(client, "laura")
    page = client.post("/admin/logout/").content.decode()
    assert f"{issuer}/logout/?client_id={CLIENT_ID}&amp;post_logout_redirect_uri=" in page
    assert not is_in(client)


def test_passwords_can_be_left_to_superusers(client: Client, settings: Settings) -> None:
    settings.SAMEFRAME_PASSWORD_LOGIN = False
    for name, is_superuser in (("hr", False), ("root", True)):
        factories.user(
            name, password="a long pass phrase", is_staff=True, is_superuser=is_superuser
        )
        client.post("/admin/login/", {"username": name, "password": "a long pass phrase"})
        assert is_in(client) is is_superuser
        client.logout()
    assert "Emergency login for administrators" in told(client)


def test_a_provider_that_is_away_is_said_and_breaks_nothing(
    client: Client, settings: Settings
) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    assert client.get("/admin/sso/")["Location"] == "/admin/login/"
    assert "The company login did not work." in told(client)
    assert reasons() == ["provider is away"]


def test_switched_off_there_is_no_such_address(client: Client, settings: Settings) -> None:
    settings.OIDC_ISSUER = ""
    assert client.get("/admin/sso/").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/admin/sso/callback/?code=1&state=2").status_code == HTTPStatus.NOT_FOUND
    assert "/admin/sso/" not in client.get("/admin/login/").content.decode()
