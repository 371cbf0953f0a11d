"""django-tasks-db: messages in the site's own database, for one machine."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched
from typing import Any

from django.core.management import call_command
from django.db.models import Count
from django.tasks import Task, TaskResultStatus
from django.utils.json import normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

from work.engines.engine import Message, WorkerWishes

POLL_SECONDS = 0.5
SENT_AT_ONCE = 1_000  # rows of one query


class Embedded:
    """Its worker takes one message after the other."""

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

    def work(self, wishes: WorkerWishes) -> None:
        """Run its own command."""
        call_command(
            "db_worker",
            queue_name=",".join(wishes.queues) or "*",
            interval=POLL_SECONDS,
            batch=wishes.once,
            reload=False,
            startup_delay=not wishes.once,
            verbosity=0,
        )

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
