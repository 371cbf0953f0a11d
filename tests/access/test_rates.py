"""Rates: the one more is refused, in one store for all processes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from rest_framework.request import Request

from access.addresses import address_key
from access.meters import fill
from access.models import Meter
from access.rates import RATES, BadRate, Rate, rate_written
from access.throttle import CallerRate
from photos.api.person_photos import PersonPhotosView
from tests import factories
from tests.api.callers import caller, session

NOW = 1_800_000_000.0
FIVE = Rate("login", 5, 60)


@pytest.mark.django_db
def test_after_the_rate_the_next_waits_until_one_is_forgotten() -> None:
    assert [fill("k", FIVE, 1, NOW) for _ in range(5)] == [0] * 5
    assert fill("k", FIVE, 1, NOW) == pytest.approx(12, abs=0.01)
    assert fill("other", FIVE, 1, NOW) == 0
    assert fill("k", FIVE, 1, NOW + 11.9) > 0
    assert fill("k", FIVE, 1, NOW + 12) == 0
    assert [fill("k", FIVE, 1, NOW + 80) for _ in range(5)] == [0] * 5


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_no_more_than_the_rate() -> None:
    def one(_: int) -> float:
        try:
            return fill("k", FIVE, 1, NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(one, range(20)))
    assert waits.count(0) == 5
    assert Meter.objects.count() == 1


@pytest.mark.django_db
def test_reads_are_counted_without_a_write_each(
    settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.SAMEFRAME_RATES = {"read": "200/h"}
    api = caller(factories.token("intranet").key)
    statuses = [api.get("/api/v1/departments/").status_code for _ in range(203)]
    assert statuses[:200] == [200] * 200
    assert 429 in statuses[200:]
    assert Meter.objects.count() == 1
    refused = api.get("/api/v1/departments/")
    assert int(refused["Retry-After"]) >= 1
    assert refused.json()["type"] == "client_error"
    assert refused.json()["errors"][0]["code"] == "throttled"
    assert api.get("/api/v1/departments/", REMOTE_ADDR="192.0.2.7").status_code == 200
    with django_assert_num_queries(1):  # the token's alone
        api.get("/api/v1/departments/")


@pytest.mark.django_db
def test_uploads_and_checks_have_rates_of_their_own(settings: Settings) -> None:
    settings.SAMEFRAME_RATES = {"upload": "1/h", "check": "1/h"}
    person = factories.person("e1001")
    api = session(factories.hr_user())
    path = f"/api/v1/people/{person.employee_id}/photos/"
    assert api.post(path, format="multipart").status_code == 400
    assert api.post(path, format="multipart").status_code == 429
    assert api.post("/api/v1/checks/", format="multipart").status_code == 400
    refused = api.post("/api/v1/checks/", format="multipart")
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert api.get(path).status_code == 200


@pytest.mark.django_db
def test_a_bulk_token_has_no_rate_of_uploads(settings: Settings) -> None:
    settings.SAMEFRAME_RATES = {"upload": "1/h"}
    token = factories.token("intranet").row
    view = PersonPhotosView()

    def heard(scope: str) -> list[bool]:
        token.scope = scope
        request = Request(RequestFactory().post("/"))
        request.auth = token
        return [CallerRate().allow_request(request, view) for _ in range(3)]

    assert heard("hr") == [True, False, False]
    assert heard("bulk") == [True] * 3


@pytest.mark.django_db
def test_meters_hold_no_address(settings: Settings) -> None:
    settings.SAMEFRAME_RATES = {"read": "10/h"}
    api = caller(factories.token("intranet").key)
    api.get("/api/v1/departments/", REMOTE_ADDR="192.0.2.7")
    assert "192.0.2.7" not in Meter.objects.get().key
    assert address_key("2001:db8::1") == address_key("2001:db8::ffff:2")
    assert address_key("2001:db8::1") != address_key("2001:db8:0:1::1")


@pytest.mark.parametrize("text", ["", "5", "5/", "0/min", "-1/min", "five/min", "5/fortnight"])
def test_a_rate_that_cannot_be_read_says_how_to_write_it(text: str) -> None:
    with pytest.raises(BadRate, match="5/min"):
        rate_written("login", text)


def test_the_rates_are_those_promised() -> None:
    assert RATES == {
        "login": "5/min",
        "sign-on": "60/min",
        "link": "10/min",
        "link_upload": "10/h",
        "link_frame": "240/min",
        "upload": "60/min",
        "check": "60/min",
        "import": "5/h",
        "export": "10/h",
        "read": "6000/min",
        "test_mail": "10/h",
    }


@pytest.mark.django_db
def test_a_page_says_in_words_when_to_come_back(admin_client: Client, settings: Settings) -> None:
    settings.SAMEFRAME_RATES = {"export": "1/h"}
    page = "/admin/directory/person/export/"
    assert admin_client.get(page).status_code == 200
    assert admin_client.post(page, {"format": "csv"}).status_code == 200
    refused = admin_client.post(page, {"format": "csv"})
    assert refused.status_code == 429
    assert refused["Retry-After"] == "3600"
    assert "Please try again in 60 minutes." in refused.content.decode()
    assert admin_client.get(page).status_code == 200
