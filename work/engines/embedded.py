"""django-tasks-db: messages in the site's own database, for one machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Model, Q, QuerySet
from django.tasks import Task, TaskResultStatus
from django.utils.json import normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

from work.engines import embedded_worker
from work.engines.engine import Message
from work.engines.named_rows import NAMED, named_in, names_none_of

if TYPE_CHECKING:
    from work.shift import Shift

SENT_AT_ONCE = 1_000  # rows of one query


class Embedded:
    """Its worker takes messages in threads, each one after the other."""

    name = "django-tasks-db"

    def send_many(self, task: Task[Any, Any], many: Sequence[Sequence[Any]]) -> None:
        """Rows, as its backend writes them one by one."""
        for some in batched(many, SENT_AT_ONCE):
            DBTaskResult.objects.bulk_create(
                DBTaskResult(
                    args_kwargs=normalize_json({"args": list(one), "kwargs": {}}),
                    priority=task.priority,
                    task_path=task.module_path,
                    queue_name=task.queue_name,
                    run_after=task.run_after or get_date_max(),
                    backend_name=task.backend,
                )
                for one in some
            )

    def work(self, shift: Shift) -> None:
        """In threads, with the schedule beside them."""
        embedded_worker.work(shift)

    def work_once(self, shift: Shift) -> None:
        """In this thread."""
        embedded_worker.work_once(shift)

    def rescue(self) -> int:
        """By the names of the workers who took them."""
        return embedded_worker.rescue()

    def waiting(self) -> dict[str, int]:
        """Counted by the database."""
        ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by()
        return dict(ready.values_list("queue_name").annotate(Count("pk")))

    def messages(self, path: str = "") -> list[Message]:
        """From its own table."""
        ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by("enqueued_at")
        if path:
            ready = ready.filter(task_path=path)
        return [
            Message(
                id=str(row.pk),
                path=row.task_path,
                args=tuple(row.args_kwargs["args"]),
                queue=row.queue_name,
                priority=row.priority,
                due_at=None if row.run_after == get_date_max() else row.run_after,
            )
            for row in ready
        ]

    def has_urgent(self, queues: Sequence[str], priority: int) -> bool:
        """By its index of what comes first."""
        ready = DBTaskResult.objects.ready().filter(priority__gt=priority)
        return ready.filter(queue_name__in=queues).exists()

    def without_message[M: Model](self, rows: QuerySet[M], path: str) -> QuerySet[M]:
        """NOT IN, for which SQLite makes a list of the messages' ids for each place."""
        waiting = _about(path).filter(status=TaskResultStatus.READY)
        for name in NAMED:
            rows = rows.exclude(pk__in=waiting.exclude(**{name: None}).values(name))
        return rows

    def lost(self, path: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Finished ones too: their rows stay for some days."""
        return _about(path).filter(names_none_of(rows))

    def forget_lost(self, path: str, rows: QuerySet[Any]) -> bool:
        """The worker writes into the row of what is running."""
        lost = self.lost(path, rows)
        # Named first: a row may be removed by its id alone, not by what is computed from it.
        gone = lost.exclude(status=TaskResultStatus.RUNNING).values_list("pk", flat=True)
        for some in batched(list(gone), SENT_AT_ONCE):
            DBTaskResult.objects.filter(pk__in=some).delete()
        return not lost.exists()

    def over(self, before: datetime) -> QuerySet[Any]:
        """Done or failed."""
        return DBTaskResult.objects.finished().filter(finished_at__lt=before)

    def forget_quoting(self, texts: Sequence[str], paths: Sequence[str]) -> None:
        """By its report of a fault."""
        quoting = Q(task_path__in=paths)
        for text in texts:
            quoting |= Q(traceback__icontains=text)
        DBTaskResult.objects.finished().filter(quoting).delete()


def _about(path: str) -> QuerySet[Any]:
    """The messages of that task with what they are about, the ids that are their arguments."""
    sent = DBTaskResult.objects.filter(task_path=path).order_by()
    return sent.annotate(**named_in("args_kwargs__args"))
