"""The switch: a new photo that passes is approved without a person. Nothing is ever denied so.

Whatever the machine is not sure of stays in review, and so does whatever a person has had a hand
in: people overrule the machine, the machine never overrules people.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.tasks import task

from photos.events import PhotoEvent
from photos.judgements import lock_people
from photos.models import Outcome, Photo
from photos.quality.analysis import ENGINE_VERSION
from photos.quality.fingerprint import is_same_picture
from photos.reviews import Conflict, approve_by_switch
from photos.standards import standard_for
from privacy.consent import may_compare
from privacy.models import FaceEncoding
from privacy.same_person import other_person_of
from retakes.models import Retake, retake_settings
from work.sending import send_after_commit

Cause = Retake.Cause
BY_PEOPLE = frozenset({Cause.DECIDED, Cause.WISH})  # a person may have seen what no rule sees
FAIL = "fail"


def look_at(event: PhotoEvent, photos: Sequence[Photo], **_: Any) -> None:
    """A receiver of photos.events.photo_event: look at new photos once their verdict, and the
    description of their face, are there."""
    if event not in {PhotoEvent.MEASURED, PhotoEvent.FACE_DESCRIBED}:
        return
    for photo in photos:
        if photo.source == Photo.Source.LINK and photo.verdict == Outcome.PASS:
            send_after_commit(approve_if_it_passes, photo.pk)


@task
def approve_if_it_passes(photo_id: int) -> None:
    """Approve the photo if the switch is on and nothing speaks for a person. A message that
    comes twice does nothing more: by then the photo has a decision."""
    if not retake_settings().approves_passes:
        return
    with transaction.atomic():
        retake = answered_by(photo_id)
        if retake is None or retake.submitted is None or is_for_a_person(retake, retake.submitted):
            return
        try:
            approve_by_switch(retake.submitted)
        except Conflict:  # somebody decided in this very moment
            return


def answered_by(photo_id: int) -> Retake | None:
    """The open request that the photo answers, with its photos; held until the transaction ends,
    so that a note of the person's comes before or after."""
    rows = Retake.objects.filter(submitted=photo_id, state=Retake.State.SUBMITTED)
    # The people first, as everywhere.
    lock_people(list(rows.values_list("person", flat=True)))
    rows = rows.select_related("photo", "submitted__judgement__assessment", "submitted__person")
    return rows.select_for_update(of=("self",)).first()


def is_for_a_person(retake: Retake, photo: Photo) -> bool:
    """Whether anything about the request or its photo asks for a person's eyes."""
    return bool(
        retake.person_note_kind
        or retake.person_note
        or was_asked_for_more(retake)
        or not has_passed(photo)
        or is_known_picture(retake, photo)
        or face_is_in_question(photo)
    )


def was_asked_for_more(retake: Retake) -> bool:
    """Whether a person asked for a new photo although no rule failed: then no rule can tell
    whether the new one is what they want."""
    return retake.cause in BY_PEOPLE and not any(one["outcome"] == FAIL for one in retake.findings)


def has_passed(photo: Photo) -> bool:
    """Whether the person's own photo passes now: measured by this engine, judged by the standard
    that holds for the person, and decided about by nobody, even if they took it back."""
    judgement = photo.judgement
    if judgement is None or photo.purpose or not photo.is_current:
        return False
    standard = standard_for(photo.person)
    judged_by = judgement.standard, judgement.standard_version
    return (
        photo.source == Photo.Source.LINK
        and photo.verdict == Outcome.PASS
        and photo.state == Photo.State.IN_REVIEW
        and photo.person.status == photo.person.Status.ACTIVE
        and judged_by == (standard.name, standard.version)
        and judgement.assessment.engine_version == ENGINE_VERSION
        and not photo.reviews.exists()
    )


def is_known_picture(retake: Retake, photo: Photo) -> bool:
    """Whether it is one of the person's earlier pictures over again, or somebody else's; also
    where that cannot be told."""
    if not photo.fingerprint:
        return True
    earlier = Photo.objects.filter(person=retake.person_id).exclude(pk=photo.pk)
    prints = earlier.exclude(fingerprint="").values_list("fingerprint", flat=True)
    if any(is_same_picture(photo.fingerprint, one) for one in prints):
        return True
    return Photo.objects.same_picture_as(photo).exists()


def face_is_in_question(photo: Photo) -> bool:
    """Whether faces are compared by the person's consent and this one was not compared yet,
    could not be, or seems to be somebody else's."""
    if not may_compare(photo.person_id):
        return False
    described = FaceEncoding.objects.filter(photo=photo).exclude(sealed=b"").exists()
    return not described or other_person_of(photo) is not None
