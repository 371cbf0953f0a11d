"""Messages in states that take time or a death to come about, as each engine keeps them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.engines import PROCRASTINATE
from work.engines.procrastinate_backend import MESSAGE


def message_over(path: str, args: list[Any], *, traceback: str = "", days: int = 0) -> None:
    """One that failed so many days ago, with a report of the fault where the engine keeps one."""
    ended = timezone.now() - timedelta(days=days)
    if settings.ENGINE == PROCRASTINATE:
        from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

        sent = {"path": path, "args": args, "kwargs": {}}
        columns = {"queue_name": "default", "priority": 0, "attempts": 5, "abort_requested": False}
        job = ProcrastinateJob.objects.create(
            task_name=MESSAGE, status="failed", args=sent, **columns
        )
        ProcrastinateEvent.objects.create(job=job, type="failed", at=ended)
    else:
        DBTaskResult.objects.create(
            status="FAILED",
            task_path=path,
            args_kwargs={"args": args, "kwargs": {}},
            run_after=ended,
            finished_at=ended,
            backend_name="default",
            exception_class_path="",
            traceback=traceback,
        )


def forget_messages(ids: Sequence[int]) -> None:
    """Lose the messages that have one of these as their first argument."""
    if settings.ENGINE == PROCRASTINATE:
        from procrastinate.contrib.django.models import ProcrastinateJob

        ProcrastinateJob.objects.filter(args__args__0__in=list(ids)).delete()
    else:
        DBTaskResult.objects.filter(args_kwargs__args__0__in=list(ids)).delete()


def due_now() -> None:
    """Let all pauses be over."""
    if settings.ENGINE == PROCRASTINATE:
        execute("UPDATE procrastinate_jobs SET scheduled_at = now()")
    else:
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())


def taken_by_the_dead(times: int) -> None:
    """What waits was taken for so many times by workers who died, the last one a minute ago."""
    if settings.ENGINE == PROCRASTINATE:
        execute(f"UPDATE procrastinate_jobs SET status = 'doing', attempts = {times - 1}")
    else:
        DBTaskResult.objects.filter(status="READY").update(
            status="RUNNING",
            worker_ids=[f"gone-{number}" for number in range(times)],
            started_at=timezone.now() - timedelta(minutes=1),
        )


def execute(sql: str) -> None:
    """Run it."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
