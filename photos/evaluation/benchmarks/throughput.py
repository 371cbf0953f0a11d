"""How many photos a second several processes assess."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

from photos.evaluation.benchmarks.speeds import assess
from photos.evaluation.benchmarks.stopwatch import Stopwatch

BATCHES = 3  # of which the fastest counts: it was disturbed least
BATCH = "batch"
SECONDS_TO_START = 120  # a process that has not begun by then never will


def photos_per_second(data: bytes, counts: Iterable[int], photos: int) -> dict[int, float]:
    """The rate by the number of processes, of at least `photos` photos each time.

    Photos are read from a file, as workers read them.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        path.write_bytes(data)
        return {count: rate(path, count, photos) for count in counts}


def rate(path: Path, processes: int, photos: int) -> float:
    """Photos a second; every process has assessed one before, and gets as many as the others."""
    work = [path] * (processes * math.ceil(photos / processes))
    context, watch = get_context("spawn"), Stopwatch()
    ready = context.Barrier(processes + 1, timeout=SECONDS_TO_START)
    pool = ProcessPoolExecutor(
        processes, mp_context=context, initializer=warm_up, initargs=(path, ready)
    )
    with pool:
        first = [pool.submit(assess_file, path) for _ in range(processes)]  # each starts one
        ready.wait()
        wait(first)
        for _ in range(BATCHES):
            with watch.timing(BATCH):
                list(pool.map(assess_file, work))
    return len(work) / watch.best(BATCH)


def warm_up(path: Path, ready: Barrier) -> None:
    """Load the networks, and wait until all have."""
    assess_file(path)
    ready.wait()


def assess_file(path: Path) -> None:
    """Read, measure and judge one file."""
    assess(path.read_bytes())
