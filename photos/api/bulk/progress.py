"""bulk/progress/: how far the measuring of photos is, for who waits for it."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.cache import caches
from django.db.models import Count, Q
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from directory.reach import Reach
from photos.api.access import ReadsPhotos, reach_of_request
from photos.api.answers import NOT_MODIFIED, errors
from photos.api.bulk import examples
from photos.api.bulk.shapes import BulkProgress
from photos.api.freshness import reach_words
from photos.api.strict import StrictView
from photos.models import Assessment, Photo

KEPT_FOR = 5  # seconds: many that ask, or one that asks often, cost no more
LOOKED_BACK = timedelta(minutes=1)
State = Photo.State


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of photos, as BulkProgress tells them."""

    photos: int
    measured: int
    waiting: int
    failed: int
    per_minute: int
    seconds_left: int | None


# Whoever asks again with the ETag gets a 304 for as long as nothing has moved.
@method_decorator(conditional_page, "dispatch")
class BulkProgressView(StrictView):
    """How far the measuring is."""

    permission_classes = [ReadsPhotos]

    @extend_schema(
        operation_id="get_bulk_progress",
        summary="Show how far the measuring of photos is",
        description=(
            "Of all photos within reach, however they came. An answer may be five seconds old; "
            "it comes with an ETag."
        ),
        responses={200: OpenApiResponse(BulkProgress, "So far."), **NOT_MODIFIED, **errors()},
        examples=[examples.progress],
        tags=["bulk"],
    )
    def get(self, request: Request) -> HttpResponseBase:
        """So many are measured, wait or failed."""
        key = f"bulk-progress-{sha256(reach_words(request).encode()).hexdigest()}"
        told = caches["default"].get(key)
        if told is None:
            told = asdict(progress(reach_of_request(request), timezone.now()))
            caches["default"].set(key, told, KEPT_FOR)
        return Response(told)


def progress(reach: Reach, now: datetime) -> Progress:
    """How far it is, by two queries."""
    counted = Photo.objects.within(reach).aggregate(
        photos=Count("pk"),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
    )
    measured = counted["photos"] - counted["waiting"] - counted["failed"]
    lately = Assessment.objects.within(reach).filter(finished_at__gt=now - LOOKED_BACK)
    per_minute = lately.count()
    left = round(counted["waiting"] * 60 / per_minute) if per_minute else None
    return Progress(
        **counted,
        measured=measured,
        per_minute=per_minute,
        seconds_left=left if counted["waiting"] else 0,
    )
