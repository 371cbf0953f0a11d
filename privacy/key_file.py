"""The keys of erased people outside of the database: appended to, never rewritten.

A restore brings back an older database, and with it the rows of people erased since. Where files
are in a bucket each machine adds to its own file and to the bucket, which has an empty object
for each key, "<key>/<seconds>".
"""

import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from photos.storage import stored_names

KEY_LENGTH = 32
SHARED = "erased_keys"  # the storage's name, where there is a bucket


def path() -> Path:
    """Where the file is."""
    return Path(settings.ERASED_KEYS_FILE)


def keys() -> dict[str, datetime]:
    """Every key, in the file or the bucket, with its moment. Raises StorageAway."""
    return keys_in_bucket() | keys_in_file()


def keys_in_bucket() -> dict[str, datetime]:
    """Those that any machine has written there; none where there is no bucket."""
    if SHARED not in storages.backends:
        return {}
    entries = (name.partition("/") for name in stored_names(storages[SHARED]))
    return {
        key: datetime.fromtimestamp(int(moment), UTC)
        for key, _slash, moment in entries
        if moment.isdecimal()  # consoles leave an empty object for a folder
    }


def keys_in_file() -> dict[str, datetime]:
    """Those of this machine; a line that a crash has cut short counts for nothing."""
    try:
        lines = path().read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    found = (_entry(line) for line in lines)
    return dict(one for one in found if one)


def append(erased: dict[str, datetime]) -> None:
    """Add keys that are not there yet; they are there to stay when this returns.

    Raises StorageAway.
    """
    known = keys_in_file()
    new = {key: at for key, at in erased.items() if key not in known}
    if not new:
        return
    _add_to_bucket(new)  # first: what stands in the file is not added again
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


def bring_together() -> None:
    """Let this machine's file and the bucket each have all keys. Raises StorageAway."""
    shared, own = keys_in_bucket(), keys_in_file()
    _add_to_bucket({key: at for key, at in own.items() if key not in shared})
    append(shared)


def _add_to_bucket(erased: dict[str, datetime]) -> None:
    if SHARED in storages.backends:
        for key, at in erased.items():
            storages[SHARED].save(f"{key}/{int(at.timestamp())}", ContentFile(b""))


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
