"""Background work: what the page counts, what it promises, and what is done about failures."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.roles import make_roles
from desk.work.measuring import measuring
from desk.work.shown_jobs import MOST_SHOWN
from photos.models import Assessment, Photo
from photos.quality.analysis import ENGINE_VERSION
from tests import factories
from work import failures, pauses, queues
from work.engines.chosen import engine
from work.models import Failure, Job, Pause, WorkerHeartbeat
from work.priorities import BULK, INTERACTIVE
from work.workers import Presence

pytestmark = pytest.mark.django_db
PAGE = "/admin/desk/work/"
ASSESS = "photos.tasks.assess_photo"
State = Assessment.State


def ago(**span: float) -> datetime:
    """A moment before now."""
    return timezone.now() - timedelta(**span)


def work(state: str = State.PENDING, **values: Any) -> Assessment:
    """A work row for somebody's waiting photo."""
    person = factories.person(**{"department": values.pop("department", "Engineering")})
    is_failed = state == State.FAILED
    photo = factories.photo(person, state=Photo.State.FAILED if is_failed else "waiting")
    made = {"due_at": ago(seconds=60), "priority": INTERACTIVE, **values}
    return Assessment.objects.create(
        photo=photo, engine_version=ENGINE_VERSION, state=state, **made
    )


def failed(**values: Any) -> Assessment:
    """One that was tried for the last time."""
    told = {"error": "The face is hidden.", "attempts": 3, "finished_at": ago(hours=2)}
    return work(State.FAILED, **told, **values)


def test_what_waits_runs_and_failed_is_counted_in_few_queries(admin_client: Client) -> None:
    work()
    work(priority=BULK, due_at=ago(hours=1))
    work(State.RUNNING, lease_until=ago(seconds=-30))
    work(State.RUNNING, lease_until=ago(seconds=30))  # its worker is gone
    work(State.DONE, finished_at=ago(seconds=5))
    work(State.DONE, finished_at=ago(minutes=30))
    work(State.DONE, finished_at=ago(hours=2))
    failed()
    here = Presence(2, ())
    with here.running(ASSESS):
        here.beat()
    WorkerHeartbeat.objects.create(
        name="gone", host="gone", since=ago(hours=1), heartbeat=ago(minutes=2), concurrency=1
    )
    with CaptureQueriesContext(connection) as few:
        page = admin_client.get(f"{PAGE}now/")
    photos = page.context["standing"].photos
    assert (photos.interactive, photos.bulk, photos.running) == (1, 1, 1)
    assert (photos.last_minute, photos.last_hour) == (1, 2)
    assert 3_600 <= photos.oldest_wait < 3_700
    assert page.context["failed_photos"] == 1
    lives, died = page.context["standing"].workers
    assert (lives.running, died.is_alive) == (1, False)
    assert "measures a photo" in (told := page.content.decode())
    assert "Died: not heard of for 2 min" in told
    for _ in range(20):
        work(priority=BULK)
    with CaptureQueriesContext(connection) as as_few:
        admin_client.get(f"{PAGE}now/")
    assert len(as_few) == len(few) <= 13


def test_how_long_it_takes_is_said_once_it_is_known(admin_client: Client) -> None:
    for _ in range(8):
        work(priority=BULK, due_at=ago(seconds=170))  # the queue was paused for a while
    Presence(1, ()).beat()
    assert "is known once some are measured" in admin_client.get(PAGE).content.decode()
    for second in range(6, 31, 6):
        work(State.DONE, finished_at=ago(seconds=second))
    work(State.DONE, finished_at=ago(minutes=3))  # before those that wait had come
    assert measuring().rate == pytest.approx(9.4, rel=0.05)
    assert (
        "Less than a minute left at 9 photos a minute." in admin_client.get(PAGE).content.decode()
    )


def test_machines_may_be_stopped_once_the_last_piece_of_work_has_ended(
    admin_client: Client,
) -> None:
    last = work(State.RUNNING, lease_until=ago(seconds=-30))
    work()

    def headline() -> str:
        return str(admin_client.get(PAGE).context["headline"].sentence)

    assert "until one is started" in headline()
    admin_client.post(f"{PAGE}queues/pause/")
    assert pauses.is_paused(queues.EVERYTHING)
    assert headline() == "1 piece of work is still running; nothing new is begun."
    Assessment.objects.filter(pk=last.pk).update(state=State.DONE)
    assert headline() == "Waiting for the last word of each worker."
    Pause.objects.update(since=ago(minutes=1))
    assert "Machines may be stopped." in headline()
    admin_client.post(f"{PAGE}queues/resume/")
    assert not pauses.is_paused(queues.EVERYTHING)


