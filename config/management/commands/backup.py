"""Save the database and all files."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from config.backup import databases, erased, files, folders
from config.backup.manifest import DamagedBackup, Entry, Manifest, read, write
from photos.storage import StorageAway

SAVED_WITH_DAMAGE = 3  # the exit code; 1 is nothing saved


class Command(BaseCommand):
    help = (
        "Save the database and every stored file into a new folder in DIR, named by its moment "
        "and readable by its owner alone. Web and workers may go on. Files that an earlier "
        "backup in DIR holds take no room again. Keys and passwords are not saved."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--keep", type=int, metavar="N", help="Remove all but the newest N afterwards."
        )

    def handle(self, *args: Any, folder: Path, keep: int | None, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep: at least 1.")
        try:
            entries = save(folder.resolve())
        except (folders.BackupRuns, databases.CannotDump) as problem:
            raise CommandError(str(problem)) from problem
        except OSError as problem:
            raise CommandError(f"Nothing was saved: {problem.strerror}.") from problem
        except StorageAway as problem:
            raise CommandError(f"Nothing was saved: {problem}.") from problem
        size = sum(entry.size for entry in entries)
        self.stdout.write(f"{len(entries) - 1:,} files and the database, {size / 1e6:,.1f} MB.")
        bad = files.damaged(entries)
        for path in bad:
            self.stderr.write(f"{path}: damaged on the site, see `manage.py verify_files`")
        if bad:
            raise CommandError(
                f"Saved, with {len(bad):,} damaged files; no older backup was removed, as it may "
                "hold them whole.",
                returncode=SAVED_WITH_DAMAGE,
            )
        for old in folders.forget(folder.resolve(), keep) if keep else ():
            self.stdout.write(f"Removed {old.name}.")


def save(place: Path) -> tuple[Entry, ...]:
    """Make one backup; its entries."""
    with folders.being_made(place) as unfinished:
        previous, known = newest(place)
        # The database first: a file is written before its row, so that all the rows saved have
        # theirs. What is uploaded meanwhile is a file more than there are rows.
        database = files.entry_of(unfinished, databases.save(unfinished))
        entries = (database, *files.save(unfinished, previous, known))
        write(
            unfinished,
            Manifest(
                made_at=datetime.now(UTC).isoformat(),
                database=connection.vendor,
                settings={
                    "SAMEFRAME_STANDARD": settings.SAMEFRAME_STANDARD,
                    "SAMEFRAME_SITE_URL": settings.SITE_URL,
                    "TIME_ZONE": settings.TIME_ZONE,
                },
                entries=entries,
            ),
        )
        erased.keep(place)
    return entries


def newest(place: Path) -> tuple[Path | None, dict[str, Entry]]:
    """The newest backup in a folder with its entries by path; nothing where there is none."""
    found = folders.complete(place)
    if not found:
        return None, {}
    try:
        return found[-1], {entry.path: entry for entry in read(found[-1]).entries}
    except DamagedBackup:
        return None, {}
