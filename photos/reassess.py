"""Assessing a photo once more: judged anew from its stored numbers where there are any."""

from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Person
from photos import assess, cards
from photos.intake import request_assessment
from photos.models import Assessment, Photo
from photos.quality.analysis import ENGINE_VERSION
from photos.tasks import send_once_committed
from photos.trail import record_photo
from work.priorities import INTERACTIVE


class Again(StrEnum):
    """What became of the wish."""

    JUDGED = "judged anew"
    QUEUED = "queued to be measured"
    WAITING = "still waiting to be measured"


AGAIN_WORDS = {
    Again.JUDGED: _("judged anew"),
    Again.QUEUED: _("queued to be measured"),
    Again.WAITING: _("still waiting to be measured"),
}


@transaction.atomic
def assess_again(photo: Photo) -> Again:
    """What became of the wish, which the trail keeps if anything did."""
    again = _assess_again(photo)
    if again != Again.WAITING:
        record_photo("photo.assess", photo)
    return again


def _assess_again(photo: Photo) -> Again:
    """Judge a measured photo under today's standard, measure one that failed or never was.

    The same engine would measure the same numbers, so a photo it has measured is not
    measured again.
    """
    work = photo.assessments.filter(engine_version=ENGINE_VERSION).first()
    if work is None:
        request_assessment(photo)
        return Again.QUEUED
    if work.state == Assessment.State.DONE:
        assess.judge_photo(photo)
        return Again.JUDGED
    return Again.QUEUED if _start_over(work) else Again.WAITING


@transaction.atomic
def _start_over(work: Assessment) -> bool:
    """Queue failed work as if it were new; False if it hasn't failed."""
    photo = work.photo
    Person.objects.select_for_update().get(pk=photo.person_id)  # as intake and assess do first
    restarted = Assessment.objects.filter(pk=work.pk, state=Assessment.State.FAILED).update(
        state=Assessment.State.PENDING,
        attempts=0,
        due_at=timezone.now(),
        priority=INTERACTIVE,
        error="",
    )
    if not restarted:
        return False
    failed = Photo.objects.filter(pk=photo.pk, state=Photo.State.FAILED)
    failed.update(state=Photo.State.WAITING, main_reason="")
    cards.write([photo.person_id])
    work.priority = INTERACTIVE
    send_once_committed([work])
    return True
