"""What queue, rows and locks cost beside measuring, and what a second worker brings.

The same stored masters are assessed from the command line, by one worker and by two, in turn, so
that a busy moment meets all alike.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import batched
from multiprocessing import get_context
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from photos import cards
from photos.evaluation.benchmarks.paces import Pace, from_command_line, middle
from photos.evaluation.benchmarks.processor_time import database_seconds, tree_seconds
from photos.evaluation.benchmarks.ratios import LEAST_EACH, Ratio
from photos.evaluation.benchmarks.stopwatch import MS
from photos.evaluation.benchmarks.work_site import WorkSite
from photos.models import Assessment, FingerprintKey, Judgement, Photo
from photos.tasks import assess_photo
from work import queues
from work.engines.engine import MOST_NAMED
from work.sending import send_many

MOST_OVERHEAD = 0.15
# Each worker's own queue, and the one of both.
FIRST, SECOND, BOTH = queues.INTERACTIVE, queues.BULK, queues.USUAL
LOOKS_EVERY = 0.1  # seconds
PATIENCE = 120.0  # seconds in which at least one photo must have been judged
WARMING_UP = 2  # photos
WORKERS = 2


@dataclass(frozen=True, slots=True)
class WorkEffort:
    """How many photos are assessed at a time, how often by each, and for how many seconds idle
    workers are looked at."""

    photos: int
    rounds: int
    idle: float


THOROUGH = WorkEffort(photos=96, rounds=5, idle=20)
QUICK = WorkEffort(photos=24, rounds=1, idle=5)


class Stalled(Exception):
    """The workers did not judge what they were sent."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What one idle worker takes of a processor for heartbeats, schedule and looks at the queue,
    and what the database does for all of them: it comes with time, not with photos."""

    worker: float
    database: float

    def undisturbed(self, spent: float, elapsed: float, workers: int, photos: int) -> float:
        """Seconds of processor time of one photo on a machine that does nothing else, whatever
        the clock said here."""
        standing = (workers * self.worker + self.database) * elapsed
        meanwhile = self.worker + self.database / WORKERS
        return (spent - standing) / photos / (1 - meanwhile)


@dataclass(frozen=True, slots=True)
class WorkCosts:
    """The medians of all rounds: from the command line, by one worker, by two."""

    effort: WorkEffort
    database: str
    engine: str
    alone: Pace
    queued: Pace
    together: Pace

    @property
    def ratios(self) -> tuple[Ratio, ...]:
        """Each with its bar."""
        alone, queued, together = self.alone, self.queued, self.together
        return (
            Ratio(
                "queue_overhead", queued.wall / alone.wall - 1, MOST_OVERHEAD,
                "a photo by a worker, more than from the command line, by the clock",
            ),
            Ratio(
                "queue_overhead_cpu", queued.cpu / alone.cpu - 1, MOST_OVERHEAD,
                "the same by CPU time as if nothing else ran, the database's included",
            ),
            Ratio(
                "beside_measuring", queued.wall / queued.measuring - 1, MOST_OVERHEAD,
                "what a worker does besides measuring, of measuring the very same photo",
            ),
            Ratio(
                "workers_speedup", queued.wall / together.wall, 2 * LEAST_EACH,
                "photos a second of two workers over one, by the clock", at_least=True,
            ),
            Ratio(
                "workers_speedup_undisturbed", 2 * queued.cpu / together.cpu, 2 * LEAST_EACH,
                "the same by CPU time, as if nothing else ran", at_least=True,
            ),
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """The figures by their names."""
        return {
            "photos": self.effort.photos,
            "rounds": self.effort.rounds,
            "database": self.database,
            "engine": self.engine,
            "command_line": self.alone.as_json(),
            "one_worker": self.queued.as_json(),
            "two_workers": self.together.as_json(),
            **{one.name: round(one.value, 3) for one in self.ratios},
            "keeps_bars": all(one.keeps_bar for one in self.ratios),
        }


def work_costs(site: WorkSite, effort: WorkEffort) -> WorkCosts:
    """The costs on a site that has the photos. Raises Stalled."""
    rows = Assessment.objects.order_by("pk")[: effort.photos]
    work = list(rows.values_list("pk", flat=True))
    masters = [site.master(name) for name in rows.values_list("photo__master", flat=True)]
    found: list[tuple[Pace, ...]] = []
    with ExitStack() as stack:
        pool = stack.enter_context(ProcessPoolExecutor(1, get_context("spawn")))
        first = stack.enter_context(site.worker(FIRST, BOTH))
        second = stack.enter_context(site.worker(SECOND, BOTH))
        pool.submit(from_command_line, masters[:WARMING_UP]).result()
        for queue, worker in ((FIRST, first), (SECOND, second)):
            by_workers(work[:WARMING_UP], queue, [worker], Standing(0, 0))
        idle = standing([first, second], effort.idle)
        takes: tuple[Callable[[], Pace], ...] = (
            lambda: pool.submit(from_command_line, masters).result(),
            lambda: by_workers(work, FIRST, [first], idle),
            lambda: by_workers(work, BOTH, [first, second], idle),
        )
        for _ in range(effort.rounds):
            found.append(tuple(take() for take in takes))
    alone, queued, together = (middle(paces) for paces in zip(*found, strict=True))
    return WorkCosts(effort, connection.vendor, settings.ENGINE, alone, queued, together)


def standing(workers: Sequence[int], seconds: float) -> Standing:
    """What they take while there is nothing to do."""
    database, own = database_seconds(), sum(map(tree_seconds, workers))
    time.sleep(seconds)
    database, own = database_seconds() - database, sum(map(tree_seconds, workers)) - own
    return Standing(own / seconds / len(workers), database / seconds)


def by_workers(work: Sequence[int], queue: str, workers: Sequence[int], idle: Standing) -> Pace:
    """Send all, as bulk work is sent, to a queue that only these workers take from, and wait for
    the rows."""
    unmeasured(work)
    began = time.perf_counter()
    before = database_seconds() + sum(map(tree_seconds, workers))
    send_many(assess_photo.using(queue_name=queue), list(batched(work, MOST_NAMED)))
    wait_for(work)
    spent = database_seconds() + sum(map(tree_seconds, workers)) - before
    cpu = idle.undisturbed(spent, time.perf_counter() - began, len(workers), len(work))
    done = Assessment.objects.filter(pk__in=work).order_by("finished_at")
    ends = [one.timestamp() for one in done.values_list("finished_at", flat=True) if one]
    measuring = [ms for ms in done.values_list("elapsed_ms", flat=True) if ms is not None]
    # From the first to the last: how soon a worker wakes up is no cost of each photo.
    period = (ends[-1] - ends[0]) / max(len(work) - 1, 1)
    return Pace(period * MS, cpu * MS, float(np.mean(measuring)))


@transaction.atomic
def unmeasured(work: Sequence[int]) -> None:
    """Take back all that measuring has written, so that it is written anew."""
    photos = Photo.objects.filter(assessments__in=work)
    photos.update(judgement=None, verdict="", score=None, main_rule="", main_reason="")
    photos.update(state=Photo.State.WAITING, fingerprint="")
    Judgement.objects.filter(assessment__in=work).delete()
    FingerprintKey.objects.filter(photo__in=photos).delete()
    Assessment.objects.filter(pk__in=work).update(
        state=Assessment.State.PENDING,
        analysis=None,
        attempts=0,
        lease_until=None,
        due_at=timezone.now(),
    )
    cards.write(photos.values_list("person", flat=True))


def wait_for(work: Sequence[int]) -> None:
    """Return once all are judged. Raises Stalled."""
    asked = Assessment.objects.filter(pk__in=work)
    before, since = 0, time.monotonic()
    while (done := asked.filter(state=Assessment.State.DONE).count()) < len(work):
        if done > before:
            before, since = done, time.monotonic()
        if time.monotonic() - since > PATIENCE:
            raise Stalled(f"The workers judged {done} of {len(work)} photos, and no more.")
        time.sleep(LOOKS_EVERY)
