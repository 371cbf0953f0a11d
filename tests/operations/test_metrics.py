"""/metrics: for who brings the token, from the database whichever process is asked."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from audit.trail import record
from config.metrics import page, state, trail
from config.metrics.trail import TrailCounts
from photos.models import Assessment
from tests import factories
from work import failures, pauses, queues
from work.jobs import run_job
from work.models import Job
from work.sending import send_many
from work.workers import Presence

TOKEN = "of-the-metrics-" + "0123456789abcdef" * 2
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def token(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(page, "STATE", state.State())


def read(key: str = TOKEN) -> dict[str, float]:
    """All samples, each by its name with its labels."""
    response = Client().get("/metrics", headers={"Authorization": f"Bearer {key}"})
    assert response.status_code == 200
    return {
        f"{one.name}{sorted(one.labels.values())}": one.value
        for family in text_string_to_metric_families(response.content.decode())
        for one in family.samples
    }


def test_the_database_is_told_in_few_queries() -> None:
    waiting = factories.photo(factories.person("e1002"))
    due_at = timezone.now() - timedelta(minutes=2)
    Assessment.objects.create(photo=waiting, engine_version="1", due_at=due_at)
    factories.published_photo(factories.person("e1001"))
    record("login.failed")
    record("person.erase", count=40)
    pauses.pause(queues.BULK, None)
    send_many(run_job.using(queue_name=queues.BULK), [[1, 1], [2, 1], [3, 1]])
    Job.objects.create(kind="rejudge", state=Job.State.PAUSED)
    failures.record("gone.task", [7], queue="bulk", priority=0, error="KeyError", attempts=5)
    Presence(1, ()).beat()
    with CaptureQueriesContext(connection) as asked:
        found = read()
    assert len(asked) <= 11
    assert found["sameframe_assessments['done']"] == 1
    assert found["sameframe_assessments['pending']"] == 1
    assert found["sameframe_assessments['failed']"] == 0
    assert 119 <= found["sameframe_oldest_photo_waits_seconds[]"] <= 125
    assert found["sameframe_published_photos[]"] == 1
    assert found["sameframe_people['approved']"] == 1
    assert found["sameframe_events_total['login.failed']"] == 1
    assert found["sameframe_events_total['person.erase']"] == 40
    assert found["sameframe_disk_free_bytes[]"] > 0
    assert found["sameframe_database_up[]"] == 1
    assert found["sameframe_queue_messages['bulk']"] == 3
    assert found["sameframe_queue_messages['photos']"] == 0
    assert found["sameframe_queues_paused[]"] == 1
    assert found["sameframe_workers[]"] == 1
    assert found["sameframe_failures[]"] == 1
    assert found["sameframe_jobs['paused']"] == 1
    assert found["sameframe_jobs['failed']"] == 0
    with CaptureQueriesContext(connection) as asked:
        read()
    assert len(asked) == 0  # a moment later: the same numbers


def test_what_has_settled_is_counted_once_and_nothing_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counts = TrailCounts()
    record("photo.approve", count=3)
    assert counts.now() == {"photo.approve": 3}
    with monkeypatch.context() as patched:
        patched.setattr(trail, "SETTLED_AFTER", timedelta(0))
        assert counts.now() == {"photo.approve": 3}
    record("photo.approve", count=2)
    for _ in range(3):
        assert counts.now() == {"photo.approve": 5}


def test_a_database_that_is_away_is_told() -> None:
    def away(*_: object) -> None:
        raise OperationalError("the connection is lost")

    with connection.execute_wrapper(away):
        found = read()
    assert found["sameframe_database_up[]"] == 0
    assert "sameframe_published_photos[]" not in found


@pytest.mark.parametrize("given", ["", "Bearer", f"Bearer {TOKEN}x", TOKEN, "Bearer ümlaut"])
def test_nobody_else_learns_anything(given: str) -> None:
    response = Client().get("/metrics", headers={"Authorization": given})
    assert (response.status_code, response.content) == (401, b"")


def test_without_a_token_in_the_settings_there_is_no_such_page(settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
