"""Remove what a crash or an erasure left on the disk."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string

from photos.models import Photo, private_storage
from photos.storage import is_older, stored_names

# A file is written before its row; younger ones may still be waiting for theirs.
WAITING_FOR_ITS_ROW = timedelta(hours=1)


class Command(BaseCommand):
    help = (
        "Remove picture files, waiting files of imports and cut-off uploads that belong to "
        "nothing and are older than an hour. What has been kept long enough is for `purge`."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only list them.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        storage = private_storage()
        before = timezone.now() - WAITING_FOR_ITS_ROW
        # Files first, rows after: a file that gets its row in between is then known.
        names = list(stored_names(storage))
        known = known_names()
        orphans = [name for name in names if name not in known and is_older(storage, name, before)]
        interrupted = _interrupted_uploads()
        incoming = [f"{path.parent.name}/{path.name}" for path in interrupted]
        for name in (*orphans, *incoming):
            self.stdout.write(name)
        if not dry_run:
            for name in orphans:
                storage.delete(name)
            for path in interrupted:
                path.unlink(missing_ok=True)
            for hook in settings.SAMEFRAME_CLEAN_UP:  # of parts that this one doesn't know
                import_string(hook)()
        removed = "would be removed" if dry_run else "removed"
        self.stdout.write(f"{len(names):,} files, {len(orphans):,} {removed}.")
        if interrupted:
            self.stdout.write(f"Uploads cut off by a crash: {len(interrupted):,} {removed}.")


def _interrupted_uploads() -> list[Path]:
    """What was being read when a server was killed; it removes them itself otherwise."""
    before = (timezone.now() - WAITING_FOR_ITS_ROW).timestamp()
    return [
        path
        for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*")
        if path.stat().st_mtime < before
    ]


def known_names() -> set[str]:
    """Every file of the private store that a row names, of whichever part of the site."""
    storage = Photo.master.field.storage
    fields = [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField) and field.storage is storage
    ]
    return {
        str(name)
        for model, column in fields
        for name in model._default_manager.values_list(column, flat=True).iterator()
    }
