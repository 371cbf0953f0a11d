"""What an erasure should have left nowhere: files without rows, rows without files, and more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.core.files.storage import storages
from django.db import IntegrityError, connection
from django.utils import timezone

from desk.photo_import import arrivals
from desk.photo_import.rows import ImportedFile
from directory.models import Person
from photos.models import Assessment, PersonCard
from photos.storage import is_older, stored_names
from photos.tasks import assess_photo
from privacy.belongings import belongings
from privacy.erasing import came_back
from privacy.erasure_rows import ErasedKey, LeftFile
from privacy.mail_files import STORAGE, lost_files
from work.engines.chosen import engine

# A file is written before its row; a younger one may be waiting for it.
WAITING_FOR_ITS_ROW = timedelta(hours=1)
ROWS_AT_ONCE = 2_000


def orphans() -> list[str]:
    """One line for each thing that has lost what it belongs to; none where all is right."""
    checks: tuple[Callable[[], Iterator[str]], ...] = (
        unfinished_erasures,
        files_without_rows,
        files_that_live_on,
        rows_without_files,
        messages_without_rows,
        rows_without_people,
        erased_people,
        mails_about_nobody,
    )
    return [line for check in checks for line in check()]


def unfinished_erasures() -> Iterator[str]:
    """Erasures that a worker has still to finish, and their files that are still there."""
    for key in ErasedKey.objects.filter(finished_at=None).values_list("key", flat=True):
        yield f"erasure {key} is not finished: let a worker run"
    for storage, name in LeftFile.objects.exclude(name="").values_list("storage", "name"):
        if is_there(storage, name):
            yield f"{storage}/{name}: its row is erased, the file is not"


def files_without_rows() -> Iterator[str]:
    """Files that no row names; those of this hour may still get theirs."""
    before = timezone.now() - WAITING_FOR_ITS_ROW
    # Files first, rows after: a file that gets its row in between is then known.
    for storage, names in (("private", _private_names), ("arrivals", _arrived_names)):
        found = list(stored_names(storages[storage]))
        known = names()
        for name in found:
            row = arrivals.owner_of(name) if storage == "arrivals" else name
            if row not in known and is_older(storages[storage], name, before):
                yield f"{storage}/{name}: no row names this file"


def files_that_live_on() -> Iterator[str]:
    """Files that were removed and that a bucket keeps as an older version."""
    for alias in ("private", "arrivals", "import_export"):
        storage = storages[alias]
        if hasattr(storage, "outlived"):
            for name in storage.outlived():
                yield f"{alias}/{name}: the bucket keeps an old version of it"


def rows_without_files() -> Iterator[str]:
    """Rows of pictures whose file is gone."""
    found = set(stored_names(storages["private"]))  # in a bucket one by one would take hours
    for belonging in belongings():
        for field in belonging.file_fields:
            rows = belonging.model._default_manager.exclude(**{field: ""}).order_by("pk")
            for pk, name in rows.values_list("pk", field).iterator(ROWS_AT_ONCE):
                if name not in found and not is_there("private", name):
                    yield f"{belonging.label} {pk}: its {field} is gone"
    waiting = ImportedFile.objects.exclude(stored="").exclude(state=ImportedFile.State.ARRIVING)
    for pk, name in waiting.values_list("pk", "stored"):
        if not is_there("arrivals", name):
            yield f"desk.ImportedFile {pk}: its file is gone"


def is_there(storage: str, name: str) -> bool:
    """Whether anything of that file is in the storage."""
    return arrivals.is_here(name) if storage == "arrivals" else storages[storage].exists(name)


def messages_without_rows() -> Iterator[str]:
    """Messages of the queue about measurements that are gone."""
    lost = engine().lost(assess_photo.module_path, Assessment.objects.all())
    for pk in lost.values_list("pk", flat=True).iterator(ROWS_AT_ONCE):
        yield f"message {pk}: what it asks to measure is gone"


def rows_without_people() -> Iterator[str]:
    """Rows whose foreign key leads nowhere, and numbers of people who are gone."""
    try:
        connection.check_constraints()
    except IntegrityError as broken:
        yield str(broken)
    named = ImportedFile.objects.exclude(candidates=[]).values_list("pk", "candidates")
    there = set(Person.objects.values_list("pk", flat=True)) if named else set()
    for pk, candidates in named:
        if not there.issuperset(candidates):
            yield f"desk.ImportedFile {pk}: it may show somebody who is gone"


def erased_people() -> Iterator[str]:
    """People who are here though they were erased, as after a restore."""
    back = PersonCard.objects.filter(person__in=came_back()).values_list("key", flat=True)
    for key in back:
        yield f"{key} was erased and is back: manage.py replay_erasures"


def mails_about_nobody() -> Iterator[str]:
    """Mails in the folder to people who are gone."""
    for name in lost_files():
        yield f"{STORAGE}/{name}: the person it was written to is gone"


def _private_names() -> set[str]:
    return {
        str(name)
        for belonging in belongings()
        if belonging.file_fields
        for row in belonging.model._default_manager.values_list(*belonging.file_fields).iterator()
        for name in row
    }


def _arrived_names() -> set[str]:
    return set(ImportedFile.objects.exclude(stored="").values_list("stored", flat=True))
