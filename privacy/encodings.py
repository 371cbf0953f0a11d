"""Descriptions of faces as rows: computed where consent stands, deleted where it doesn't."""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np
from django.db import transaction
from django.db.models import Q, QuerySet

from directory.models import Person
from photos.events import PhotoEvent, tell
from photos.models import Photo
from photos.quality.apart import encode
from photos.quality.limits import ASK_AGAIN, UnreadablePhoto
from photos.quality.same_person import VERSION, Encoding
from photos.storage import read_file
from privacy.consent import is_switched_on, may_compare, those_that_stand
from privacy.models import FaceEncoding, LeftFile
from privacy.sealing import opened, sealed

logger = logging.getLogger(__name__)

type Describe = Callable[[bytes], Encoding | None]

AT_ONCE = 5  # a call; workers call again in a few seconds
DECIDED_FOR = ("approve", "use_crop", "waive")


def keep_up(describe: Describe = encode) -> None:
    """Delete descriptions that nobody agrees to, then compute some that are missing."""
    delete_unagreed()
    if is_switched_on():
        encode_missing(describe)


def delete_unagreed() -> int:
    """Delete the descriptions of people without a standing consent, and all with the switch
    off. How many went."""
    unagreed = FaceEncoding.objects.all()
    if is_switched_on():
        agreed = those_that_stand().values("person")
        unagreed = unagreed.exclude(photo__person__in=agreed, version=VERSION)
    if not unagreed.exists():
        return 0
    with transaction.atomic():
        gone, _by_model = unagreed.delete()
        LeftFile.objects.create(storage="private")  # the database's pages still hold them
    return gone


def encode_missing(describe: Describe = encode, most: int = AT_ONCE) -> int:
    """Describe faces of those who agreed, newest photos first. How many photos were done."""
    photos = list(photos_to_compare().filter(face_encoding=None)[:most])
    for done, photo in enumerate(photos):
        try:
            encoding = _encode(photo, describe)
        except UnreadablePhoto as refusal:
            if refusal.code in ASK_AGAIN:
                return done
            encoding = None  # not tried again
        except OSError:  # the disk's fault: the upkeep goes on, and tries again
            logger.exception("photo %s could not be read", photo.pk)
            continue
        store(photo, encoding)
    return len(photos)


def photos_to_compare() -> QuerySet[Photo]:
    """Photos of those who agreed that are compared: the current ones and those once approved."""
    measured = Photo.objects.exclude(state__in=[Photo.State.WAITING, Photo.State.FAILED])
    approved = Q(reviews__decision__in=DECIDED_FOR, reviews__undone_at=None)
    wanted = Q(is_current=True) | Q(state__in=["approved", "waived"]) | approved
    agreed = those_that_stand().values("person")
    return measured.filter(wanted, person__in=agreed).order_by("-uploaded_at", "-pk").distinct()


@transaction.atomic
def store(photo: Photo, encoding: Encoding | None) -> bool:
    """Keep a photo's description, unless consent or photo are gone by now. Whether it is kept."""
    # The person first, as everywhere: a withdrawal waits for this, or this for it.
    if Person.objects.select_for_update().filter(pk=photo.person_id).first() is None:
        return False
    if not may_compare(photo.person_id) or not Photo.objects.filter(pk=photo.pk).exists():
        return False
    content = b"" if encoding is None else sealed(encoding.tobytes())
    FaceEncoding.objects.update_or_create(
        photo=photo, defaults={"sealed": content, "version": VERSION}
    )
    tell(PhotoEvent.FACE_DESCRIBED, [photo])
    return True


def face_of(row: FaceEncoding) -> Encoding | None:
    """The description in a row; None where no face was found or the site's key is another."""
    content = opened(bytes(row.sealed)) if row.sealed else None
    return None if content is None else np.frombuffer(content, np.float32)


def values_of(row: FaceEncoding) -> list[float] | None:
    """The same as plain numbers, for the copy that its person may have."""
    face = face_of(row)
    return None if face is None else [round(float(number), 6) for number in face]


def _encode(photo: Photo, describe: Describe) -> Encoding | None:
    """Raises UnreadablePhoto, with a code of ASK_AGAIN where it is to be tried again."""
    try:
        return describe(read_file(photo.master))
    except FileNotFoundError:
        return None
