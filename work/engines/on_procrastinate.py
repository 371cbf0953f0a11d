"""procrastinate as the engine: LISTEN/NOTIFY, heartbeats, no broker."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched
from typing import Any

from django.db.models import Count
from django.tasks import Task
from django.utils.json import normalize_json
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from work.engines.engine import Message, WorkerWishes
from work.engines.procrastinate_backend import MESSAGE, deferrer

SENT_AT_ONCE = 1_000  # jobs of one query
SECONDS_TO_FINISH = 25.0  # after SIGTERM; whatever takes longer is begun again elsewhere


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

    def work(self, wishes: WorkerWishes) -> None:
        """Run its worker on connections of its own."""
        # As its own command does: what tasks send goes on in their transactions' connection.
        connector = app.connector
        assert isinstance(connector, DjangoConnector)
        running = app.with_connector(connector.get_worker_connector())
        running.run_worker(
            queues=list(wishes.queues) or None,
            concurrency=wishes.concurrency,
            wait=not wishes.once,
            shutdown_graceful_timeout=SECONDS_TO_FINISH,
            delete_jobs="successful",
        )

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
