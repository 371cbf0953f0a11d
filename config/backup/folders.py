"""Where backups lie: one folder each, named by its moment, complete only under that name."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from config.backup import manifest

STAMP = "%Y%m%dT%H%M%S.%fZ"
COMPLETE = re.compile(r"\d{8}T\d{6}\.\d{6}Z")
UNFINISHED = ".part"
LOCK = ".lock"


class BackupRuns(Exception):
    """Another backup into the same folder is under way."""


@contextmanager
def being_made(place: Path) -> Iterator[Path]:
    """A new folder in `place`, which gets its name once everything in it is on the disk.

    What an earlier run left unfinished is removed. Raises BackupRuns.
    """
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise BackupRuns(f"Another backup into {place} is under way.") from taken
        for left in place.glob(f"*{UNFINISHED}"):
            shutil.rmtree(left)
        made = place / datetime.now(UTC).strftime(STAMP)
        unfinished = made.with_name(made.name + UNFINISHED)
        unfinished.mkdir(mode=0o700)
        try:
            yield unfinished
            flush_folders(unfinished)
            unfinished.rename(made)
            flush_folder(place)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def complete(place: Path) -> list[Path]:
    """The backups in a folder, oldest first."""
    if not place.is_dir():
        return []
    found = [one for one in place.iterdir() if COMPLETE.fullmatch(one.name)]
    return sorted(one for one in found if (one / manifest.NAME).is_file())


def chosen(place: Path) -> Path:
    """The backup that a path means: itself, or the newest in it. Raises DamagedBackup."""
    if (place / manifest.NAME).is_file():
        return place
    found = complete(place)
    if not found:
        raise manifest.DamagedBackup(f"{place} holds no complete backup.")
    return found[-1]


def forget(place: Path, kept: int) -> list[Path]:
    """Remove all backups but the newest `kept`; which ones."""
    old = complete(place)[:-kept]
    for one in old:
        # The manifest first: half a backup must not look like a whole one.
        (one / manifest.NAME).unlink()
        shutil.rmtree(one)
    return old


def flush_folders(top: Path) -> None:
    """See to it that the names in a folder and all below it are on the disk."""
    for folder, _, _ in os.walk(top):
        flush_folder(Path(folder))


def flush_folder(folder: Path) -> None:
    """See to it that the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
