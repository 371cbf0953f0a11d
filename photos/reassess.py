"""Assessing a photo once more: judged anew from its stored numbers where there are any."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import batched

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from photos import assess, cards
from photos.intake import request_assessment
from photos.judgements import lock_people
from photos.models import Assessment, Photo
from photos.quality.analysis import ENGINE_VERSION
from photos.tasks import send_once_committed
from photos.trail import record_photo
from work.priorities import BULK, INTERACTIVE
from work.sending import send_many


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
    return Again.QUEUED if start_over([work.pk]) else Again.WAITING


def start_over(ids: Sequence[int], priority: int = INTERACTIVE) -> int:
    """Queue failed work, by the ids of its rows, as if it were new. How much: what hasn't
    failed is passed over."""
    with transaction.atomic():
        failed = Assessment.objects.filter(pk__in=ids, state=Assessment.State.FAILED)
        people = set(failed.values_list("photo__person", flat=True))
        lock_people(sorted(people))  # as intake and assess do first
        again = list(failed.only("pk", "photo"))
        rows = Assessment.objects.filter(pk__in=[one.pk for one in again])
        rows.update(
            state=Assessment.State.PENDING,
            attempts=0,
            due_at=timezone.now(),
            priority=priority,
            error="",
            finished_at=None,
        )
        photos = Photo.objects.filter(pk__in=[one.photo_id for one in again])
        photos.filter(state=Photo.State.FAILED).update(state=Photo.State.WAITING, main_reason="")
        cards.write(people)
        send_once_committed(list(rows.only("priority")))
    return len(again)


def start_over_later(ids: Sequence[int], at_once: int) -> None:
    """The same in the background, so many with each message."""
    send_many(start_over_some, [[list(some)] for some in batched(ids, at_once)], priority=BULK)


@task
def start_over_some(ids: list[int]) -> None:
    """The same, sent by `start_over_later`."""
    start_over(ids, BULK)
