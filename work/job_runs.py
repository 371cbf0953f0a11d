"""Running a job: some steps at a time, each committed with the place where it ended."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from contextlib import nullcontext
from datetime import timedelta
from time import monotonic
from traceback import extract_tb

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from work.job_estimates import marked
from work.job_kinds import Kind, Step, kind_named
from work.job_rows import LEASE, Job
from work.retries import MOST_ATTEMPTS, pause_after

SLICE_SECONDS = 8.0  # then others get their turn, and a worker told to stop can
AT_ONCE = timedelta(0)
STOPPED_EACH_TIME = "the worker ended each time"

logger = logging.getLogger(__name__)


class LostHold(Exception):
    """Another runner has taken the job over: what this one just did does not count."""


def claim(job_id: int, turn: int) -> Job | None:
    """The job, held by a runner of its own; None where there is nothing to do for that turn."""
    runner = f"{socket.gethostname()[:60]} {os.getpid()} {secrets.token_hex(4)}"
    job = Job.objects.claim(job_id, turn, runner, timezone.now())
    if job and job.attempts > MOST_ATTEMPTS:
        end(job, Job.State.FAILED, job.problem or STOPPED_EACH_TIME)
        return None
    return job


def run_slice(job: Job) -> timedelta:
    """Do steps of a claimed job for some seconds. How soon it is to go on, if it is to."""
    try:
        return _run_steps(job, kind_named(job.kind))
    except LostHold:
        return AT_ONCE
    except Exception as error:  # the worker's edge: the job tells what happened
        logger.exception("a job's step failed", extra={"job": job.pk, "kind": job.kind})
        return _set_back(job, where(error))


def _run_steps(job: Job, kind: Kind) -> timedelta:
    if job.total is None:
        Job.objects.held(job).update(total=kind.count(job.wishes))
    until = monotonic() + SLICE_SECONDS
    while True:
        with transaction.atomic() if kind.is_atomic else nullcontext():
            step = kind.step(job.wishes, job.place)
            if step:
                _advance(job, step)
        if step is None:
            end(job, Job.State.DONE)
            return AT_ONCE
        if step.pause:
            return timedelta(seconds=step.pause)
        if job.state != Job.State.RUNNING or monotonic() >= until:
            return AT_ONCE


def _advance(job: Job, step: Step) -> None:
    """Write how far the job is, if it is still ours. Raises LostHold."""
    now = timezone.now()
    job.place = step.place
    job.done += step.done
    job.skipped += step.skipped
    job.failed += step.failed
    job.marks = marked(job.marks, now.timestamp(), job.handled)
    held = Job.objects.held(job).update(
        place=job.place,
        done=job.done,
        skipped=job.skipped,
        failed=job.failed,
        marks=job.marks,
        heartbeat_at=now,
        lease_until=now + LEASE,
        attempts=0,
        problem="",
    )
    if not held:
        raise LostHold(str(job))
    job.refresh_from_db(fields=["state"])  # paused or cancelled meanwhile?


def release(job: Job) -> int | None:
    """Let go of the job. The number of its next turn; None if it is not to go on."""
    held, now = Job.objects.held(job), timezone.now()
    turn = Job.objects.filter(pk=job.pk).values_list("turn", flat=True)
    # Resumed meanwhile, it has a newer turn, whose message may have found it still held.
    goes_on = held.filter(state__in=Job.ACTIVE).update(turn=F("turn") + 1, heartbeat_at=now)
    held.update(runner="", lease_until=None)
    return turn.get() if goes_on else None


def end(job: Job, state: str, problem: str = "") -> None:
    """Write the end of a held job, unless somebody paused or cancelled it meanwhile."""
    Job.objects.held(job).filter(state=Job.State.RUNNING).update(
        state=state,
        problem=problem,
        runner="",
        lease_until=None,
        finished_at=timezone.now(),
    )


def _set_back(job: Job, problem: str) -> timedelta:
    """When to try the step again; after the last attempt the job has failed."""
    attempts = Job.objects.values_list("attempts", flat=True).get(pk=job.pk)
    pause = pause_after(max(1, attempts))
    if pause is None:
        end(job, Job.State.FAILED, problem)
        return AT_ONCE
    Job.objects.held(job).update(problem=problem)
    return pause


def where(error: Exception) -> str:
    """An error's class and the line that raised it, without what it says: that may name people."""
    frames = extract_tb(error.__traceback__)
    place = f" in {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"[:200]
