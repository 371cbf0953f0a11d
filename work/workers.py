"""Which workers there are, and what each is doing: a row for each, renewed while it lives."""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from work.models import WorkerHeartbeat

BEATS_EVERY = timedelta(seconds=5)
ALIVE_FOR = timedelta(seconds=30)  # after its last heartbeat
TOLD_FOR = timedelta(hours=1)  # of one that died, for people to see


class WorkerDied(Exception):
    """The process that ran a message ended with it, time and again."""


def alive() -> QuerySet[WorkerHeartbeat]:
    """The workers that were seen within ALIVE_FOR."""
    return WorkerHeartbeat.objects.filter(heartbeat__gte=timezone.now() - ALIVE_FOR)


def forget_dead() -> int:
    """Remove rows of workers that ended without a word long enough ago. How many."""
    gone, _ = WorkerHeartbeat.objects.filter(heartbeat__lt=timezone.now() - TOLD_FOR).delete()
    return gone


class Presence:
    """This worker's row, and what its threads are at."""

    def __init__(self, concurrency: int, queues: tuple[str, ...]) -> None:
        self.host = socket.gethostname()[:100]
        self.name = f"{self.host[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.concurrency = concurrency
        self.queues = queues
        self._since = timezone.now()
        self._running: dict[int, tuple[str, float]] = {}
        self._changing = threading.Lock()

    @contextmanager
    def running(self, path: str) -> Iterator[None]:
        """While this thread is at a message of that task."""
        thread = threading.get_ident()
        with self._changing:
            self._running[thread] = (path, time.time())
        try:
            yield
        finally:
            with self._changing:
                self._running.pop(thread, None)

    def beat(self) -> None:
        """Write the row."""
        with self._changing:
            running = [{"path": path, "since": since} for path, since in self._running.values()]
        WorkerHeartbeat.objects.update_or_create(
            name=self.name,
            defaults={
                "host": self.host,
                "since": self._since,
                "heartbeat": timezone.now(),
                "concurrency": self.concurrency,
                "queues": list(self.queues),
                "running": running,
            },
        )

    def leave(self) -> None:
        """Remove the row: this worker has ended."""
        WorkerHeartbeat.objects.filter(name=self.name).delete()
