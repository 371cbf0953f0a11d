"""No new photo is needed after all: the request ends, and with it what the photo waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from photos import reviews
from photos.models import Photo
from retakes import states
from retakes.asking import MAY_DECIDE
from retakes.models import Retake

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def waive(retake: Retake, by: User, reason: str) -> bool:
    """End it; a photo that waits for a decision is waived with the reason, which publishes it,
    if whoever ends it may decide. Whether it was open."""
    if not retake.is_open:
        return False
    photo = undecided(retake)
    if photo and by.has_perm(MAY_DECIDE):
        try:
            reviews.waive(photo, by, reason)
        except reviews.Conflict:  # meanwhile it is another photo's turn
            return states.waived(retake)
        retake.refresh_from_db()  # retakes.following has ended it
        return True
    return states.waived(retake)


def undecided(retake: Retake) -> Photo | None:
    """The person's newest photo, if a decision about it would publish it."""
    newest = Photo.objects.current().filter(person=retake.person_id).exclude(verdict="")
    photo: Photo | None = newest.first()
    return None if photo is None or photo.is_published else photo
