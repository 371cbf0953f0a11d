"""Measuring anew, by this engine, what an earlier one measured: a bounded number at a time."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from photos.models import PUBLISHED_STATES, Assessment, AwaitedAssessment, Photo
from photos.quality.analysis import ENGINE_VERSION
from photos.querysets import PhotoQuerySet
from photos.tasks import send_assessments
from work import jobs
from work.job_kinds import Step
from work.models import Job
from work.priorities import BULK

IN_FLIGHT = 200  # photos: minutes of work for one worker, and seconds for fifty
PAUSE = 1  # seconds before it looks again; its message also stands behind those of the photos


class Remeasure:
    """`wishes` may name a `department` by its id. The place is the word by which it knows the
    photos it waits for. A photo keeps its result until the new one is there."""

    title = _("Measure photos anew")
    is_atomic = True
    priority = BULK

    def count(self, wishes: dict[str, Any]) -> int | None:
        """All photos in use that this engine was never asked to measure."""
        return asked_for(wishes).count()

    def step(self, wishes: dict[str, Any], place: str) -> Step | None:
        """Count what came to an end, and ask for more once half of the portion has."""
        batch = place or secrets.token_hex(8)
        ended = take_ended(batch)
        awaited = AwaitedAssessment.objects.filter(batch=batch).count()
        if awaited <= IN_FLIGHT // 2:
            awaited += ask_for_more(wishes, batch, IN_FLIGHT - awaited)
        if not ended and not awaited:
            return None
        done, failed = ended[Assessment.State.DONE], ended[Assessment.State.FAILED]
        return Step(batch, done=done, failed=failed, pause=PAUSE)


def asked_for(wishes: dict[str, Any]) -> PhotoQuerySet:
    """Photos in use that have no work row of this engine. What it failed at is not asked again:
    that is a row, too."""
    in_use = Photo.objects.filter(Q(is_current=True) | Q(state__in=PUBLISHED_STATES))
    unmeasured = in_use.exclude(assessments__engine_version=ENGINE_VERSION)
    if wishes.get("department"):
        return unmeasured.filter(person__department=wishes["department"])
    return unmeasured


def begin_if_behind() -> Job | None:
    """Begin to measure what this engine was never asked to, if there is any."""
    return jobs.begin_once("remeasure", {}, None) if asked_for({}).exists() else None


def take_ended(batch: str) -> Counter[str]:
    """How many of the batch came to an end, by state; they are waited for no more."""
    ended = AwaitedAssessment.objects.filter(
        batch=batch, assessment__state__in=[Assessment.State.DONE, Assessment.State.FAILED]
    )
    states = dict(ended.values_list("pk", "assessment__state"))
    AwaitedAssessment.objects.filter(pk__in=states).delete()
    return Counter(states.values())


def ask_for_more(wishes: dict[str, Any], batch: str, most: int) -> int:
    """Ask for the next photos, those with the oldest results first; for how many."""
    oldest_first = F("judgement__assessment").asc(nulls_first=True)
    ids = asked_for(wishes).order_by(oldest_first, "pk").values_list("pk", flat=True)[:most]
    work = request_many(list(ids))
    AwaitedAssessment.objects.bulk_create(
        AwaitedAssessment(batch=batch, assessment=one) for one in work
    )
    return len(work)


def request_many(photo_ids: Collection[int]) -> list[Assessment]:
    """The work rows of these photos, and their messages."""
    now = timezone.now()
    Assessment.objects.bulk_create(
        [
            Assessment(photo_id=pk, engine_version=ENGINE_VERSION, due_at=now, priority=BULK)
            for pk in photo_ids
        ],
        ignore_conflicts=True,  # somebody may have asked for one meanwhile: it is waited for, too
    )
    asked = Assessment.objects.filter(photo__in=photo_ids, engine_version=ENGINE_VERSION)
    work = list(asked.only("priority").order_by("pk"))
    send_assessments(work)
    return work
