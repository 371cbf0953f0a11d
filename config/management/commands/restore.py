"""Bring a backup back."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from audit.trail import record
from config.backup import databases, erased, files, folders
from config.backup.manifest import DamagedBackup, Manifest, problems, read
from config.backup.whole import missing_files
from photos.storage import StorageAway
from privacy.erasing import replay
from privacy.finishing import finish

TOLD_AT_MOST = 10


class Command(BaseCommand):
    help = (
        "Bring back a backup made by `backup`: the newest in DIR, or DIR itself. Every file is "
        "checked against its sum before anything is changed. Stop web and workers first."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Give up the rows and files that are there now.",
        )

    def handle(self, *args: Any, folder: Path, replace: bool, **options: Any) -> None:
        try:
            backup = folders.chosen(folder.resolve())
            manifest = read(backup)
            refuse_damaged(backup, manifest)
            refuse_occupied(replace)
            bring_back(backup, manifest)
        except (DamagedBackup, databases.CannotDump) as problem:
            raise CommandError(str(problem)) from problem
        except StorageAway as problem:
            raise CommandError(f"The files' bucket does not answer: {problem}.") from problem
        call_command("migrate", interactive=False, verbosity=0)
        Session.objects.all().delete()  # who was logged out since must not be in again
        erased.remember(backup)
        replay()  # who was erased since is erased again, down to the disk
        finish()
        record("site.restore", after=manifest.made_at[:16], count=len(manifest.entries))
        self.stdout.write(
            f"The backup of {manifest.made_at[:16]} is back, with {len(manifest.entries) - 1:,} "
            "files. Keys and links that were revoked since are valid again: look through them."
        )
        for name in sorted(missing_files())[:TOLD_AT_MOST]:
            self.stdout.write(f"A row names a file that the backup does not hold: {name}")


def refuse_damaged(backup: Path, manifest: Manifest) -> None:
    """Raise DamagedBackup unless everything is as it was saved, for this kind of database."""
    if manifest.database != connection.vendor:
        raise DamagedBackup(
            f"This is a backup of {manifest.database}; DATABASE_URL names {connection.vendor}."
        )
    found = list(problems(backup, manifest.entries))
    if found:
        listed = "\n".join(found[:TOLD_AT_MOST])
        raise DamagedBackup(f"{backup} is damaged; nothing was changed.\n{listed}")


def refuse_occupied(replace: bool) -> None:
    """Raise CommandError where rows or files would be lost unasked."""
    is_free = databases.is_empty() and all(map(files.is_empty, settings.SAMEFRAME_BACKED_UP))
    if not (replace or is_free):
        raise CommandError(
            "There are tables or files here already; with --replace they are given up."
        )


def bring_back(backup: Path, manifest: Manifest) -> None:
    """Files and database: both, or as it was before but for files that were not as saved."""
    with ExitStack() as undo:
        for alias in settings.SAMEFRAME_BACKED_UP:
            files.bring_back(backup, alias, manifest.entries, undo)
        databases.bring_back(backup)
        undo.pop_all()
    for alias in settings.SAMEFRAME_BACKED_UP:
        files.remove_others(alias, manifest.entries)
