"""The worker of django-tasks-db, in as many threads as it is to do at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from django.db import close_old_connections, connections, transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from work import failures
from work.guarded import is_done
from work.running import run
from work.schedule import run_due
from work.turns import turn_of
from work.workers import ALIVE_FOR, WorkerDied, alive

if TYPE_CHECKING:
    from work.shift import Shift

POLL_SECONDS = 0.5  # where there was nothing to do
LOOKS_EVERY = 1.0  # seconds, at the schedule


class Taker(Worker):
    """Takes messages with django-tasks-db's own loop and its claims; what fails is tried again."""

    def __init__(self, shift: Shift, *, once: bool) -> None:
        super().__init__(
            queue_names=[],
            interval=POLL_SECONDS,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=shift.presence.name,
            excluded_queue_names=[],
        )
        self.shift = shift
        shift.on_pauses(self.obey_pauses)
        shift.stop.then(self.end)

    def obey_pauses(self) -> None:
        """Take from what is not paused from now on."""
        self.queue_names = self.shift.queues

    def end(self) -> None:
        """Take no other message."""
        self.running = False

    def run_task(self, message: DBTaskResult[Any, Any]) -> None:
        """One message."""
        sent = message.args_kwargs
        with turn_of(self.shift, message.task_path, message.queue_name, message.priority):
            error = run(message.task_path, sent["args"], sent["kwargs"])
        if error:
            _failed(message, error)
        else:
            message.set_successful(None)


def work(shift: Shift) -> None:
    """Take messages until the shift ends; here only the schedule is seen to."""
    takers = [Taker(shift, once=False) for _ in range(shift.wishes.concurrency)]
    with ThreadPoolExecutor(len(takers), "taker") as threads:
        running = [threads.submit(_take, taker) for taker in takers]
        try:
            while not shift.stop.asked.wait(LOOKS_EVERY) and not any(
                one.done() for one in running
            ):
                is_done(run_due)
        finally:
            for taker in takers:
                taker.end()
    for one in running:
        one.result()


def work_once(shift: Shift) -> None:
    """Take messages in this thread until none is due."""
    Taker(shift, once=True).run()


def rescue() -> int:
    """Free messages whose worker was last seen longer ago than ALIVE_FOR."""
    running = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - ALIVE_FOR
    )
    living = set(alive().values_list("name", flat=True))
    left = [one for one in running if not living.intersection(one.worker_ids[-1:])]
    for one in left:
        _failed(one, WorkerDied())
    return len(left)


def _take(taker: Taker) -> None:
    try:
        taker.run()
    finally:
        connections.close_all()


def _failed(message: DBTaskResult[Any, Any], error: Exception) -> None:
    """Send it again after a pause, or keep it as a failure."""
    close_old_connections()
    ours = DBTaskResult.objects.filter(
        pk=message.pk, status=TaskResultStatus.RUNNING, started_at=message.started_at
    )
    with transaction.atomic():
        if not ours.exists():  # somebody rescued it from us, or us from it
            return
        pause = failures.pause_or_record(
            error,
            message.task_path,
            message.args_kwargs["args"],
            queue=message.queue_name,
            priority=message.priority,
            attempts=len(message.worker_ids),
        )
        if pause is None:
            ours.delete()
        else:
            ours.update(status=TaskResultStatus.READY, run_after=timezone.now() + pause)
