"""Logins: who guesses is slowed down, and nobody is shut out by it."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from access import logins
from access.limits import TooManyRequests
from access.logins import attempt_of, begin, succeed
from access.models import Meter
from access.rates import Rate
from access.upkeep import purge
from audit.models import Event
from tests import factories

RATE = Rate("login", 5, 60)
NOW = 1_800_000_000.0
PASSWORD = "a long pass phrase"
ATTACKER, OWNER = "192.0.2.66", "198.51.100.7"


@pytest.fixture(autouse=True)
def real_rate(settings: Settings) -> None:
    settings.SAMEFRAME_RATES = {}


@pytest.fixture
def laura(db: None) -> User:
    mail = "laura@example.com"
    return factories.user("laura", email=mail, password=PASSWORD, is_staff=True)


class QuickerHasher(PBKDF2PasswordHasher):
    """A twentieth of the site's, and still most of what a login costs."""

    iterations = 60_000


def log_in(client: Client, name: str, password: str, address: str = ATTACKER) -> HttpResponse:
    sent = {"username": name, "password": password}
    return client.post("/admin/login/", sent, REMOTE_ADDR=address)  # type: ignore[return-value]


def waits(account: str, address: str, count: int, device: str = "") -> list[float]:
    """How long each of so many failures has to wait, one after the other without a break."""
    found: list[float] = []
    now = NOW
    for _ in range(count):
        try:
            begin(attempt_of(account, address, device, RATE), now)
        except TooManyRequests as refused:
            found.append(refused.wait)
            now += refused.wait
            begin(attempt_of(account, address, device, RATE), now)
        else:
            found.append(0)
    return found


def test_the_sixth_attempt_waits_and_each_next_one_longer(laura: User, client: Client) -> None:
    for _ in range(5):
        assert log_in(client, "laura", "wrong").status_code == 200
    refused = log_in(client, "laura", "wrong")
    assert refused.status_code == 429
    assert 55 <= int(refused["Retry-After"]) <= 60
    assert "Too many attempts to log in. Please try again in " in refused.content.decode()
    german = client.post(
        "/admin/login/",
        {"username": "laura", "password": "wrong"},
        headers={"Accept-Language": "de"},
        REMOTE_ADDR=ATTACKER,
    )
    told = "Zu viele Anmeldeversuche. Bitte versuchen Sie es in "
    assert told in german.content.decode()
    assert log_in(client, "laura", PASSWORD).status_code == 429  # right or wrong is not looked at
    assert log_in(client, "laura", PASSWORD, OWNER).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_thirty_attempts_at_once_are_no_better_than_one_after_the_other() -> None:
    def one(_: int) -> bool:
        try:
            begin(attempt_of("a", "x", "", RATE), NOW)
        except TooManyRequests:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        heard = list(threads.map(one, range(30)))
    assert heard.count(True) == 5


@pytest.mark.django_db
def test_waits_double_up_to_a_quarter_of_an_hour_and_fade() -> None:
    found = waits("a", "x", 24)
    assert found[:8] == [0, 0, 0, 0, 0, 60, 120, 240]
    assert found == sorted(found)
    assert found[-1] == logins.LONGEST_WAIT
    begin(attempt_of("a", "x", "", RATE), NOW + 2 * 86_400)
    assert Meter.objects.get(key="login:a:x").empty_at == NOW + 2 * 86_400 + 900


@pytest.mark.django_db
def test_an_attacked_account_stays_open_to_its_owner() -> None:
    for number in range(11):  # a botnet
        waits("a", f"bot{number}", 5)
    assert waits("a", "home", 1) == [0]
    assert waits("a", "cafe", 2) == [0, 60]  # but each further address is slowed down sooner
    assert waits("b", "home", 5) == [0] * 5
    later = attempt_of("a", "train", "", RATE)
    begin(later, NOW + 86_400)
    begin(later, NOW + 86_400)  # and the next day it is as before


@pytest.mark.django_db
def test_who_tries_many_accounts_from_one_address_waits_but_not_in_a_known_browser() -> None:
    for number in range(20):
        begin(attempt_of(f"account{number}", "office", "", RATE), NOW)
    with pytest.raises(TooManyRequests):
        begin(attempt_of("laura", "office", "", RATE), NOW)
    assert waits("laura", "office", 6, "her-browser") == [0, 0, 0, 0, 0, 60]


@pytest.mark.django_db
def test_a_login_that_works_forgets_the_account_here_and_not_what_the_address_did() -> None:
    for name in ("a", "a", "b"):
        begin(attempt_of(name, "x", "", RATE), NOW)
    right = attempt_of("a", "x", "", RATE)
    begin(right, NOW)
    succeed(right)
    assert not Meter.objects.filter(key="login:a:x").exists()
    assert Meter.objects.get(key="login:*:x").empty_at == NOW + 3 * 180


