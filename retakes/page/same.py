"""Whether what was sent is the very photo that a new one is to replace."""

from __future__ import annotations

from django.utils.translation import gettext

from directory.models import Person
from photos.models import Photo
from photos.quality.fingerprint import is_same_picture
from photos.quality.limits import UnreadablePhoto
from retakes.models import Retake


def refuse_same_file(person: Person, retake: Retake | None, digest: str) -> None:
    """Raises UnreadablePhoto for the very file that is there; `digest` is its SHA-256."""
    there = photo_to_replace(person, retake)
    if there and there.sha256 == digest:
        raise _same()


def refuse_same_picture(person: Person, retake: Retake | None, fingerprint: str) -> None:
    """Raises UnreadablePhoto for the same picture in another file. Ask where it is no better."""
    there = photo_to_replace(person, retake)
    if there and there.fingerprint and is_same_picture(there.fingerprint, fingerprint):
        raise _same()


def photo_to_replace(person: Person, retake: Retake | None) -> Photo | None:
    """The photo that the request is about, else the person's newest one."""
    if retake and retake.photo:
        return retake.photo
    newest: Photo | None = person.photos.newest_for("").first()
    return newest


def _same() -> UnreadablePhoto:
    return UnreadablePhoto(
        "same_photo",
        gettext("This is the photo that we have of you already. Please choose another one."),
    )
