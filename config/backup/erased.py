"""The keys of erased people: kept beside the backups, so that none brings anybody back.

The list only grows, here and there; a restore joins both before it is read.
"""

import os
from pathlib import Path

from django.conf import settings

from privacy import key_file

NAME = "erased-keys"


def keep(place: Path) -> None:
    """Add to the list beside the backups what it does not hold yet. Raises StorageAway."""
    key_file.bring_together()
    join(Path(settings.ERASED_KEYS_FILE), place / NAME)


def remember(backup: Path) -> None:
    """Add to the site's list what stands beside its backups. Raises StorageAway."""
    join(backup.parent / NAME, Path(settings.ERASED_KEYS_FILE))
    key_file.bring_together()


def join(source: Path, target: Path) -> None:
    """Append the lines of one list that another does not have."""
    known = set(lines(target))
    new = [line for line in lines(source) if line not in known]
    if not new:
        return
    descriptor = os.open(target, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as file:
        # Begins with a line break: a crash may have cut the last line short.
        file.write("\n" + "".join(f"{line}\n" for line in new))
        file.flush()
        os.fsync(file.fileno())


def lines(file: Path) -> list[str]:
    """The list's lines."""
    if not file.exists():
        return []
    text = file.read_text(encoding="ascii", errors="ignore")
    return [line.strip() for line in text.splitlines() if line.strip()]
