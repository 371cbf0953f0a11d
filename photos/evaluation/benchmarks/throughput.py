"""How many photos a second several processes assess."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import numpy as np

from photos.evaluation.benchmarks.speeds import assess
from photos.evaluation.benchmarks.stopwatch import MS, Stopwatch

BATCH = "batch"
SECONDS_TO_START = 120  # a process that has not begun by then never will


@dataclass(frozen=True, slots=True)
class Throughput:
    """What so many processes do together: photos a second by the clock, and the processor
    time of one photo in ms, which rises where they get in each other's way."""

    processes: int
    photos_per_second: float
    cpu_ms: float

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        return {
            "photos_per_second": round(self.photos_per_second, 2),
            "cpu_ms": round(self.cpu_ms, 1),
        }


def throughputs(
    data: bytes, counts: Iterable[int], photos: int, batches: int
) -> dict[int, Throughput]:
    """By the number of processes, from `batches` of at least `photos` photos each.

    The fastest batch counts: it was disturbed least. Photos are read from a file, as
    workers read them.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        path.write_bytes(data)
        return {count: throughput(path, count, photos, batches) for count in counts}


def throughput(path: Path, processes: int, photos: int, batches: int) -> Throughput:
    """Every process has assessed one photo before, and gets as many as the others."""
    work = [path] * (processes * math.ceil(photos / processes))
    context, watch = get_context("spawn"), Stopwatch()
    ready = context.Barrier(processes + 1, timeout=SECONDS_TO_START)
    spent: list[float] = []
    with ProcessPoolExecutor(processes, context, warm_up, (path, ready)) as pool:
        first = [pool.submit(assess_file, path) for _ in range(processes)]  # each starts one
        ready.wait()
        wait(first)
        for _ in range(batches):
            with watch.timing(BATCH):
                spent += pool.map(assess_file, work)
    rate = len(work) / watch.best(BATCH)
    return Throughput(processes, rate, MS * float(np.median(spent)))


def warm_up(path: Path, ready: Barrier) -> None:
    """Load the networks, and wait until all have."""
    assess_file(path)
    ready.wait()


def assess_file(path: Path) -> float:
    """Read, measure and judge one file; answers the seconds of processor time."""
    began = time.process_time()
    assess(path.read_bytes())
    return time.process_time() - began
