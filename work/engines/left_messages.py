"""Messages that the version before wrote for another engine: sent on by the one that works now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max
from procrastinate.contrib.django import app

from work.engines.procrastinate_backend import MESSAGE

SENT_AT_ONCE = 500
TAKEN_FOR = timedelta(minutes=30)  # at most: then the worker has ended


def send_on() -> int:
    """Send what waits in django-tasks-db's table, or died there with its worker, and forget what
    is over; how many were sent.

    Where procrastinate works nobody else reads it, and a web server of the version before may
    still write into it. Messages of the measuring may come twice; that does no harm.
    """
    if settings.ENGINE != "procrastinate":
        return 0
    DBTaskResult.objects.finished().delete()
    taken = Q(status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - TAKEN_FOR)
    left = DBTaskResult.objects.filter(taken | Q(status=TaskResultStatus.READY))
    with transaction.atomic():
        rows = left.order_by("enqueued_at").select_for_update(skip_locked=True)[:SENT_AT_ONCE]
        sent = [_sent(row) for row in rows]
        DBTaskResult.objects.filter(pk__in=sent).delete()
    return len(sent)


def _sent(row: DBTaskResult[..., object]) -> Any:
    """Its id, once its message is sent."""
    due_at = None if row.run_after == get_date_max() else row.run_after
    later = app.configure_task(
        MESSAGE, queue=row.queue_name, priority=row.priority, schedule_at=due_at
    )
    later.defer(path=row.task_path, **row.args_kwargs)
    return row.pk
