"""The keys of erased people outside of the database: appended to, never rewritten.

A restore brings back an older database, and with it the rows of people erased since.
"""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

KEY_LENGTH = 32


def path() -> Path:
    """Where the file is."""
    return Path(settings.ERASED_KEYS_FILE)


def keys() -> dict[str, datetime]:
    """Every key in it with its moment; a line that a crash has cut short counts for nothing."""
    try:
        lines = path().read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    found = (_entry(line) for line in lines)
    return dict(one for one in found if one)


def append(erased: dict[str, datetime]) -> None:
    """Add keys that are not there yet; they are on the disk when this returns."""
    known = keys()
    new = {key: at for key, at in erased.items() if key not in known}
    if not new:
        return
    # Begins with a line break: what is before it may be cut short.
    text = "\n" + "".join(f"{key} {at.isoformat()}\n" for key, at in new.items())
    is_there = path().exists()
    descriptor = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    if not is_there:
        _flush_folder(path().parent)


def _entry(line: str) -> tuple[str, datetime] | None:
    key, _, moment = line.strip().partition(" ")
    try:
        return (key, datetime.fromisoformat(moment)) if len(key) == KEY_LENGTH else None
    except ValueError:
        return None


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
