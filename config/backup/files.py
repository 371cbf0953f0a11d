"""The stored files of a backup: copied once, linked from one backup to the next."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

from config.backup.manifest import DamagedBackup, Entry, open_private, sha256_of
from photos.storage import TEMPORARY_SUFFIX, stored_names

FOLDER = "files"
CHUNK = 1 << 20  # bytes


def location(alias: str) -> Path:
    """The folder of a storage."""
    return Path(storages[alias].path(""))


def save(backup: Path, previous: Path | None, known: Mapping[str, Entry]) -> Iterator[Entry]:
    """Bring every stored file into a new backup; one that is gone meanwhile is passed over.

    `known` are the files of the backup `previous` by path: what has not changed since is
    linked from there, so that it takes no room twice.
    """
    for alias in settings.SAMEFRAME_BACKED_UP:
        for name in stored_names(storages[alias]):
            if name.endswith(TEMPORARY_SUFFIX):
                continue
            path = f"{FOLDER}/{alias}/{name}"
            entry = known.get(path)
            source = location(alias) / name
            try:
                if previous and entry and is_same(source, entry):
                    yield link(previous, backup, entry)
                else:
                    yield copy(source, backup, path)
            except FileNotFoundError:
                continue  # erased while this ran


def is_same(source: Path, entry: Entry) -> bool:
    """Whether a stored file is the one that an earlier backup holds."""
    found = source.stat()
    return (found.st_size, found.st_mtime_ns) == (entry.size, entry.modified_ns)


def link(previous: Path, backup: Path, entry: Entry) -> Entry:
    """One more name for a file of the previous backup. Raises FileNotFoundError."""
    target = backup / entry.path
    make_folder(target.parent)
    os.link(previous / entry.path, target)
    return entry


def copy(source: Path, folder: Path, path: str) -> Entry:
    """A copy of a file with its sum, on the disk when this returns. Raises FileNotFoundError."""
    target = folder / path
    summed, size = sha256(), 0
    with source.open("rb") as file:
        make_folder(target.parent)
        modified_ns = os.fstat(file.fileno()).st_mtime_ns
        with open_private(target) as copied:
            while chunk := file.read(CHUNK):
                copied.write(chunk)
                summed.update(chunk)
                size += len(chunk)
            copied.flush()
            os.fsync(copied.fileno())
    return Entry(path, size, summed.hexdigest(), modified_ns)


def make_folder(folder: Path) -> None:
    """A folder with all those above it, each for its owner alone."""
    if not folder.is_dir():
        make_folder(folder.parent)  # `parents=True` would make those above for everybody
        folder.mkdir(mode=0o700)


def entry_of(folder: Path, path: str) -> Entry:
    """The entry of a file that stands in the backup already."""
    found = (folder / path).stat()
    return Entry(path, found.st_size, sha256_of(folder / path), found.st_mtime_ns)


def is_empty(alias: str) -> bool:
    """Whether a storage holds no file."""
    return next(stored_names(storages[alias]), None) is None


def bring_back(backup: Path, alias: str, entries: Iterable[Entry], fresh: Path) -> None:
    """Copy a storage's files out of a backup into the folder `fresh`.

    Raises DamagedBackup for one that is another by now than when it was checked.
    """
    start = f"{FOLDER}/{alias}/"
    make_folder(fresh)
    for entry in entries:
        if not entry.path.startswith(start):
            continue
        name = entry.path.removeprefix(start)
        if copy(backup / entry.path, fresh, name).sha256 != entry.sha256:
            raise DamagedBackup(f"{entry.path}: its content is another than was saved")
        os.utime(fresh / name, ns=(entry.modified_ns, entry.modified_ns))


def swap(alias: str, fresh: Path, aside: Path) -> None:
    """Put `fresh` in place of a storage's folder, which is kept at `aside`."""
    current = location(alias)
    if current.exists():
        current.rename(aside)
    fresh.rename(current)


def swap_back(alias: str, aside: Path) -> None:
    """Undo `swap`."""
    current = location(alias)
    if aside.exists():
        shutil.rmtree(current, ignore_errors=True)
        aside.rename(current)
