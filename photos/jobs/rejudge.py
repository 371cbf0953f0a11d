"""Judging measured photos anew: from stored numbers, without touching a pixel."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from photos import assess
from photos.models import Assessment, Photo
from photos.quality.analysis import ENGINE_VERSION
from photos.querysets import PhotoQuerySet
from photos.standards import photos_behind, standard_named
from work.job_kinds import Step
from work.priorities import BULK

AT_A_STEP = 250  # photos: about a second, in which SQLite lets nobody else write


class Rejudge:
    """`wishes` may name a `department` by its id; or a `standard`, for those who are behind
    under it. The place is the last photo's id."""

    title = _("Judge photos anew")
    is_atomic = True
    priority = BULK

    def count(self, wishes: dict[str, Any]) -> int | None:
        """All photos that this engine has measured, or those asked for."""
        return asked_for(wishes).count()

    def step(self, wishes: dict[str, Any], place: str) -> Step | None:
        """Judge the next few, in the order of their ids."""
        left = asked_for(wishes).filter(pk__gt=int(place or 0))
        ids = list(left.order_by("pk").values_list("pk", flat=True)[:AT_A_STEP])
        if not ids:
            return None
        done = assess.judge_again(ids)
        return Step(str(ids[-1]), done=done, skipped=len(ids) - done)


def asked_for(wishes: dict[str, Any]) -> PhotoQuerySet:
    """The photos that the wishes are about."""
    if wishes.get("standard"):
        return photos_behind(standard_named(wishes["standard"]))
    measured = Photo.objects.filter(
        assessments__engine_version=ENGINE_VERSION, assessments__state=Assessment.State.DONE
    )
    if wishes.get("department"):
        return measured.filter(person__department=wishes["department"])
    return measured
