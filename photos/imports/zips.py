"""The photos of a ZIP, read without trusting a word of its directory."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath
from threading import Lock
from typing import IO

from photos.imports.photo_files import (
    Collector,
    PhotoFile,
    PhotoSource,
    SourceLimits,
    UnreadableFile,
    UnusableSource,
    plain_name,
    read_within,
)

# The format's own records (APPNOTE.TXT 4.3.7, 4.3.14 to 4.3.16).
LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, length of the name, of the extra field
LOCAL_SIGNATURE = b"PK\x03\x04"
END_RECORD = struct.Struct("<4s8xI6x")  # signature, bytes of the directory
END_SIGNATURE = b"PK\x05\x06"
LONGEST_COMMENT = 65_535
WIDE_END_RECORD = struct.Struct("<4s36xQ8x")  # the same for ZIP64
WIDE_END_SIGNATURE = b"PK\x06\x06"
WIDE_LOCATOR_BYTES = 20
WIDE_LOCATOR_SIGNATURE = b"PK\x06\x07"
LONGEST_END = LONGEST_COMMENT + END_RECORD.size + WIDE_LOCATOR_BYTES + WIDE_END_RECORD.size
DIRECTORY_BYTES_A_FILE = 1_024  # generous: a name and a few fields
ENTRIES_A_PHOTO = 3  # the photo, what a Mac writes beside it, and a folder
ENCRYPTED = 0x1
NAME_IS_UTF_8 = 0x800
# Both hand out their bytes in pieces; the others may unpack gigabytes at one go.
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# Photos hardly pack: an archive that grows more than this is a trap.
LARGEST_GROWTH = 2
GROWTH_ALWAYS_ALLOWED = 200_000_000  # bytes; pictures of one colour do pack
DAMAGED = "The file is neither a photo nor a ZIP archive, or the archive is damaged."
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


@contextmanager
def photos_in_zip(path: Path, limits: SourceLimits) -> Iterator[PhotoSource]:
    """The photos of a ZIP, readable while the context is open. Raises UnusableSource."""
    with path.open("rb") as stream, photos_in_stream(stream, limits) as source:
        yield source


@contextmanager
def photos_in_stream(
    stream: IO[bytes], limits: SourceLimits, unpacked_bytes: int = 0
) -> Iterator[PhotoSource]:
    """The same of a ZIP that can be read from any place on; so many bytes of it were unpacked
    before, when its entries were checked."""
    check_directory_size(stream, limits)
    size = stream.seek(0, os.SEEK_END)
    try:
        archive = zipfile.ZipFile(stream)
    except ZIP_ERRORS as error:
        raise UnusableSource(DAMAGED) from error
    with archive:
        check_entries(archive, limits)
        if not unpacked_bytes:
            check_overlaps(archive, stream)
        yield _photos_of(archive, limits, size, unpacked_bytes)


def check_directory_size(stream: IO[bytes], limits: SourceLimits) -> None:
    """Refuse a directory too large for the files allowed, before it is read into memory."""
    stream.seek(max(0, stream.seek(0, os.SEEK_END) - LONGEST_END))
    tail = stream.read()
    try:
        size = _directory_size(tail, tail.rfind(END_SIGNATURE))
    except struct.error as error:
        raise UnusableSource(DAMAGED) from error
    if size > limits.most_files * DIRECTORY_BYTES_A_FILE:
        raise UnusableSource(f"The archive holds more than {limits.most_files:,} files.")


def _directory_size(tail: bytes, end: int) -> int:
    """Bytes of the directory as the end record says it. Raises UnusableSource, struct.error."""
    if end < 0:
        raise UnusableSource(DAMAGED)
    locator = end - WIDE_LOCATOR_BYTES
    if locator < 0 or not tail.startswith(WIDE_LOCATOR_SIGNATURE, locator):
        return int(END_RECORD.unpack_from(tail, end)[1])
    wide = locator - WIDE_END_RECORD.size
    if wide < 0 or not tail.startswith(WIDE_END_SIGNATURE, wide):
        raise UnusableSource(DAMAGED)
    return int(WIDE_END_RECORD.unpack_from(tail, wide)[1])


def check_entries(archive: zipfile.ZipFile, limits: SourceLimits) -> None:
    """Refuse more entries than the photos allowed and what computers put beside them."""
    if len(archive.infolist()) > limits.most_files * ENTRIES_A_PHOTO:
        raise UnusableSource(f"The archive holds more than {limits.most_files:,} files.")


def check_overlaps(archive: zipfile.ZipFile, stream: IO[bytes]) -> None:
    """Refuse an archive whose files share bytes: so 40 KB become 4 GB."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    offsets = [entry.header_offset for entry in entries] + [archive.start_dir]
    for entry, next_offset in zip(entries, offsets[1:], strict=True):
        if _end_of(entry, stream) > next_offset:
            raise UnusableSource("Files of the archive overlap: it is damaged or a trap.")


def _end_of(entry: zipfile.ZipInfo, stream: IO[bytes]) -> int:
    """Where the entry's packed bytes end, by the header before them. Raises UnusableSource."""
    try:
        stream.seek(entry.header_offset)
        signature, name, extra = LOCAL_HEADER.unpack(stream.read(LOCAL_HEADER.size))
    except (struct.error, ValueError, OSError) as error:
        raise UnusableSource(DAMAGED) from error
    if signature != LOCAL_SIGNATURE:
        raise UnusableSource(DAMAGED)
    return int(entry.header_offset + LOCAL_HEADER.size + name + extra + entry.compress_size)


def _photos_of(
    archive: zipfile.ZipFile, limits: SourceLimits, packed: int, unpacked: int
) -> PhotoSource:
    allowance = Allowance(max(packed * LARGEST_GROWTH, GROWTH_ALWAYS_ALLOWED), limits)
    allowance.left -= unpacked
    found = Collector(limits)
    for entry in archive.infolist():
        if not entry.is_dir():
            found.take(_photo_of(archive, entry, allowance), _reason_against(entry))
    return found.source()


class Allowance:
    """How many bytes may still be unpacked; counts what is really read."""

    def __init__(self, most_bytes: int, limits: SourceLimits) -> None:
        self.limits = limits
        self.left = min(most_bytes, limits.most_bytes or most_bytes)
        self._counting = Lock()

    def read(self, stream: IO[bytes]) -> bytes:
        """The stream's bytes. Raises UnreadableFile."""
        if self.left < 0:
            raise UnreadableFile("The archive unpacks to far more than it should.")
        content = read_within(stream, self.limits.most_bytes_a_file)
        with self._counting:
            self.left -= len(content)
        return content


def _photo_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: Allowance) -> PhotoFile:
    def read() -> bytes:
        try:
            with archive.open(entry) as stream:
                return allowance.read(stream)
        except ZIP_ERRORS as error:
            raise UnreadableFile("It is damaged inside the archive.") from error

    return PhotoFile(plain_name(_name_of(entry)), read)


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The entry's name; many programs write UTF-8 without saying so."""
    if entry.flag_bits & NAME_IS_UTF_8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _reason_against(entry: zipfile.ZipInfo) -> str:
    """Why an entry is not taken, or nothing."""
    path = PureWindowsPath(_name_of(entry))  # knows drives, and both kinds of slashes
    if path.anchor or ".." in path.parts:
        return "Its path leads out of the archive."
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "It is a link."
    if entry.flag_bits & ENCRYPTED:
        return "It is encrypted."
    if entry.compress_type not in METHODS:
        return "It is packed in a way that is not supported: use Deflate."
    return ""