def test_failed_photos_are_retried_within_reach(client: Client) -> None:
    own, other = failed(), failed(department="Finance")
    user = factories.hr_of(factories.department("Engineering"))
    user.user_permissions.add(*factories.permissions("view_work", "manage_work"))
    client.force_login(user)
    page = client.get(f"{PAGE}photos/").content.decode()
    assert own.photo.person.full_name in page
    assert other.photo.person.full_name not in page
    client.post(f"{PAGE}photos/retry/", {"do": "selected", "ids": [other.pk]})
    client.post(f"{PAGE}photos/retry/", {"do": "all"})
    states = Assessment.objects.in_bulk()
    assert (states[own.pk].state, states[own.pk].attempts) == (State.PENDING, 0)
    assert states[other.pk].state == State.FAILED
    assert Photo.objects.get(pk=own.photo_id).state == Photo.State.WAITING


@pytest.mark.django_db(transaction=True)
def test_many_failed_photos_are_retried_in_the_background(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.work.actions.A_REQUEST", 1)
    ids = {failed().pk, failed().pk}
    admin_client.post(f"{PAGE}photos/retry/", {"do": "all"})
    sent = engine().messages("photos.reassess.start_over_some")
    assert {pk for message in sent for pk in message.args[0]} == ids


def test_failed_work_is_sent_again_or_discarded(admin_client: Client) -> None:
    def fail(path: str) -> Failure:
        return failures.record(
            path, [7], queue="default", priority=0, error="KeyError", attempts=5
        )

    again, gone, unknown = fail(ASSESS), fail(ASSESS), fail("photos.tasks.gone")
    assert "tried 5 times" in admin_client.get(f"{PAGE}failures/").content.decode()
    settle = f"{PAGE}failures/settle/"
    admin_client.post(settle, {"do": "discard selected", "ids": [gone.pk]})
    answer = admin_client.post(settle, {"do": "retry all"}, follow=True)
    assert "discard it" in answer.content.decode()
    assert list(Failure.objects.all()) == [unknown]
    assert [message.args for message in engine().messages(ASSESS)] == [(7,)]
    assert again.pk != gone.pk


def test_a_job_is_begun_once_paused_and_cancelled(admin_client: Client) -> None:
    factories.judged_photo(factories.person())
    assert "1 photo" in admin_client.get(f"{PAGE}jobs/rejudge/").content.decode()
    for _ in range(2):
        admin_client.post(f"{PAGE}jobs/rejudge/begin/")
    job = Job.objects.get()
    Job.objects.bulk_create(Job(kind="decide", state=Job.State.DONE) for _ in range(MOST_SHOWN))
    assert admin_client.get(PAGE).context["jobs"][0].job == job, "still there to be stopped"
    for do, state in (("pause", "paused"), ("resume", "waiting"), ("cancel", "cancelled")):
        assert f"{PAGE}job/{job.pk}/{do}/" in admin_client.get(PAGE).content.decode()
        admin_client.post(f"{PAGE}job/{job.pk}/{do}/")
        job.refresh_from_db()
        assert job.state == state
    assert admin_client.get(f"{PAGE}jobs/nothing/").status_code == 404


def test_the_intranets_administrator_looks_on_and_sees_nobody(client: Client) -> None:
    work()
    pauses.pause(queues.BULK, None)
    hidden = failed()
    make_roles()
    user = User.objects.create_user("intranet", is_staff=True)
    user.groups.set([Group.objects.get(name="Intranet administrator")])
    client.force_login(user)
    page = client.get(PAGE).content.decode()
    assert "1 photo could not be measured" in page
    assert "csrfmiddlewaretoken" not in page.split('id="main"')[1]
    assert hidden.photo.person.full_name not in client.get(f"{PAGE}photos/").content.decode()
    told = client.get("/admin/").context["work_notes"]
    assert told == [
        "No worker is running, and work waits.",
        "Background work is paused.",
        "1 photo could not be measured.",
    ]
    user.groups.clear()
    client.force_login(User.objects.get(pk=user.pk))
    assert client.get("/admin/").context["work_notes"] == []
