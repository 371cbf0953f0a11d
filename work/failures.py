"""Messages that failed for good: written by both engines, retried or discarded by people."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from work.models import Failure
from work.retries import pause_after

logger = logging.getLogger(__name__)

LONGEST_ERROR = 300  # characters, as the column


def record(
    path: str, args: Sequence[Any], *, queue: str, priority: int, error: str, attempts: int
) -> Failure:
    """Keep a message whose last attempt failed; `error` as `described` says it."""
    return Failure.objects.create(
        path=path,
        args=list(args),
        queue=queue,
        priority=priority,
        error=error[:LONGEST_ERROR],
        attempts=attempts,
        failed_at=timezone.now(),
    )


def pause_or_record(
    error: BaseException,
    path: str,
    args: Sequence[Any],
    *,
    queue: str,
    priority: int,
    attempts: int,
) -> timedelta | None:
    """How long a message that failed so many times is to wait; None where that was its last
    attempt: then it is kept as a failure."""
    pause = pause_after(attempts)
    if pause is None:
        logger.error("a message failed for good", extra={"task": path, "attempts": attempts})
        record(
            path, args, queue=queue, priority=priority, error=described(error), attempts=attempts
        )
    return pause


@transaction.atomic
def retry(failure: Failure) -> bool:
    """Send the message again, with all its attempts; False where somebody else has just done so.

    Raises ImportError where this version has no such task.
    """
    task = import_string(failure.path)
    gone, _ = Failure.objects.filter(pk=failure.pk).delete()
    if gone:
        task.using(priority=failure.priority, queue_name=failure.queue).enqueue(*failure.args)
    return bool(gone)


def forget_lost(path: str, rows: QuerySet[Any]) -> None:
    """Forget those of that task that have an id of none of the rows among their arguments."""
    failed = dict(Failure.objects.filter(path=path).values_list("pk", "args"))
    named = set(chain.from_iterable(failed.values()))
    there = set(rows.filter(pk__in=named).values_list("pk", flat=True))
    Failure.objects.filter(
        pk__in=[pk for pk, args in failed.items() if not there.issuperset(args)]
    ).delete()


def discard(failure: Failure) -> bool:
    """Forget the message; False where it was gone already."""
    gone, _ = Failure.objects.filter(pk=failure.pk).delete()
    return bool(gone)


def described(error: BaseException) -> str:
    """The exception's class and the place in our own code, never what it says: that may name
    people. "ValueError at photos/assess.py:120"."""
    kind = type(error)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    root = Path(settings.BASE_DIR)
    places = [
        f"{Path(frame.filename).relative_to(root)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(root) and ".venv" not in frame.filename
    ]
    return f"{name} at {places[-1]}" if places else name
