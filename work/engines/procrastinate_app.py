"""What procrastinate runs: messages, and what comes by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connections
from procrastinate import App, BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.jobs import Job

from work import answering, failures, queues
from work.engines.procrastinate_backend import MESSAGE
from work.retries import pause_after
from work.running import run
from work.schedule import cron_line, run_scheduled
from work.turns import turn_of

if TYPE_CHECKING:
    from work.shift import Shift

SCHEDULED = "sameframe-scheduled"
SHIFT = "shift"  # the name in a worker's context


class Retries(BaseRetryStrategy):
    """work.retries, in procrastinate's words."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again; None after the last attempt."""
        pause = pause_after(job.attempts + 1)
        return RetryDecision(retry_in={"seconds": int(pause.total_seconds())}) if pause else None


def run_message(context: JobContext, path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run what a message names, with this thread's own database connection. Raises what that
    raises unless it was the last attempt: then it is over, and kept as a failure."""
    shift: Shift = context.additional_context[SHIFT]
    answering.begin()
    try:
        with turn_of(shift, path, context.job.queue, context.job.priority):
            error = run(path, args, kwargs)
        if error and has_more_attempts(error, context.job):
            raise error
    finally:
        # A thread that ends soon takes nothing with it.
        connections.close_all() if shift.wishes.once else answering.end()


def has_more_attempts(error: BaseException, job: Job) -> bool:
    """Whether the message is tried again after this error; otherwise it is a failure from now."""
    sent: Any = job.task_kwargs
    pause = failures.pause_or_record(
        error,
        sent["path"],
        sent["args"],
        queue=job.queue,
        priority=job.priority,
        attempts=job.attempts + 1,
    )
    return pause is not None


def run_at(path: str, timestamp: int) -> None:
    """Run a function of the schedule; the slot that it is for says nothing to it."""
    run_scheduled(path)


def messages_app(connector: Any) -> App:
    """Runs messages."""
    app = App(connector=connector)
    app.task(name=MESSAGE, pass_context=True, retry=Retries())(run_message)
    return app


def upkeep_app(connector: Any) -> App:
    """Runs messages of the queue for upkeep, and sends what the schedule says: each function
    once a slot over all workers, and never while it still runs somewhere."""
    app = messages_app(connector)
    # A daily slot that passed while no worker ran is made up for.
    app.periodic_defaults = {"max_delay": 86_400}
    scheduled: Any = app.task(name=SCHEDULED)(run_at)
    for path, seconds in settings.SAMEFRAME_SCHEDULE.items():
        app.periodic(
            cron=cron_line(seconds),
            periodic_id=path,
            queue=queues.UPKEEP,
            lock=path,
            queueing_lock=path,
            task_kwargs={"path": path},
        )(scheduled)
    return app