def test_a_browser_of_the_owner_is_known_again(laura: User) -> None:
    owner = Client()
    assert log_in(owner, "laura", PASSWORD, OWNER).status_code == 302
    cookie = owner.cookies["sameframe_device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "laura" not in cookie.value
    owner.logout()
    owner.cookies["sameframe_device"] = cookie.value
    for number in range(25):  # somebody else in the same office
        log_in(Client(), f"laura{number}", "wrong", OWNER)
    assert log_in(Client(), "laura", PASSWORD, OWNER).status_code == 429
    assert log_in(owner, "laura", PASSWORD, OWNER).status_code == 302


@pytest.mark.parametrize("name", ["laura", "LAURA", "\uff2caura"])
def test_a_name_spelled_otherwise_is_the_same_account(laura: User, name: str) -> None:
    for _ in range(5):
        log_in(Client(), name, "wrong")
    assert log_in(Client(), "laura", PASSWORD).status_code == 429


def test_unknown_and_inactive_accounts_get_the_same_answers(laura: User, client: Client) -> None:
    factories.user("gone", password=PASSWORD, is_staff=True, is_active=False)
    factories.user("guest", password=PASSWORD)  # no staff

    def answers(name: str, password: str) -> list[tuple[int, bytes]]:
        client.cookies.clear()
        Meter.objects.all().delete()
        found = [log_in(client, name, password) for _ in range(6)]
        return [(one.status_code, shown(one, name)) for one in found]

    expected = answers("laura", "wrong")
    for name in ("nobody", "gone", "guest"):
        assert answers(name, PASSWORD) == expected


def shown(response: HttpResponse, name: str) -> bytes:
    """The page's messages; its token is new every time."""
    alert = response.content.split(b'class="errornote')[2].split(b"<form")[0]
    return alert.replace(b"59 seconds", b"60 seconds")


def test_an_unknown_account_takes_as_long_as_a_known_one(laura: User, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.QuickerHasher"]
    laura.set_password(PASSWORD)
    laura.save()

    def seconds(name: str) -> float:
        Meter.objects.all().delete()
        before = time.process_time()
        log_in(Client(), name, "wrong")
        return time.process_time() - before

    seconds("laura")
    pairs = [(seconds("laura"), seconds("nobody")) for _ in range(3)]
    known, unknown = (min(times) for times in zip(*pairs, strict=True))
    assert unknown == pytest.approx(known, rel=0.3)


def test_nothing_that_was_typed_is_kept(
    laura: User, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for _ in range(6):
        log_in(client, "hunter2-typed-as-name", "hunter2-secret")
    log_in(client, "laura", "hunter2-secret", OWNER)
    kept = [str(vars(row)) for row in (*Event.objects.all(), *Meter.objects.all())]
    logged = [line for line in caplog.records if line.name != "django.db.backends"]
    told = " ".join([*kept, *(line.getMessage() for line in logged)])
    for secret in ("hunter2", ATTACKER, OWNER):
        assert secret not in told


def test_the_trail_tells_of_logins(laura: User, client: Client) -> None:
    for _ in range(5):
        log_in(client, "laura", "wrong")
    log_in(client, "laura", "wrong")
    log_in(client, "laura", PASSWORD, OWNER)
    client.post("/admin/logout/")
    told = Event.objects.order_by("id").values_list("action", "key")
    assert list(told) == [
        *[("login.failed", str(laura.pk))] * 5,
        ("login.throttled", str(laura.pk)),
        ("login", str(laura.pk)),
        ("logout", str(laura.pk)),
    ]


def test_an_operator_unlocks_an_account_or_an_address(laura: User) -> None:
    for _ in range(6):
        log_in(Client(), "laura", "wrong")
    call_command("unlock_login", "Laura")
    assert Event.objects.get(action="login.unlock").key == str(laura.pk)
    assert log_in(Client(), "laura", PASSWORD).status_code == 302
    for number in range(21):
        log_in(Client(), f"name{number}", "wrong")
    assert log_in(Client(), "laura", PASSWORD).status_code == 429
    call_command("unlock_login", address=ATTACKER)
    assert log_in(Client(), "laura", PASSWORD).status_code == 302
    with pytest.raises(CommandError):
        call_command("unlock_login")
    with pytest.raises(CommandError, match="no address"):
        call_command("unlock_login", address="home")


@pytest.mark.django_db
def test_what_has_faded_is_purged() -> None:
    begin(attempt_of("a", "x", "", RATE), time.time() - 86_400)
    begin(attempt_of("b", "y", "", RATE))
    purge()
    assert Meter.objects.count() == 3


@pytest.mark.parametrize(
    "password", ["elevenchars", "123456789012345", "administrator", "laura@example.com"]
)
def test_weak_passwords_are_refused(laura: User, client: Client, password: str) -> None:
    client.force_login(laura)
    sent = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    client.post(reverse("admin:password_change"), sent)
    laura.refresh_from_db()
    assert laura.check_password(PASSWORD)


def test_a_stolen_session_cannot_guess_the_password(laura: User, client: Client) -> None:
    client.force_login(laura)
    sent = {"old_password": "wrong", "new_password1": PASSWORD, "new_password2": PASSWORD}
    statuses = [client.post("/admin/password_change/", sent).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
