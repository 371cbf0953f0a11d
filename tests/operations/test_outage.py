"""While the database is away every address says so, and recovers by itself."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from audit.models import Event
from tests import factories

AWAY = ["/admin/", "/admin/login/", "/admin/photos/photo/", "/photos/1/preview/"]
API = ["/api/v1/people/", "/api/v1/photos/1/"]


def fills(request: HttpRequest) -> HttpResponse:
    """Write rows until there is no room for more."""
    while True:
        Event.objects.bulk_create([Event(fields=["x" * 1_000_000]) for _ in range(4)])


urlpatterns = [path("fills/", fills), path("api/fills/", fills)]
handler500 = "config.failures.server_error"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_every_page_is_a_503_that_says_when_to_come_back(kind: type[Exception]) -> None:
    def gone(*_: object) -> None:
        raise kind("the connection is lost")

    client = Client(raise_request_exception=False)
    client.force_login(factories.hr_user("hr"))
    key = factories.token("hr").key
    with connection.execute_wrapper(gone):
        for address in (*AWAY, *API):
            headers = {"Authorization": f"Bearer {key}"} if address in API else {}
            response = client.get(address, headers=headers)
            if address == "/admin/login/" and response.status_code == 200:
                continue  # a form of its own needs no row
            assert response.status_code == 503, address
            assert response["Retry-After"] == "5"
            told = response.json()["errors"][0]["detail"] if address in API else ""
            assert told or "does not answer just now" in response.content.decode()
        posted = client.post("/admin/login/", {"username": "hr", "password": "x"})
        assert posted.status_code == 503
        assert client.get("/livez").status_code == 200
    assert client.get("/admin/photos/photo/").status_code == 200


@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone can be kept this small")
def test_a_database_without_room_says_so_and_not_that_it_is_away() -> None:
    client = Client(raise_request_exception=False)
    with connection.cursor() as cursor:
        (most,) = cursor.execute("PRAGMA max_page_count").fetchone()
        cursor.execute("PRAGMA max_page_count = 1")  # as many as there are
        answers = [client.get("/fills/"), client.get("/api/fills/")]
        cursor.execute(f"PRAGMA max_page_count = {most}")
    assert [one.status_code for one in answers] == [507, 507]
    assert "There is no room left" in answers[0].content.decode()
    assert answers[1].json()["errors"][0]["code"] == "no_room"
    assert not Event.objects.exists()
