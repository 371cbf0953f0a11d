"""Long jobs: begun, paused, resumed, cancelled, and run some seconds at a time.

A job's message carries its id and the number of its turn. A runner holds the job by a lease;
where it is killed, `resend_left_behind` sends the job again once that has run out.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import sleep
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.tasks import task
from django.utils import timezone

from audit.context import on_behalf_of
from audit.trail import record
from work import job_runs
from work.engines.chosen import engine
from work.job_estimates import Estimate, estimated
from work.job_kinds import kind_named, priority_of
from work.models import Job
from work.sending import send

QUEUE = "bulk"
HERE_SECONDS = 0.5


@transaction.atomic
def begin(kind: str, wishes: dict[str, Any], by: User | None) -> Job:
    """Write the job down and send it. Raises KeyError for a kind that there is not."""
    kind_named(kind)
    job = Job.objects.create(kind=kind, wishes=wishes, by=by)
    record("job.begin", kind="work.job", key=job.pk, after=kind)
    send(run_job, job.pk, job.turn, priority=priority_of(kind))
    return job


def begin_once(kind: str, wishes: dict[str, Any], by: User | None) -> Job:
    """The job that does just this already, paused or not; otherwise a new one."""
    return next(iter(same_jobs(kind, wishes)), None) or begin(kind, wishes, by)


@transaction.atomic
def begin_anew(kind: str, wishes: dict[str, Any], by: User | None) -> Job:
    """A new job in the place of one that does just this already: what that one has passed may
    have to be done once more."""
    for job in same_jobs(kind, wishes):
        cancel(job)
    return begin(kind, wishes, by)


def same_jobs(kind: str, wishes: dict[str, Any]) -> list[Job]:
    """Those of the kind that are not over and have the same wishes."""
    return [job for job in Job.objects.live().filter(kind=kind) if job.wishes == wishes]


@transaction.atomic
def pause(job: Job) -> bool:
    """Let the step at hand be the last for now; False if the job is not going on anyway."""
    return _change(job, Job.ACTIVE, "job.pause", state=Job.State.PAUSED)


@transaction.atomic
def resume(job: Job) -> bool:
    """Go on where it stopped, after a pause or a failure; False if it did neither."""
    stopped = (Job.State.PAUSED, Job.State.FAILED)
    fresh = {"attempts": 0, "problem": "", "marks": [], "finished_at": None}
    now = timezone.now()
    if not _change(job, stopped, "job.resume", state=Job.State.WAITING, heartbeat_at=now, **fresh):
        return False
    _send_anew(job.pk)
    return True


@transaction.atomic
def cancel(job: Job) -> bool:
    """End it for good; what it did stays done. False if it had ended."""
    live = (*Job.ACTIVE, Job.State.PAUSED, Job.State.FAILED)
    now = timezone.now()
    return _change(job, live, "job.cancel", state=Job.State.CANCELLED, finished_at=now)


def estimate(job: Job) -> Estimate:
    """How fast it is just now; nothing of a job that is not running."""
    if job.state != Job.State.RUNNING:
        return Estimate()
    return estimated(job.marks, timezone.now().timestamp(), job.handled, job.total)


@task(queue_name=QUEUE)
def run_job(job_id: int, turn: int) -> None:
    """Do some seconds of a job and send it again, unless that was all."""
    job = job_runs.claim(job_id, turn)
    if job is None:
        return
    with on_behalf_of(job.by, door="worker"):
        pause = job_runs.run_slice(job)
    with transaction.atomic():
        next_turn = job_runs.release(job)
        if next_turn:
            due_at = timezone.now() + pause if pause else None
            send(run_job, job_id, next_turn, priority=priority_of(job.kind), due_at=due_at)


def run_here(job: Job) -> Iterator[Job]:
    """Do the job's slices in this process, until it is over or paused; the job after each.

    A worker may take some of them. Whoever stops reading leaves the rest to the workers.
    """
    while job.state in Job.ACTIVE:
        before = job.place
        run_job.func(job.pk, job.turn)
        job.refresh_from_db()
        yield job
        if job.place == before and job.state in Job.ACTIVE:  # in others' hands, or it waits
            sleep(HERE_SECONDS)


def resend_left_behind() -> int:
    """Send again jobs whose runner was killed or whose message was lost; how many."""
    left = list(Job.objects.left_behind(timezone.now()).values_list("pk", "turn"))
    waiting = {message.args for message in engine().messages(run_job.module_path)} if left else ()
    lost = [pk for pk, turn in left if (pk, turn) not in waiting]
    for pk in lost:
        with transaction.atomic():
            _send_anew(pk)
    return len(lost)


def _change(job: Job, states: tuple[Job.State, ...], action: str, **columns: Any) -> bool:
    changed = Job.objects.filter(pk=job.pk, state__in=states).update(**columns)
    if changed:
        record(action, kind="work.job", key=job.pk, after=job.kind)
        job.refresh_from_db()
    return bool(changed)


def _send_anew(job_id: int) -> None:
    """Send the job's next turn: a message for an earlier one counts no more."""
    Job.objects.filter(pk=job_id).update(turn=F("turn") + 1, heartbeat_at=timezone.now())
    job = Job.objects.only("kind", "turn").get(pk=job_id)
    send(run_job, job_id, job.turn, priority=priority_of(job.kind))
