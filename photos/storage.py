"""Private files: written whole or not at all, under names that cannot be guessed.

A name holds the sum of its file, "masters/3f/<chance>-<sha256>.jpg", so that whoever reads a file
knows whether it is the one that was stored. Files of before that have names of chance alone.
"""

import errno
import logging
import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db.models.fields.files import FieldFile

from photos.quality.limits import UnreadablePhoto

logger = logging.getLogger(__name__)

CHUNK = 1 << 20  # bytes read at a time
NAME_BYTES = 20  # random; 160 bits
SUM = re.compile(r"[0-9a-f]{40}-([0-9a-f]{64})\.[a-z]+$")  # the end of a name
TEMPORARY_SUFFIX = ".part"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
POSTGRES_FULL = "53100"
DISK_FULL = (
    "There is no room to store the photo: the disk of this site is full. Nothing was changed; "
    "please tell the people who run it."
)
DAMAGED = (
    "The stored file of this photo is damaged. Please tell the people who run this site, or "
    "upload another version of the photo."
)
MISSING = (
    "The stored file of this photo is missing. Please tell the people who run this site, or "
    "upload another version of the photo."
)


def private_storage() -> Storage:
    """Where masters and what is cut of them live: no URL leads there."""
    return storages["private"]


def private_storage_answers() -> bool:
    """Whether the place of the files can be reached; a folder always can."""
    storage = private_storage()
    return not hasattr(storage, "answers") or bool(storage.answers())


class DiskFull(UnreadablePhoto):
    """A photo that could not be stored, through no fault of its own."""

    def __init__(self) -> None:
        super().__init__("no_room", DISK_FULL)


class DamagedFile(UnreadablePhoto):
    """A stored file that is another than its name says: not judged and not shown."""

    def __init__(self) -> None:
        super().__init__("damaged_file", DAMAGED)


class StorageAway(Exception):
    """The place of the files does not answer as it should; what was asked may be asked again."""


def disk_full() -> OSError:
    """What the system says where a disk is full, for places that say it otherwise."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


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
    """Write a picture into the private folder of its kind ("masters"), under a name of chance
    and of its sum.

    The name is returned; `undo` takes the file away again if it is closed. Raises DiskFull and
    StorageAway.
    """
    storage = storages["private"]
    try:
        name = storage.save(named(kind, content, extension), ContentFile(content))
    except OSError as error:
        if is_disk_full(error):
            raise DiskFull from error
        raise
    undo.callback(_take_away, storage, name)
    return name


def named(kind: str, content: bytes, extension: str) -> str:
    """A new name for these bytes."""
    token = secrets.token_hex(NAME_BYTES)
    return f"{kind}/{token[:2]}/{token}-{sha256(content).hexdigest()}.{extension}"


def sum_in(name: str) -> str:
    """The SHA-256 that a name holds, in hex; nothing in a name of before they did."""
    found = SUM.search(name)
    return found[1] if found else ""


def sum_of(storage: Storage, name: str) -> str:
    """The SHA-256 of a stored file, in hex, read in pieces.

    Raises FileNotFoundError and StorageAway.
    """
    summed = sha256()
    with storage.open(name) as stored:
        while chunk := stored.read(CHUNK):
            summed.update(chunk)
    return summed.hexdigest()


def read_file(file: FieldFile) -> bytes:
    """The bytes of a row's file, which are those that its name tells of.

    Raises FileNotFoundError, StorageAway and DamagedFile.
    """
    name = str(file.name)
    for _ in range(2):  # the second time because the way from there may be at fault
        with file.storage.open(name) as stored:
            content: bytes = stored.read()
        if sum_in(name) in {"", sha256(content).hexdigest()}:
            return content
    logger.error("a stored file is damaged: manage.py verify_files", extra={"file": name})
    raise DamagedFile


def _take_away(storage: Storage, name: str) -> None:
    with suppress(StorageAway):  # a file without a row, which `clean_up` removes
        storage.delete(name)


def stored_names(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files in a storage, folders within folders; none where `folder` is none."""
    if hasattr(storage, "names_below"):  # in one go
        yield from storage.names_below(folder)
        return
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        if not folder:
            raise  # the storage itself is none
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
