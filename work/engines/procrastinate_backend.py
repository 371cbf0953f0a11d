"""`django.tasks` carried by procrastinate: PostgreSQL, any number of machines."""

from __future__ import annotations

from typing import Any

from django.tasks import Task, TaskResult, TaskResultStatus
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.signals import task_enqueued
from django.utils import timezone
from django.utils.json import normalize_json
from procrastinate.contrib.django import app
from procrastinate.jobs import JobDeferrer

MESSAGE = "sameframe"  # the one procrastinate task: it calls the function that a message names


def deferrer(task: Task[Any, Any]) -> JobDeferrer:
    """What sends this task with its queue, priority and time."""
    return app.configure_task(
        MESSAGE, queue=task.queue_name, priority=task.priority, schedule_at=task.run_after
    )


class ProcrastinateBackend(BaseTaskBackend):
    """Messages become jobs in the transaction that sends them."""

    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any, Any]:
        """Defer a job."""
        self.validate_task(task)
        arguments: Any = normalize_json(list(args))
        named: Any = normalize_json(dict(kwargs))
        job = deferrer(task).defer(path=task.module_path, args=arguments, kwargs=named)
        result: TaskResult[Any, Any] = TaskResult(
            task=task,
            id=str(job),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=arguments,
            kwargs=named,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        task_enqueued.send(type(self), task_result=result)
        return result
