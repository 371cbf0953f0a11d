"""The stored files of a backup, from folders or a bucket: copied once, linked from one backup to
the next."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, storages

from config.backup.manifest import DamagedBackup, Entry, open_private, sha256_of
from photos.storage import CHUNK, TEMPORARY_SUFFIX, StorageAway, stored_names, sum_in, sum_of

FOLDER = "files"
SAME_TIME_NS = 1_000_000  # a storage tells times less finely than a disk


def save(backup: Path, previous: Path | None, known: Mapping[str, Entry]) -> Iterator[Entry]:
    """Bring every stored file into a new backup; one that is gone meanwhile is passed over.

    `known` are the files of the backup `previous` by path: what has not changed since is
    linked from there, so that it takes no room twice, and not read.
    """
    for alias in settings.SAMEFRAME_BACKED_UP:
        storage = storages[alias]
        for name in stored_names(storage):
            if name.endswith(TEMPORARY_SUFFIX):
                continue
            path = f"{FOLDER}/{alias}/{name}"
            entry = known.get(path)
            try:
                if previous and entry and is_same(storage, name, entry):
                    yield link(previous, backup, entry)
                else:
                    yield copy(storage, name, backup, path)
            except FileNotFoundError:
                continue  # erased while this ran


def is_same(storage: Storage, name: str, entry: Entry) -> bool:
    """Whether a stored file is the one that an earlier backup holds: by the sum in its name, or
    where there is none by size and time. Raises FileNotFoundError."""
    if sum_in(name):
        return sum_in(name) == entry.sha256
    drift = abs(modified_ns(storage, name) - entry.modified_ns)
    return drift <= SAME_TIME_NS and storage.size(name) == entry.size


def modified_ns(storage: Storage, name: str) -> int:
    """When a file was written. Raises FileNotFoundError."""
    written: datetime = storage.get_modified_time(name)
    return round(written.timestamp() * 1e6) * 1000


def link(previous: Path, backup: Path, entry: Entry) -> Entry:
    """One more name for a file of the previous backup. Raises FileNotFoundError."""
    target = backup / entry.path
    make_folder(target.parent)
    os.link(previous / entry.path, target)
    return entry


def copy(storage: Storage, name: str, folder: Path, path: str) -> Entry:
    """A copy of a stored file with its sum, on the disk when this returns. Raises
    FileNotFoundError."""
    target = folder / path
    summed, size = sha256(), 0
    written = modified_ns(storage, name)
    with storage.open(name) as file:
        make_folder(target.parent)
        with open_private(target) as copied:
            while chunk := file.read(CHUNK):
                copied.write(chunk)
                summed.update(chunk)
                size += len(chunk)
            copied.flush()
            os.fsync(copied.fileno())
    return Entry(path, size, summed.hexdigest(), written)


def make_folder(folder: Path) -> None:
    """A folder with all those above it, each for its owner alone."""
    if not folder.is_dir():
        make_folder(folder.parent)  # `parents=True` would make those above for everybody
        folder.mkdir(mode=0o700)


def entry_of(folder: Path, path: str) -> Entry:
    """The entry of a file that stands in the backup already."""
    found = (folder / path).stat()
    return Entry(path, found.st_size, sha256_of(folder / path), found.st_mtime_ns)


def damaged(entries: Iterable[Entry]) -> list[str]:
    """The files whose names tell of another content than was saved."""
    return [one.path for one in entries if sum_in(one.path) not in {"", one.sha256}]


def is_empty(alias: str) -> bool:
    """Whether a storage holds no file."""
    return next(stored_names(storages[alias]), None) is None


def names_of(alias: str, entries: Iterable[Entry]) -> dict[str, Entry]:
    """A backup's files of one storage, by their names there."""
    start = f"{FOLDER}/{alias}/"
    return {one.path.removeprefix(start): one for one in entries if one.path.startswith(start)}


def bring_back(backup: Path, alias: str, entries: Iterable[Entry], undo: ExitStack) -> None:
    """Put a backup's files into a storage that has them not, or other ones of their names.

    What was not there before goes again if `undo` is closed. Raises DamagedBackup for one that
    is another by now than when it was checked.
    """
    storage = storages[alias]
    here = set(stored_names(storage))
    for name, entry in names_of(alias, entries).items():
        if name in here and sum_of(storage, name) == entry.sha256:
            continue
        if sha256_of(backup / entry.path) != entry.sha256:
            raise DamagedBackup(f"{entry.path}: its content is another than was saved")
        if name not in here:
            undo.callback(take_away, storage, name)
        with (backup / entry.path).open("rb") as file:
            storage.save(name, File(file))
        with suppress(NotImplementedError):  # objects have a time of their own
            os.utime(storage.path(name), ns=(entry.modified_ns, entry.modified_ns))


def remove_others(alias: str, entries: Iterable[Entry]) -> None:
    """Remove what the backup does not hold: of rows that are not there any more."""
    storage, kept = storages[alias], names_of(alias, entries)
    for name in [name for name in stored_names(storage) if name not in kept]:
        storage.delete(name)


def take_away(storage: Storage, name: str) -> None:
    """Remove a file that was put there in vain; where that fails it is one without a row."""
    with suppress(StorageAway):
        storage.delete(name)
