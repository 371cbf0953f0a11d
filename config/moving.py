"""Files move from a folder to a bucket, or back, while the site reads both."""

import fcntl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from enum import Enum
from itertools import batched
from pathlib import Path

from django.core.files.base import File

from photos.both_places import BothPlaces
from photos.storage import TEMPORARY_SUFFIX, stored_names, sum_in, sum_of

NAMES_AT_ONCE = 500


class Fate(Enum):
    """What became of a file."""

    MOVED = "moved"
    GONE = "erased meanwhile"
    DAMAGED = "damaged, left where it was"


class MoveRuns(Exception):
    """Another move is under way: two of them would take each other's files for erased ones."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let nobody else move files of this data folder. Raises MoveRuns."""
    with (folder / "move.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise MoveRuns from taken
        yield


def move_all(places: BothPlaces, threads: int) -> Iterator[tuple[str, Fate]]:
    """Move every file that is still in the old place. Begun again, it goes on."""
    names = [name for name in stored_names(places.old) if not name.endswith(TEMPORARY_SUFFIX)]
    with ThreadPoolExecutor(threads) as pool:
        for some in batched(names, NAMES_AT_ONCE):
            fates = pool.map(lambda name: move(places, name), some)
            yield from zip(some, fates, strict=True)


def move(places: BothPlaces, name: str) -> Fate:
    """Copy one file, compare the copy, and only then remove the original. Raises StorageAway."""
    try:
        digest = sum_of(places.old, name)
    except FileNotFoundError:
        return Fate.GONE
    if sum_in(name) not in {"", digest}:
        return Fate.DAMAGED
    # What is in the new place already is the same, or was written since the move began; but a
    # file whose name tells its sum must be that one.
    is_there = places.new.exists(name)
    if not is_there or (sum_in(name) and sum_of(places.new, name) != digest):
        try:
            with places.old.open(name) as file:
                places.new.save(name, File(file))
        except FileNotFoundError:
            return Fate.GONE
        if sum_of(places.new, name) != digest:
            places.new.delete(name)
            return Fate.DAMAGED
        if not places.old.exists(name):  # erased while it was copied: it must not come back
            places.new.delete(name)
            return Fate.GONE
    places.old.delete(name)
    return Fate.MOVED
