"""Long jobs: some seconds at a time, watched, paused, resumed, and never run by two."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django.fixtures import Settings

from audit.models import Event
from directory.models import Department
from work import job_runs, jobs
from work.engines.chosen import engine
from work.job_estimates import Estimate, estimated, marked
from work.models import Job
from work.retries import MOST_ATTEMPTS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def founding(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of this test's, and slices of a single step."""
    settings.SAMEFRAME_JOBS = {"found": "tests.work.founding.Founding"}
    monkeypatch.setattr(job_runs, "SLICE_SECONDS", 0.0)


@pytest.fixture
def user() -> User:
    return User.objects.create_user("helene")


def sent() -> list[tuple[Any, ...]]:
    """What was sent for jobs, oldest first; nothing takes it away here."""
    return [message.args for message in engine().messages(jobs.run_job.module_path)]


def run_newest() -> None:
    jobs.run_job.func(*sent()[-1])


def test_a_job_goes_on_slice_by_slice_and_can_be_stopped_and_resumed(user: User) -> None:
    job = jobs.begin("found", {"number": 5}, user)
    run_newest()
    job.refresh_from_db()
    assert (job.state, job.total, job.done, job.place) == (Job.State.RUNNING, 5, 2, "2")
    jobs.run_job.func(*sent()[0])  # a message that comes twice
    assert Department.objects.count() == 2

    assert jobs.pause(job)
    assert not jobs.pause(job)
    run_newest()
    assert Department.objects.count() == 2
    assert jobs.resume(job)
    while (messages := sent()) and Department.objects.count() < 5:
        jobs.run_job.func(*messages[-1])
    run_newest()
    job.refresh_from_db()
    assert (job.state, job.done, job.lease_until) == (Job.State.DONE, 5, None)
    assert not jobs.resume(job)
    assert not jobs.cancel(job)

    other = jobs.begin("found", {"number": 9}, user)
    assert jobs.begin_once("found", {"number": 9}, None) == other
    assert jobs.cancel(other)
    run_newest()
    assert Department.objects.count() == 5
    told = Event.objects.filter(kind="work.job").order_by("pk")
    assert list(told.values_list("action", flat=True)) == [
        "job.begin",
        "job.pause",
        "job.resume",
        "job.begin",
        "job.cancel",
    ]


def test_a_killed_runners_job_is_found_and_what_it_still_does_counts_no_more() -> None:
    job = jobs.begin("found", {"number": 4}, None)
    Job.objects.update(turn=2)  # as if the message of this turn had been taken
    stalled = job_runs.claim(job.pk, 2)
    assert stalled
    assert job_runs.claim(job.pk, 2) is None, "held by another"
    assert jobs.resend_left_behind() == 0
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert jobs.resend_left_behind() == 1
    assert jobs.resend_left_behind() == 0, "its message is waiting"
    taken_over = job_runs.claim(*sent()[-1])
    assert taken_over
    job_runs.run_slice(stalled)
    assert Department.objects.count() == 0, "rolled back together with its place"
    job_runs.run_slice(taken_over)
    job.refresh_from_db()
    assert (job.done, Department.objects.count()) == (2, 2)


def test_a_step_that_always_fails_ends_the_job_with_a_reason_that_names_nobody() -> None:
    job = jobs.begin("found", {"number": 6, "breaks_at": 3}, None)
    for _attempt in range(MOST_ATTEMPTS + 1):
        run_newest()
    job.refresh_from_db()
    assert (job.state, job.done, Department.objects.count()) == (Job.State.FAILED, 2, 2)
    assert job.problem.startswith("ValueError in step, line ")
    Job.objects.update(wishes={"number": 6})
    assert jobs.resume(job)
    run_newest()
    assert Department.objects.count() == 4


def test_an_estimate_says_nothing_before_it_knows() -> None:
    marks = marked([], now=1_000.0, handled=0)
    assert estimated(marks, 1_010.0, 5, 100) == Estimate()
    marks = marked(marks, now=1_030.0, handled=20)
    assert estimated(marks, 1_060.0, 40, 100) == Estimate(40.0, 90)
    assert estimated(marks, 1_060.0, 40, None) == Estimate(40.0, None)
    assert estimated(marks, 1_060.0, 0, 100) == Estimate(0.0, None)
    assert estimated(marks, 2_000.0, 40, 100) == Estimate(), "too long ago"
