"""The photos that a runner holds go to intake, and each file's row says what became of it."""

import time
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext_noop as _

from desk.photo_import import arrivals
from desk.photo_import.claims import Slice
from desk.photo_import.rows import ImportedFile, PhotoImport
from photos.intake import Received, Upload
from photos.intake_many import GONE, Arrival, Fate, receive_many
from photos.models import Photo
from photos.quality.limits import BUSY, UnreadablePhoto
from photos.storage import DiskFull

State = ImportedFile.State
SECONDS_TO_WAIT = 1.0  # where others are having pictures opened
OUT_OF_REACH = _("The person is in none of your departments any more.")
LOST = _("The file was lost before it was taken in.")
NEWER_STAYS = _("The person has a newer photo, which stays.")


def take(photo_import: PhotoImport, turn: Slice) -> None:
    """Hand what the runner holds to intake, in one batch. Raises DiskFull after the others."""
    held = turn.held(photo_import.files.ready()).select_related("person").order_by("pk")
    arrivals_of: dict[ImportedFile, Arrival] = {}
    for file in held:
        assert file.person is not None
        if photo_import.reach.holds(file.person.department_id):
            upload = Upload(file.name, Photo.Source.IMPORT, photo_import.by)
            arrivals_of[file] = Arrival(file.person, _reading(file), upload)
        else:
            _write(file, turn, State.LEFT_OUT, reason=OUT_OF_REACH)
    fates = receive_many(list(arrivals_of.values()))
    with transaction.atomic():
        for file, fate in zip(arrivals_of, fates, strict=True):
            _note(file, fate, photo_import, turn)
    full = next((fate for fate in fates if isinstance(fate, DiskFull)), None)
    if full:
        raise full
    if any(isinstance(fate, UnreadablePhoto) and fate.code == BUSY for fate in fates):
        turn.release()
        time.sleep(SECONDS_TO_WAIT)


def _reading(file: ImportedFile) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return arrivals.read(file.stored, file.sha256)
        except FileNotFoundError as error:
            raise UnreadablePhoto("lost", LOST) from error

    return read


def _note(file: ImportedFile, fate: Fate, photo_import: PhotoImport, turn: Slice) -> None:
    """Write what became of a file; what says nothing about it leaves it to be taken again."""
    if isinstance(fate, Received):
        _note_stored(file, fate, photo_import, turn)
    elif not isinstance(fate, DiskFull) and fate.code not in (BUSY, GONE):
        _write(file, turn, State.REFUSED, reason=fate.message)


def _note_stored(
    file: ImportedFile, received: Received, photo_import: PhotoImport, turn: Slice
) -> None:
    # A runner that died between intake and this row has added it all the same.
    confirmed = photo_import.confirmed_at
    is_ours = confirmed is not None and received.photo.uploaded_at >= confirmed
    is_added = received.is_new or is_ours
    # Whatever came by import before must not push aside what came after it.
    is_older = not is_added and not received.photo.is_current
    state = State.ADDED if is_added else State.UNCHANGED
    _write(file, turn, state, reason=NEWER_STAYS if is_older else "", photo=received.photo)


def _write(
    file: ImportedFile,
    turn: Slice,
    state: ImportedFile.State,
    *,
    reason: str = "",
    photo: Photo | None = None,
) -> None:
    """Unless another runner holds it by now, or the import was cancelled."""
    still = turn.held(ImportedFile.objects.ready()).filter(
        pk=file.pk, photo_import__state=PhotoImport.State.RUNNING
    )
    still.update(state=state, reason=reason, photo=photo, runner="", lease_until=None)
