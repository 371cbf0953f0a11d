"""The waiting files: kept slice by slice under random names, read as one, removed.

A waiting file is a folder of slices, "3f/<chance>/<offset>-<bytes>", whatever the storage: they
may come in any order, to several machines, and the same one twice.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from bisect import bisect_right
from collections.abc import Buffer
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from typing import IO, Any, Protocol

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.utils import timezone

from photos.storage import (
    NAME_BYTES,
    DamagedFile,
    DiskFull,
    is_disk_full,
    is_older,
    stored_names,
)

PIECE_BYTES = 1_000_000  # read at a time
SLICE_BYTES = 8_000_000  # kept at a time: what the browser sends at once
OFFSET_DIGITS = 13  # so that names sort by their offsets
WAITING_FOR_ITS_ROW = timedelta(hours=1)  # a file is written before its row says so


class Readable(Protocol):
    """What gives its bytes in pieces: a file, or a request."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Where some bytes of a waiting file lie: from `offset` on, before `end`."""

    offset: int
    end: int
    name: str


def _storage() -> Storage:
    return storages["arrivals"]


def write(content: bytes = b"") -> str:
    """The name of a new waiting file that holds these bytes. Raises DiskFull, StorageAway."""
    token = secrets.token_hex(NAME_BYTES)
    stored = f"{token[:2]}/{token}"
    put(stored, 0, io.BytesIO(content), len(content))
    return stored


def put(stored: str, offset: int, source: Readable, most: int) -> int:
    """Keep what `source` gives, `most` bytes at most, from `offset` on; `size_of` then.

    The same slice sent twice is written over itself. Raises DiskFull and StorageAway.
    """
    while most > 0 and (content := _read(source, min(SLICE_BYTES, most))):
        name = f"{stored}/{offset:0{OFFSET_DIGITS}d}-{len(content)}"
        try:
            _storage().save(name, ContentFile(content))
        except (FileExistsError, NotADirectoryError):
            # A part of a whole file, as they were kept once: it is sent from its beginning.
            _storage().delete(stored)
            return 0
        except OSError as error:
            if is_disk_full(error):
                raise DiskFull from error
            raise
        offset += len(content)
        most -= len(content)
    return size_of(stored)


def _read(source: Readable, size: int) -> bytes:
    """As many bytes, fewer at the end alone."""
    pieces, left = [], size
    while left > 0 and (piece := source.read(min(PIECE_BYTES, left))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def slices_of(stored: str) -> list[Slice]:
    """The slices that make up the file from its beginning to the first gap."""
    storage, found = _storage(), []
    for name in stored_names(storage, stored):
        offset, _, size = PurePosixPath(name).name.partition("-")
        if offset.isdecimal() and size.isdecimal():  # another is only just being written
            found.append(Slice(int(offset), int(offset) + int(size), name))
    if not found and storage.exists(stored):
        # A folder without slices yet; just removed; or a whole file, as they were kept once.
        with suppress(FileNotFoundError, IsADirectoryError), storage.open(stored) as whole:
            return [Slice(0, whole.seek(0, io.SEEK_END), stored)]
    here: list[Slice] = []
    for one in sorted(found, key=lambda one: (one.offset, one.end)):
        reached = here[-1].end if here else 0
        if one.offset <= reached < one.end:
            here.append(one)
    return here


def size_of(stored: str) -> int:
    """How many bytes of the file are here, from its beginning to the first gap."""
    slices = slices_of(stored)
    return slices[-1].end if slices else 0


def is_here(stored: str) -> bool:
    """Whether anything of the file is here."""
    return bool(slices_of(stored))


def opened(stored: str) -> IO[bytes]:
    """The whole file, to be read from any place on; one slice of it is at hand at a time.

    Raises FileNotFoundError. Close it.
    """
    slices = slices_of(stored)
    if not slices:
        raise FileNotFoundError(stored)
    return io.BufferedReader(_Joined(slices), PIECE_BYTES)


class _Joined(io.RawIOBase):
    """Slices as the one file that they are of."""

    def __init__(self, slices: list[Slice]) -> None:
        self._slices = slices
        self._position = 0
        self._at: Slice | None = None
        self._file: File[Any] | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._slices[-1].end}
        self._position = max(0, start[whence] + offset)
        return self._position

    def readinto(self, buffer: Buffer) -> int:
        if self._position >= self._slices[-1].end:
            return 0
        index = bisect_right(self._slices, self._position, key=lambda one: one.offset) - 1
        one = self._slices[index]
        with memoryview(buffer) as view:
            file = self._open(one)
            file.seek(self._position - one.offset)
            content = file.read(min(len(view), one.end - self._position))
            if not content:
                raise FileNotFoundError(one.name)  # cut short meanwhile
            view[: len(content)] = content
        self._position += len(content)
        return len(content)

    def _open(self, one: Slice) -> File[Any]:
        if self._file is None or self._at != one:
            if self._file:
                self._file.close()
            self._file, self._at = _storage().open(one.name), one
        return self._file

    def close(self) -> None:
        if self._file:
            self._file.close()
        super().close()


def digest_of(stored: str) -> str:
    """The file's SHA-256."""
    with opened(stored) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def read(stored: str, digest: str = "") -> bytes:
    """The file's bytes. Raises FileNotFoundError, and DamagedFile where their SHA-256 is not
    `digest`, if that is given."""
    with opened(stored) as file:
        content = file.read()
    if digest and hashlib.sha256(content).hexdigest() != digest:
        raise DamagedFile
    return content


def remove(stored: str) -> None:
    """Remove the file; nothing, where there is none."""
    if not stored:
        return
    storage = _storage()
    for name in list(stored_names(storage, stored)):
        storage.delete(name)
    with suppress(OSError):  # a slice has just come: a stray, which `remove_strays` finds
        storage.delete(stored)  # the folder, or a whole file as they were kept once


def owner_of(name: str) -> str:
    """The waiting file that a stored file is a slice of: what its row calls it."""
    return "/".join(name.split("/")[:2])


def remove_strays(known: set[str]) -> int:
    """Remove the files that no row names and that no slice has reached for an hour."""
    storage, before = _storage(), timezone.now() - WAITING_FOR_ITS_ROW
    strays = [
        name
        for name in list(stored_names(storage))
        if owner_of(name) not in known and is_older(storage, name, before)
    ]
    for name in strays:
        storage.delete(name)
    for stored in set(map(owner_of, strays)):
        with suppress(OSError):  # not empty: others of its slices are younger
            storage.delete(stored)
    return len(strays)
