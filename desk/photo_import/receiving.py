"""Files arrive: a slice at a time, then sorted into photos, ZIP archives and people lists."""

from hashlib import sha256
from pathlib import PurePosixPath

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext_noop as _

from desk.photo_import import arrivals
from desk.photo_import.arrivals import Readable
from desk.photo_import.rows import ImportedFile, PhotoImport
from photos.imports.photo_files import (
    BYTES_PER_MB,
    ON_THE_WEB,
    PHOTO_SUFFIXES,
    UnreadableFile,
    UnusableSource,
    is_hidden,
    plain_name,
)
from photos.imports.zips import photos_in_stream

Kind, State = ImportedFile.Kind, ImportedFile.State
LIST_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
LONGEST_NAME = 300  # characters, as the column
# Unpacked while the browser waits; should its patience end, it asks again how far things are.
LARGEST_ZIP = 4_000 * BYTES_PER_MB
MOST_BYTES = {
    Kind.PHOTO: ON_THE_WEB.most_bytes_a_file,
    Kind.ARCHIVE: LARGEST_ZIP,
    Kind.PEOPLE: 20 * BYTES_PER_MB,
}


class NotTaken(Exception):
    """A file that cannot come in; the message says why, for people, in English."""


def kind_of(name: str) -> ImportedFile.Kind | None:
    """What a file is by its name; nothing for a file that is no use here."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in PHOTO_SUFFIXES:
        return Kind.PHOTO
    if suffix == ".zip":
        return Kind.ARCHIVE
    return Kind.PEOPLE if suffix in LIST_SUFFIXES else None


def begin(photo_import: PhotoImport, name: str, size: int) -> ImportedFile | None:
    """The row of a file that is to arrive, with what is here of it already.

    None for what a computer has put there for itself. Raises NotTaken.
    """
    name = plain_name(name).strip()[-LONGEST_NAME:]
    if is_hidden(PurePosixPath(name).name) or PurePosixPath(name).name == "Thumbs.db":
        return None
    kind = kind_of(name)
    refusal = _reason_against(photo_import, kind, size)
    if refusal or kind is None:
        refuse(photo_import, name, refusal)
        raise NotTaken(refusal)
    begun = photo_import.files.filter(kind=kind, name=name, size=size, state=State.ARRIVING)
    return begun.first() or photo_import.files.create(
        kind=kind, name=name, size=size, stored=arrivals.write()
    )


def _reason_against(photo_import: PhotoImport, kind: ImportedFile.Kind | None, size: int) -> str:
    if kind is None:
        return _("This is neither a photo (JPEG, PNG, HEIC, WebP) nor a ZIP or a people list.")
    if not size:
        return _("The file is empty.")
    if size > MOST_BYTES[kind]:
        most = MOST_BYTES[kind] // BYTES_PER_MB
        if kind == Kind.ARCHIVE:
            return _("The ZIP is larger than %(most)d MB: make several of it.") % {"most": most}
        return _("The file is larger than %(most)d MB.") % {"most": most}
    here = photo_import.files.exclude(stored="").aggregate(sum=Sum("size"))["sum"] or 0
    if ON_THE_WEB.most_bytes and here + size > ON_THE_WEB.most_bytes:
        return _("This import is full: take these photos in and begin another one.")
    if kind == Kind.PHOTO and photo_import.files.pictures().count() >= ON_THE_WEB.most_files:
        return _("An import takes %(most)d photos: begin another one.") % {
            "most": ON_THE_WEB.most_files
        }
    return ""


def refuse(photo_import: PhotoImport, name: str, reason: str) -> None:
    """Write down that a file stayed out, and why."""
    photo_import.files.get_or_create(
        kind=Kind.PHOTO, name=name, state=State.REFUSED, reason=reason, defaults={"size": 0}
    )


def receive(file: ImportedFile, offset: int, source: Readable) -> int:
    """Write a slice; how many bytes are here then, up to the first gap. With the last one the
    file is complete, whatever order they came in. Raises what `complete` refuses.
    """
    here = arrivals.put(file.stored, offset, source, file.size - offset)
    if here == file.size:
        complete(file)
    return here


def look(file: ImportedFile) -> int:
    """How many bytes are here; a whole file that was never looked at is completed."""
    here = arrivals.size_of(file.stored)
    if here == file.size:
        complete(file)
    return here


def complete(file: ImportedFile) -> None:
    """The whole file is here: keep it, unpack it, or refuse it. Raises NotTaken."""
    if file.kind == Kind.ARCHIVE:
        _unpack(file)
    else:
        _keep(file, arrivals.digest_of(file.stored))


def _keep(file: ImportedFile, digest: str) -> bool:
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


def _unpack(file: ImportedFile) -> None:
    """Make a waiting file of each photo of the ZIP; the ZIP itself goes. Raises NotTaken."""
    photo_import = file.photo_import
    try:
        with (
            arrivals.opened(file.stored) as stream,
            photos_in_stream(stream, ON_THE_WEB) as source,
        ):
            for refused in source.refused:
                refuse(photo_import, refused.name, refused.reason)
            for photo in source.photos:
                try:
                    keep_bytes(photo_import, photo.name, photo.read())
                except UnreadableFile as refusal:
                    refuse(photo_import, photo.name, refusal.message)
            is_bare = not source.photos and not source.refused
    except UnusableSource as refusal:
        refuse(photo_import, file.name, refusal.message)
        raise NotTaken(refusal.message) from refusal
    finally:
        discard([file])
        file.delete()
    if is_bare:
        refuse(photo_import, file.name, _("There is no photo in this ZIP."))


def keep_bytes(photo_import: PhotoImport, name: str, content: bytes) -> None:
    """Make a waiting file of a photo at hand. Raises UnreadableFile for an empty one."""
    if not content:
        raise UnreadableFile("The file is empty.")
    row = ImportedFile(photo_import=photo_import, kind=Kind.PHOTO, name=name[-LONGEST_NAME:])
    row.size, row.stored = len(content), arrivals.write(content)
    _keep(row, sha256(content).hexdigest())


def discard(files: list[ImportedFile]) -> None:
    """Remove the waiting files from the disk; their rows stay, for the report."""
    for file in files:
        arrivals.remove(file.stored)
    ImportedFile.objects.filter(pk__in=[file.pk for file in files]).update(stored="")
