"""Messages that failed for good: written by both engines, retried or discarded by people."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from work.models import Failure

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
