"""The rows and waiting files of what has arrived."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import batched

from django.db import IntegrityError, transaction

from desk.photo_import import arrivals
from desk.photo_import.rows import ImportedFile, ImportedFileQuerySet, PhotoImport
from photos.imports.photo_files import UnreadableFile

Kind, State = ImportedFile.Kind, ImportedFile.State
LONGEST_NAME = 300  # characters, as the column
FORGOTTEN_AT_ONCE = 50  # files; in a bucket they take seconds
REMOVED_SOON = 200  # files: what a request may wait for


def refuse(photo_import: PhotoImport, name: str, reason: str) -> None:
    """Write down that a file stayed out, and why."""
    photo_import.files.get_or_create(
        kind=Kind.PHOTO, name=name, state=State.REFUSED, reason=reason, defaults={"size": 0}
    )


def keep(file: ImportedFile, digest: str) -> bool:
    """Let the file count as arrived; False where the very same one is here already."""
    file.sha256, file.state = digest, State.ARRIVED
    try:
        with transaction.atomic():
            file.save()
    except IntegrityError:
        arrivals.remove(file.stored)
        if file.pk:
            file.delete()
        return False
    return True


def keep_bytes(photo_import: PhotoImport, name: str, content: bytes) -> None:
    """Make a waiting file of a photo at hand. Raises UnreadableFile for an empty one, DiskFull."""
    if not content:
        raise UnreadableFile("The file is empty.")
    row = ImportedFile(photo_import=photo_import, kind=Kind.PHOTO, name=name[-LONGEST_NAME:])
    row.size, row.stored = len(content), arrivals.write(content)
    keep(row, sha256(content).hexdigest())


def discard_soon(files: ImportedFileQuerySet) -> None:
    """Remove the waiting files of an import that is over; of many the first ones. The worker sees
    to the others, as many at a time (purging.discard_ended)."""
    discard(list(files.exclude(stored="")[:REMOVED_SOON]))


def discard(files: Sequence[ImportedFile]) -> None:
    """Remove the waiting files; their rows stay, for the report. Stopped, it has got somewhere."""
    for some in batched(files, FORGOTTEN_AT_ONCE):
        for file in some:
            arrivals.remove(file.stored)
        ImportedFile.objects.filter(pk__in=[file.pk for file in some]).update(stored="")
