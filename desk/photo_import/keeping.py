"""The rows and waiting files of what has arrived."""

from hashlib import sha256

from django.db import IntegrityError, transaction

from desk.photo_import import arrivals
from desk.photo_import.rows import ImportedFile, PhotoImport
from photos.imports.photo_files import UnreadableFile

Kind, State = ImportedFile.Kind, ImportedFile.State
LONGEST_NAME = 300  # characters, as the column


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


def discard(files: list[ImportedFile]) -> None:
    """Remove the waiting files from the disk; their rows stay, for the report."""
    for file in files:
        arrivals.remove(file.stored)
    ImportedFile.objects.filter(pk__in=[file.pk for file in files]).update(stored="")
