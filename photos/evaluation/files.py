"""Many files assessed without a database, in several processes."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context

from photos.imports.photo_files import PhotoFile, UnreadableFile
from photos.quality.picture import UnreadablePhoto
from photos.quality.record import Record, assess, unreadable
from photos.quality.standard import Standard

WAITING_A_JOB = 4  # files read ahead for each process: enough to keep it busy, little memory


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
    if jobs == 1:
        for photo in photos:
            yield assess_file(photo, standard)
        return
    with processes(jobs) as pool:
        waiting: set[Future[Record]] = set()
        for photo in photos:
            data = read(photo)
            if isinstance(data, Record):
                yield data
                continue
            waiting.add(pool.submit(assess, photo.name, data, standard))
            if len(waiting) >= jobs * WAITING_A_JOB:
                ready = next(as_completed(waiting))
                waiting.remove(ready)
                yield ready.result()
        for ready in as_completed(waiting):
            yield ready.result()


def assess_file(photo: PhotoFile, standard: Standard) -> Record:
    """The record of one photo."""
    data = read(photo)
    return data if isinstance(data, Record) else assess(photo.name, data, standard)


def read(photo: PhotoFile) -> bytes | Record:
    """A photo's bytes, or the record of a file that cannot be read."""
    try:
        return photo.read()
    except UnreadableFile as problem:
        return unreadable(photo.name, UnreadablePhoto("unreadable", problem.message), 0)
