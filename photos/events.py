"""What happens to photos, told to the apps above that photos must not know."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from django.dispatch import Signal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from photos.models import Photo


class PhotoEvent(StrEnum):
    """What has just happened to a photo."""

    STORED = "stored"  # it is the person's newest photo now
    MEASURED = "measured"  # it was measured for the first time by this engine, and judged
    FACE_DESCRIBED = "face_described"  # by consent, to be compared with earlier photos
    APPROVED = "approved"
    WAIVED = "waived"
    RETAKE_ASKED = "retake_asked"
    UNDONE = "undone"  # the last decision about it was taken back


# Receivers get `event` (PhotoEvent), `photos` (a list of photos) and `by` (a user or None), in
# the transaction that did it; what they raise undoes it.
photo_event = Signal()


def tell(event: PhotoEvent, photos: Sequence[Photo], by: User | None = None) -> None:
    """Tell of one event that befell these photos. Call it in the transaction that did it, once
    rows and cards are written, with the people's rows locked."""
    photo_event.send(sender=None, event=event, photos=photos, by=by)
