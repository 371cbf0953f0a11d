"""Questions about many photos, and the claiming of work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from photos.models import Assessment, Photo  # noqa: F401  (generic parameters below)

MOST_ATTEMPTS = 3
LEASE = timedelta(seconds=60)


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Photos, filtered in the words of the review."""

    def current(self) -> PhotoQuerySet:
        """The newest photo of each person."""
        return self.filter(is_current=True)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Work rows: claimed once, found again when a worker died."""

    def claim(self, assessment_id: int, now: datetime) -> Assessment | None:
        """Take the row if it is due or its holder's lease ran out; None if it is not free."""
        free = Q(state="pending", due_at__lte=now) | Q(state="running", lease_until__lt=now)
        claimed = self.filter(free, pk=assessment_id).update(
            state="running", lease_until=now + LEASE, attempts=F("attempts") + 1
        )
        return self.get(pk=assessment_id) if claimed else None

    def lost(self, now: datetime) -> AssessmentQuerySet:
        """Rows that a lost message or a killed worker left behind."""
        return self.filter(
            Q(state="running", lease_until__lt=now) | Q(state="pending", due_at__lt=now - LEASE)
        )
