"""While the database is away every address says so, and recovers by itself."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from tests import factories

AWAY = ["/admin/", "/admin/login/", "/admin/photos/photo/", "/photos/1/preview/"]
API = ["/api/v1/people/", "/api/v1/photos/1/"]


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
