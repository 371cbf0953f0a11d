"""The workers as they said last, and those that fell silent without having ended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from work.models import WorkerHeartbeat
from work.workers import ALIVE_FOR, TOLD_FOR

DOES: dict[str, str | Promise] = {
    "photos.tasks.assess_photo": _("measures a photo"),
    "photos.tasks.judge_by_standard": _("judges photos anew"),
    "photos.tasks.refresh_consistency": _("computes how alike photos are"),
    "photos.bulk_decisions.decide_later": _("carries out decisions"),
    "work.jobs.run_job": _("works on a job"),
    "desk.photo_import.running.take_in": _("takes in photos"),
    "desk.photo_import.unpacking.unpack": _("unpacks a ZIP"),
    "photos.reassess.start_over_some": _("retries photos"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is at, and how many times at once."""

    title: str | Promise
    count: int


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker process; what a dead one was at is begun again by others."""

    name: str
    host: str
    since: datetime
    heartbeat: datetime
    concurrency: int
    queues: tuple[str, ...]
    tasks: tuple[Task, ...]
    is_alive: bool

    @property
    def process(self) -> str:
        """Its process id, which tells workers of one machine apart."""
        return self.name.rpartition("-")[0].rpartition("-")[2]

    @property
    def running(self) -> int:
        """How many messages it is at."""
        return sum(task.count for task in self.tasks)


def all_workers(now: datetime) -> list[Worker]:
    """By machine and age, the silent ones last: one query."""
    rows = WorkerHeartbeat.objects.filter(heartbeat__gte=now - TOLD_FOR)
    workers = [worker_of(row, now) for row in rows.order_by("host", "since", "name")]
    return sorted(workers, key=lambda worker: not worker.is_alive)


def worker_of(row: WorkerHeartbeat, now: datetime) -> Worker:
    """What the row says at that moment."""
    tasks = Counter(one["path"] for one in row.running)
    return Worker(
        name=row.name,
        host=row.host,
        since=row.since,
        heartbeat=row.heartbeat,
        concurrency=row.concurrency,
        queues=tuple(row.queues),
        tasks=tuple(Task(title_of(path), count) for path, count in sorted(tasks.items())),
        is_alive=row.heartbeat >= now - ALIVE_FOR,
    )


def title_of(path: str) -> str | Promise:
    """What that task does, or its name where it has no words."""
    return DOES.get(path) or path.rpartition(".")[2].replace("_", " ")
