"""The notice on a person's new photo that the face is not the one of before."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from photos.models import Photo
from photos.quality.same_person import SAME_PERSON, distance
from privacy.consent import is_switched_on, may_compare
from privacy.encodings import DECIDED_FOR, face_of
from privacy.models import FaceEncoding


@dataclass(frozen=True, slots=True)
class OtherPerson:
    """The newest earlier photo that shows another face, and the sentence about it."""

    earlier: Photo
    sentence: str


def other_person_of(photo: Photo) -> OtherPerson | None:
    """What there is to say; None where the face is known, or nothing may be or is compared.

    One earlier approved photo of the same face is enough to say nothing.
    """
    if not is_switched_on() or not may_compare(photo.person_id):
        return None
    rows = FaceEncoding.objects.filter(photo__person=photo.person_id).select_related("photo")
    own = rows.filter(photo=photo).first()
    face = face_of(own) if own else None
    if face is None:
        return None
    approved = Q(
        photo__reviews__decision__in=DECIDED_FOR,
        photo__reviews__undone_at=None,
        photo__reviews__by_switch=False,  # only people vouch for a face
    )
    before = rows.filter(approved, photo__uploaded_at__lt=photo.uploaded_at).distinct()
    known = [(row.photo, face_of(row)) for row in before.order_by("-photo__uploaded_at")]
    faces = [(one, other) for one, other in known if other is not None]
    if not faces or any(distance(face, other) <= SAME_PERSON.distance for _, other in faces):
        return None
    earlier = faces[0][0]
    return OtherPerson(earlier, sentence_about(earlier))


def sentence_about(earlier: Photo) -> str:
    """What HR reads: a question to a person, no refusal."""
    day = date_format(localtime(earlier.uploaded_at), "DATE_FORMAT")
    told = gettext(
        "This seems to be another person than on the photo of %(day)s. A person decides."
    )
    return told % {"day": day}
