"""Photos that could not be measured, and nobody has brought another one for."""

from __future__ import annotations

from django.db.models import QuerySet

from directory.reach import EVERYBODY, Reach
from photos.models import Assessment, Photo
from photos.quality.analysis import ENGINE_VERSION


def failed_photos(reach: Reach = EVERYBODY) -> QuerySet[Assessment]:
    """The failed measurings of the current photos of those within reach who work here, the
    newest first. A photo that is asked for anew is nobody's worry any more."""
    failed = Assessment.objects.within(reach).filter(
        state=Assessment.State.FAILED,
        engine_version=ENGINE_VERSION,
        photo__is_current=True,
        photo__person__status="active",
    )
    return failed.exclude(photo__state=Photo.State.RETAKE_ASKED).order_by("-finished_at", "-pk")
