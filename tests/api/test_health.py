"""/livez and /readyz."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from photos.api.health import KNOWN
from photos.models import Assessment
from tests import factories
from work.priorities import BULK


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    KNOWN.forget()


def test_livez_answers_without_the_database(client: Client) -> None:
    response = client.get("/livez")  # no database fixture: a query would fail the test
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_says_that_all_is_well(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {
            "database": True,
            "migrations": True,
            "files": True,
            "disk": True,
            "queue": True,
        },
    }


@pytest.mark.django_db
def test_readyz_names_a_database_that_is_away(client: Client) -> None:
    def away(*_: object) -> None:
        raise OperationalError("the connection is lost")

    with connection.execute_wrapper(away):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] is False


@pytest.mark.django_db
def test_readyz_names_a_folder_that_is_not_there(client: Client, settings: Any) -> None:
    settings.DATA_DIR = settings.DATA_DIR / "gone"
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["files"] is False


@pytest.mark.django_db
def test_a_photo_that_waits_too_long_is_told_and_keeps_the_site_up(client: Client) -> None:
    Assessment.objects.create(
        photo=factories.photo(factories.person()),
        engine_version="1",
        due_at=timezone.now() - timedelta(hours=1),
    )
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "late")
    assert response.json()["checks"]["queue"] is False


@pytest.mark.django_db
def test_bulk_work_may_take_hours_as_long_as_it_goes_on(client: Client) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    work = {"engine_version": "1", "due_at": hour_ago, "priority": BULK}
    Assessment.objects.create(photo=factories.photo(factories.person()), **work)
    assert client.get("/readyz").json()["status"] == "late"
    done = Assessment(photo=factories.photo(factories.person()), state="done", **work)
    done.finished_at = timezone.now()
    done.save()
    KNOWN.forget()
    assert client.get("/readyz").json()["status"] == "ok"


@pytest.mark.django_db
def test_who_asks_again_at_once_costs_the_database_nothing(client: Client) -> None:
    client.get("/readyz")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/readyz").json()["status"] == "ok"
    assert len(asked) == 0


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_probes_only_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
