"""The waiting files on the disk: written slice by slice under random names, read, removed."""

import hashlib
import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import IO, Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.utils import timezone

from photos.storage import NAME_BYTES, DiskFull, is_disk_full, is_older, stored_names

PIECE_BYTES = 1_000_000  # read or written at a time
WAITING_FOR_ITS_ROW = timedelta(hours=1)  # a file is written before its row says so


class Readable(Protocol):
    """What gives its bytes in pieces: a file, or a request."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


def _storage() -> FileSystemStorage:
    storage = storages["arrivals"]
    assert isinstance(storage, FileSystemStorage)
    return storage


def path_of(stored: str) -> Path:
    """Where a waiting file lies."""
    return Path(_storage().path(stored))


def write(content: bytes = b"") -> str:
    """Keep the bytes as a new waiting file; its name. Raises DiskFull."""
    token = secrets.token_hex(NAME_BYTES)
    try:
        return _storage().save(f"{token[:2]}/{token}", ContentFile(content))
    except OSError as error:
        if is_disk_full(error):
            raise DiskFull from error
        raise


def size_of(stored: str) -> int:
    """How many bytes of the file are here."""
    return path_of(stored).stat().st_size


def put(stored: str, offset: int, source: Readable, most: int) -> int:
    """Write what `source` gives, `most` bytes at most, from `offset` on; the size then.

    The same slice sent twice is written over itself. Raises DiskFull.
    """
    try:
        with path_of(stored).open("r+b") as target:
            target.seek(offset)
            while most > 0 and (piece := source.read(min(PIECE_BYTES, most))):
                target.write(piece)
                most -= len(piece)
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        if is_disk_full(error):
            raise DiskFull from error
        raise
    return size_of(stored)


def digest_of(stored: str) -> str:
    """The file's SHA-256."""
    with path_of(stored).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def opened(stored: str) -> IO[bytes]:
    """The whole file, to be read from any place on. Raises FileNotFoundError. Close it."""
    return path_of(stored).open("rb")


def read(stored: str) -> bytes:
    """The file's bytes. Raises FileNotFoundError."""
    return path_of(stored).read_bytes()


def remove(stored: str) -> None:
    """Remove the file; nothing, where there is none."""
    if stored:
        _storage().delete(stored)


def remove_strays(known: set[str]) -> int:
    """Remove the files that no row names and that no slice has reached for an hour."""
    storage, before = _storage(), timezone.now() - WAITING_FOR_ITS_ROW
    strays = [
        name
        for name in list(stored_names(storage))
        if name not in known and is_older(storage, name, before)
    ]
    for name in strays:
        storage.delete(name)
    return len(strays)
