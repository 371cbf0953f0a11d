"""Many files assessed without a database, in several processes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from photos.imports.photo_files import PhotoFile, UnreadableFile
from photos.quality import apart
from photos.quality.analysis import Analysis
from photos.quality.picture import UnreadablePhoto
from photos.quality.record import Record, elapsed_ms, judged, unreadable
from photos.quality.standard import Standard
from photos.quality.use_verdicts import judge_uses
from photos.quality.verdict import judge

WAITING_A_JOB = 4  # files read ahead for each process: enough to keep it busy, little memory


@dataclass(frozen=True, slots=True)
class Assessed:
    """What is told of one file, and what was measured on it; None where it cannot be read."""

    record: Record
    analysis: Analysis | None = None

    @property
    def fingerprint(self) -> str:
        """What tells the same picture again; empty where there is nothing to compare."""
        return self.analysis.fingerprint if self.analysis else ""


@contextmanager
def processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of fresh processes; an interrupt drops what has not begun."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def assess_files(photos: Iterable[PhotoFile], standard: Standard, jobs: int) -> Iterator[Record]:
    """A record for each photo, in the order in which they are ready (as given for one job)."""
    return (one.record for one in measure_files(photos, standard, jobs))


def measure_files(
    photos: Iterable[PhotoFile], standard: Standard, jobs: int
) -> Iterator[Assessed]:
    """The same with the measurements, which can be judged again without the pictures."""
    if jobs == 1:
        for photo in photos:
            data = read(photo)
            yield data if isinstance(data, Assessed) else measure(photo.name, data, standard)
        return
    with processes(jobs) as pool:
        waiting: set[Future[Assessed]] = set()
        for photo in photos:
            data = read(photo)
            if isinstance(data, Assessed):
                yield data
                continue
            waiting.add(pool.submit(measure, photo.name, data, standard))
            if len(waiting) >= jobs * WAITING_A_JOB:
                ready = next(as_completed(waiting))
                waiting.remove(ready)
                yield ready.result()
        for ready in as_completed(waiting):
            yield ready.result()


def measure(name: str, data: bytes, standard: Standard) -> Assessed:
    """Measure and judge one encoded file."""
    began = time.perf_counter()
    try:
        analysis = apart.analyse(data)
    except UnreadablePhoto as refusal:
        return Assessed(unreadable(name, refusal, elapsed_ms(began)))
    verdict, uses = judge(analysis, standard), judge_uses(analysis, standard)
    return Assessed(judged(name, verdict, analysis, elapsed_ms(began), uses), analysis)


def read(photo: PhotoFile) -> bytes | Assessed:
    """A photo's bytes, or what is told of a file that cannot be read."""
    try:
        return photo.read()
    except UnreadableFile as problem:
        refusal = UnreadablePhoto("unreadable", problem.message)
        return Assessed(unreadable(photo.name, refusal, 0))
