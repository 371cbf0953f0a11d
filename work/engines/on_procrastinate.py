"""procrastinate as the engine: LISTEN/NOTIFY, heartbeats, no broker."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING, Any

from asgiref.sync import async_to_sync
from django.db import connection, transaction
from django.db.models import Case, Count, Exists, Model, OuterRef, Q, QuerySet, TextField, When
from django.db.models.functions import Cast
from django.tasks import Task
from django.utils.json import normalize_json
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

from work.engines import procrastinate_worker
from work.engines.engine import Message
from work.engines.named_rows import NAMED, named_in, names_none_of
from work.engines.procrastinate_app import has_more_attempts
from work.engines.procrastinate_backend import MESSAGE, deferrer
from work.queues import UPKEEP
from work.workers import ALIVE_FOR, WorkerDied

if TYPE_CHECKING:
    from work.shift import Shift

SENT_AT_ONCE = 1_000  # jobs of one query
OPEN = ("todo", "doing")
# Asked after each photo of bulk work: plain, because to put it together takes ten times as long.
URGENT = """
SELECT 1 FROM procrastinate_jobs
WHERE status = 'todo' AND priority > %s AND queue_name = ANY(%s)
  AND (scheduled_at IS NULL OR scheduled_at <= now())
LIMIT 1
"""


class OnProcrastinate:
    """Its worker runs messages in threads of one process."""

    name = "procrastinate"

    def send_many(self, task: Task[Any, Any], many: Sequence[Sequence[Any]]) -> None:
        """One query for a thousand."""
        for some in batched(many, SENT_AT_ONCE):
            deferrer(task).batch_defer(
                *(
                    {"path": task.module_path, "args": normalize_json(list(one)), "kwargs": {}}
                    for one in some
                )
            )

    def work(self, shift: Shift) -> None:
        """On connections of its own; what tasks send goes on in their transactions' connection."""
        procrastinate_worker.work(shift, once=False)

    def work_once(self, shift: Shift) -> None:
        """Likewise."""
        procrastinate_worker.work(shift, once=True)

    def rescue(self) -> int:
        """Retry stalled jobs, as procrastinate's documentation has it."""
        stalled = list(
            async_to_sync(app.job_manager.get_stalled_jobs)(
                seconds_since_heartbeat=ALIVE_FOR.total_seconds()
            )
        )
        return sum(_is_freed(_read(job)) for job in stalled)

    def waiting(self) -> dict[str, int]:
        """Counted by the database."""
        todo = ProcrastinateJob.objects.filter(status="todo").order_by()
        return dict(todo.values_list("queue_name").annotate(Count("pk")))

    def messages(self, path: str = "") -> list[Message]:
        """From its own table."""
        todo = ProcrastinateJob.objects.filter(status="todo", task_name=MESSAGE).order_by("pk")
        if path:
            todo = todo.filter(args__path=path)
        return [
            Message(
                id=str(row.pk),
                path=row.args["path"],
                args=tuple(row.args["args"]),
                queue=row.queue_name,
                priority=row.priority,
                due_at=row.scheduled_at,
            )
            for row in todo
        ]

    def has_urgent(self, queues: Sequence[str], priority: int) -> bool:
        """By its index of what comes first; what is for upkeep has a worker of its own."""
        with connection.cursor() as cursor:
            cursor.execute(URGENT, [priority, [name for name in queues if name != UPKEEP]])
            return cursor.fetchone() is not None

    def without_message[M: Model](self, rows: QuerySet[M], path: str) -> QuerySet[M]:
        """NOT EXISTS, which PostgreSQL answers with a hash of the messages' ids for each place."""
        waiting = _about(path).filter(status="todo")
        for name in NAMED:
            rows = rows.filter(~Exists(waiting.filter(**{name: OuterRef("pk")})))
        return rows

    def lost(self, path: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of any state."""
        return _about(path).filter(names_none_of(rows))

    def forget_lost(self, path: str, rows: QuerySet[Any]) -> bool:
        """What runs is removed by its worker."""
        gone = self.lost(path, rows).exclude(status="doing").values_list("pk", flat=True)
        for some in batched(list(gone), SENT_AT_ONCE):
            ProcrastinateJob.objects.filter(pk__in=some).delete()
        return not self.lost(path, rows).exists()

    def over(self, before: datetime) -> QuerySet[Any]:
        """What was cancelled by hand, or of a version that had other tasks; all else is removed
        when it ends."""
        ended = ProcrastinateJob.objects.exclude(status__in=OPEN)
        return ended.exclude(procrastinateevent__at__gte=before)

    def forget_quoting(self, texts: Sequence[str], paths: Sequence[str]) -> None:
        """It keeps no report of a fault, so by what it was called with."""
        quoting = Q(args__path__in=list(paths))
        for text in texts:
            quoting |= Q(words__icontains=text)
        ended = ProcrastinateJob.objects.exclude(status__in=OPEN)
        ended.annotate(words=Cast("args", TextField())).filter(quoting).delete()


def _about(path: str) -> QuerySet[ProcrastinateJob]:
    """The messages of that task with what they are about, the ids that are their arguments."""
    sent = ProcrastinateJob.objects.filter(task_name=MESSAGE, args__path=path)
    named: QuerySet[ProcrastinateJob] = sent.order_by().alias(
        # Other tasks' arguments may be text.
        **{
            name: Case(When(args__path=path, then=number))
            for name, number in named_in("args__args").items()
        }
    )
    return named


def _read(job: Job) -> Job:
    """The job with its arguments: Django's connections leave JSON as it is stored."""
    stored: Any = job.task_kwargs
    return job.evolve(task_kwargs=json.loads(stored)) if isinstance(stored, str) else job


def _is_freed(job: Job) -> bool:
    """Send a dead worker's message again, or keep it as a failure after its last attempt; what
    came by the clock comes again in its next slot. False where another worker did so first."""
    try:
        with transaction.atomic():  # with its failure, which is kept once
            if job.task_name == MESSAGE and has_more_attempts(WorkerDied(), job):
                async_to_sync(app.job_manager.retry_job)(job)
            else:
                async_to_sync(app.job_manager.finish_job)(job, Status.FAILED, delete_job=True)
    except ConnectorException:
        return False
    return True
