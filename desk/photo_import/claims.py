"""Who works on which files of an import: a runner holds some by a lease, others take others.

A runner works some seconds at a time and sends for the rest, so that it can be stopped, and so
that what somebody waits for comes between.
"""

import secrets
import time
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.tasks import Task
from django.utils import timezone

from desk.photo_import.rows import ImportedFile, ImportedFileQuerySet
from work.engines.chosen import engine

SLICE_SECONDS = 8.0
# Longer than the files claimed at a time take; afterwards the runner is taken for dead.
LEASE = timedelta(minutes=2)


class Slice:
    """The turn of one runner; `name` is written into what it holds."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(16)
        self._end = time.monotonic() + SLICE_SECONDS

    @property
    def is_over(self) -> bool:
        """Whether what follows is for the next one."""
        return time.monotonic() >= self._end

    @transaction.atomic
    def claim(self, files: ImportedFileQuerySet, most: int) -> bool:
        """Hold some of these that nobody holds; False where there are none."""
        now = timezone.now()
        free = files.free(now).order_by("pk").select_for_update(skip_locked=True, of=("self",))
        ids = [file.pk for file in free[:most]]
        files.free(now).filter(pk__in=ids).update(runner=self.name, lease_until=now + LEASE)
        return bool(ids)

    def held(self, files: ImportedFileQuerySet) -> ImportedFileQuerySet:
        """Those that are still this runner's."""
        return files.filter(runner=self.name)

    def release(self) -> None:
        """Let others have at once what it holds."""
        ImportedFile.objects.filter(runner=self.name).update(runner="", lease_until=None)


def waiting_for(task: Task[Any, Any]) -> set[int]:
    """Of which rows a message waits that no worker has taken."""
    return {int(message.args[0]) for message in engine().messages(task.module_path)}
