"""What is in a backup; without this file a folder is none."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import BinaryIO

NAME = "manifest.json"
FORMAT = 1


class DamagedBackup(Exception):
    """A backup that is not as it was made; in words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a backup, by its path in the backup's folder.

    `modified_ns` is the original's time: with the same name, size and time it is the same file,
    since stored files are never written twice.
    """

    path: str
    size: int  # bytes
    sha256: str
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup in words; `database` is the kind ("sqlite", "postgresql")."""

    made_at: str
    database: str
    settings: dict[str, str]
    entries: tuple[Entry, ...]


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, on the disk when this returns."""
    content = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=0)
    with open_private(folder / NAME) as file:
        file.write(content.encode())
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises DamagedBackup."""
    try:
        content = json.loads((folder / NAME).read_bytes())
        if content.pop("format") != FORMAT:
            raise DamagedBackup(f"{folder / NAME} is of another version of Sameframe.")
        entries = tuple(Entry(**one) for one in content.pop("entries"))
        return Manifest(entries=entries, **content)
    except FileNotFoundError as missing:
        raise DamagedBackup(f"{folder} is no complete backup: it has no {NAME}.") from missing
    except (KeyError, TypeError, ValueError, AttributeError) as unreadable:
        raise DamagedBackup(f"{folder / NAME} cannot be read.") from unreadable


def problems(folder: Path, entries: Iterable[Entry]) -> Iterator[str]:
    """Everything that is not as the manifest says, in words; reads every byte."""
    for entry in entries:
        if not is_inside(entry.path):
            yield f"{entry.path}: leads out of the backup"
            continue
        try:
            is_right = sha256_of(folder / entry.path) == entry.sha256
        except OSError as error:
            yield f"{entry.path}: {error.strerror}"
            continue
        if not is_right:
            yield f"{entry.path}: its content is another than was saved"


def is_inside(path: str) -> bool:
    """Whether a path stays in the folder that it starts in."""
    parts = PurePosixPath(path)
    return bool(parts.parts) and not parts.is_absolute() and ".." not in parts.parts


def sha256_of(path: Path) -> str:
    """The file's sum, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def open_private(path: Path) -> BinaryIO:
    """A new file that only its owner may read, open for writing bytes."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
