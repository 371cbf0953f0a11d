"""Private files: written whole or not at all, under names that cannot be guessed."""

import errno
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

from photos.quality.limits import UnreadablePhoto

NAME_BYTES = 20  # random; 160 bits
TEMPORARY_SUFFIX = ".part"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
POSTGRES_FULL = "53100"
DISK_FULL = (
    "There is no room to store the photo: the disk of this site is full. Nothing was changed; "
    "please tell the people who run it."
)


def private_storage() -> Storage:
    """Where masters and what is cut of them live: no URL leads there."""
    return storages["private"]


class DiskFull(UnreadablePhoto):
    """A photo that could not be stored, through no fault of its own."""

    def __init__(self) -> None:
        super().__init__("no_room", DISK_FULL)


def is_disk_full(error: BaseException) -> bool:
    """Whether that is what the system said, or the database that found no room."""
    if isinstance(error, OSError):
        return error.errno in FULL
    cause = error.__cause__  # the driver's own exception
    return (
        getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        or getattr(cause, "sqlstate", None) == POSTGRES_FULL
    )


class DurableStorage(FileSystemStorage):
    """A folder in which a file has its name only once all its bytes are on the disk."""

    def _save(self, name: str, content: Any) -> str:
        temporary = f"{name}.{secrets.token_hex(NAME_BYTES)}{TEMPORARY_SUFFIX}"
        try:
            super()._save(temporary, content)  # type: ignore[misc]  # not in the stubs
            _flush_to_disk(Path(self.path(temporary)))
            Path(self.path(temporary)).rename(self.path(name))
        finally:
            if self.exists(temporary):
                self.delete(temporary)
        _flush_to_disk(Path(self.path(name)).parent)
        return name


def write_file(kind: str, content: bytes, undo: ExitStack, extension: str = "jpg") -> str:
    """Write a picture into the private folder of its kind ("masters"), under a random name.

    The name is returned; `undo` takes the file away again if it is closed. Raises DiskFull.
    """
    storage = storages["private"]
    token = secrets.token_hex(NAME_BYTES)
    try:
        name = storage.save(f"{kind}/{token[:2]}/{token}.{extension}", ContentFile(content))
    except OSError as error:
        if is_disk_full(error):
            raise DiskFull from error
        raise
    undo.callback(storage.delete, name)
    return name


def stored_names(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files in a storage, folders within folders."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}" if folder else name
    for name in folders:
        yield from stored_names(storage, f"{folder}/{name}" if folder else name)


def is_older(storage: Storage, name: str, moment: datetime) -> bool:
    """Whether a file was last written before then; False for one that is gone."""
    try:
        return storage.get_modified_time(name) < moment
    except FileNotFoundError:
        return False  # it has just got its final name


def _flush_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
