"""Remove what a crash or an erasure left on the disk."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import Storage, storages
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django.utils import timezone
from django_tasks_db.backend import DatabaseBackend

from photos.models import Photo, Rendition, private_storage
from photos.storage import stored_names

# A file is written before its row; younger ones may still be waiting for theirs.
WAITING_FOR_ITS_ROW = timedelta(hours=1)
LISTS_KEPT_FOR = timedelta(days=1)  # looked at in the admin, never confirmed
MESSAGES_KEPT_FOR = timedelta(days=7)


class Command(BaseCommand):
    help = (
        "Remove picture files that belong to no photo and are older than an hour, lists that "
        "were looked at a day ago and never imported, and the queue's record of work that was "
        "finished a week ago."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only list them.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        storage = private_storage()
        before = timezone.now() - WAITING_FOR_ITS_ROW
        # Files first, rows after: a file that gets its row in between is then known.
        names = list(stored_names(storage))
        known = _known_names()
        orphans = [
            name for name in names if name not in known and _is_older(storage, name, before)
        ]
        for name in orphans:
            self.stdout.write(name)
            if not dry_run:
                storage.delete(name)
        lists = _abandoned_lists()
        for name in lists:
            self.stdout.write(f"imports/{name}")
            if not dry_run:
                storages["import_export"].delete(name)
        if not dry_run:
            _forget_old_messages()
        removed = "would be removed" if dry_run else "removed"
        self.stdout.write(f"{len(names):,} files, {len(orphans):,} {removed}.")
        if lists:
            self.stdout.write(f"Lists never imported: {len(lists):,} {removed}.")


def _abandoned_lists() -> list[str]:
    storage, before = storages["import_export"], timezone.now() - LISTS_KEPT_FOR
    return [name for name in stored_names(storage) if _is_older(storage, name, before)]


def _forget_old_messages() -> None:
    """Remove the queue's record of finished work; what came of it stands in our own rows."""
    if isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
        call_command(
            "prune_db_task_results",
            queue_name="*",
            min_age_days=MESSAGES_KEPT_FOR.days,
            verbosity=0,
        )


def _is_older(storage: Storage, name: str, moment: datetime) -> bool:
    try:
        return storage.get_modified_time(name) < moment
    except FileNotFoundError:
        return False  # it has just got its final name


def _known_names() -> set[str]:
    copies = Photo.objects.values_list("master", "preview", "thumbnail")
    return {name for row in copies.iterator() for name in row} | set(
        Rendition.objects.values_list("file", flat=True).iterator()
    )
