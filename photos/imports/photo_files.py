"""Photos as files: by name, read when asked for, within limits; and those of a folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, NoReturn

BYTES_PER_MB = 1_000_000
# What people take for a photo; some are let through for intake to say why it refuses them.
SUFFIXES_REFUSED_BY_INTAKE = frozenset({".gif", ".tif", ".tiff", ".bmp"})
PHOTO_SUFFIXES = SUFFIXES_REFUSED_BY_INTAKE | frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".webp", ".heic", ".heif", ".avif"}
)
ARCHIVE_SUFFIXES = frozenset([".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz"])
MAC_LEFTOVERS = "__MACOSX"


@dataclass(frozen=True)
class SourceLimits:
    """How much of a folder or an archive is taken.

    `most_files` counts photos; `most_bytes_a_file` and `most_bytes` (None: no limit)
    count what is really read, whatever an archive's directory claims.
    """

    most_files: int
    most_bytes_a_file: int = 20 * BYTES_PER_MB
    most_bytes: int | None = None


BY_COMMAND = SourceLimits(most_files=200_000)
ON_THE_WEB = SourceLimits(most_files=5_000, most_bytes=8_000 * BYTES_PER_MB)


class UnusableSource(Exception):
    """A folder or archive that cannot be used at all; `message` says why, for people."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnreadableFile(Exception):
    """One file that stays out; `message` says why, for people."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class PhotoFile:
    """A photo by its name in the source, read when asked for. Reading raises UnreadableFile."""

    name: str
    read: Callable[[], bytes] = field(repr=False, compare=False)


@dataclass(frozen=True)
class RefusedFile:
    """A file that looks like a photo or an archive and is not taken."""

    name: str
    reason: str


@dataclass(frozen=True)
class PhotoSource:
    """What a folder or archive holds: photos by name, refusals, how many other files."""

    photos: tuple[PhotoFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    skipped: int = 0


class Collector:
    """Sorts the files of a source into photos, refusals and others."""

    def __init__(self, limits: SourceLimits) -> None:
        self.limits = limits
        self._photos: list[PhotoFile] = []
        self._refused: list[RefusedFile] = []
        self._skipped = 0

    def take(self, photo: PhotoFile, reason_against: str) -> None:
        """File one file of the source where it belongs. Raises UnusableSource for too many."""
        suffix = PurePosixPath(photo.name).suffix.lower()
        if any(is_hidden(part) for part in PurePosixPath(photo.name).parts if part != ".."):
            return
        if suffix in ARCHIVE_SUFFIXES:
            reason_against = reason_against or "An archive inside is not opened: unpack it first."
        elif suffix not in PHOTO_SUFFIXES:
            self._skipped += 1
            return
        if reason_against:
            self._refused.append(RefusedFile(photo.name, reason_against))
        else:
            self._photos.append(photo)
        if len(self._photos) + len(self._refused) > self.limits.most_files:
            raise UnusableSource(f"There are more than {self.limits.most_files:,} photos.")

    def source(self) -> PhotoSource:
        """What was found, in the order of the names."""
        photos = sorted(self._photos, key=lambda photo: photo.name)
        refused = sorted(self._refused, key=lambda file: file.name)
        return PhotoSource(tuple(photos), tuple(refused), self._skipped)


def is_hidden(name: str) -> bool:
    """Whether a computer put the file there for itself."""
    return name.startswith(".") or name == MAC_LEFTOVERS


def plain_name(name: str) -> str:
    """A file's name with composed accents (a Mac writes them apart) and forward slashes.

    Control characters and broken letters become spaces: names are shown in terminals.
    """
    shown = "".join(sign if sign.isprintable() else " " for sign in name)
    return unicodedata.normalize("NFC", shown).replace("\\", "/")


def read_within(stream: IO[bytes], most_bytes: int) -> bytes:
    """The stream's bytes. Raises UnreadableFile as soon as there are more than allowed."""
    content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise UnreadableFile(f"It is larger than {most_bytes / BYTES_PER_MB:g} MB.")
    return content


def photo_at(path: Path, name: str, limits: SourceLimits) -> PhotoFile:
    """The photo in a file on disk, called `name`."""

    def read() -> bytes:
        try:
            with path.open("rb") as stream:
                return read_within(stream, limits.most_bytes_a_file)
        except OSError as error:
            raise UnreadableFile(f"It cannot be read: {error.strerror}.") from error

    return PhotoFile(plain_name(name), read)


def photos_in_folder(
    folder: Path, limits: SourceLimits, archives: list[Path] | None = None
) -> PhotoSource:
    """The photos below a folder; its ZIPs are added to `archives`, or refused where that is None.
    Raises UnusableSource.
    """
    found = Collector(limits)
    root = folder.resolve()
    for parent, folders, names in folder.walk(on_error=_refuse_folder):
        folders[:] = [name for name in folders if not is_hidden(name)]
        for path in (parent / name for name in names):
            label, reason = path.relative_to(folder).as_posix(), _reason_against(path, root)
            if archives is not None and _is_zip(path) and not reason:
                archives.append(path)
            else:
                found.take(photo_at(path, label, limits), reason)
    return found.source()


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip" and not is_hidden(path.name)


def _refuse_folder(error: OSError) -> NoReturn:
    raise UnusableSource(f"“{error.filename}” cannot be read: {error.strerror}.")


def _reason_against(path: Path, root: Path) -> str:
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return "It is a link that leads out of the folder."
    return "" if path.is_file() else "It is not a file."
