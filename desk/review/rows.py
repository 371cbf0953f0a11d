"""Who is looking at which photo, so that two reviewers never get the same one silently."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Case, F, Q, Value, When

from photos.models import Photo

# While a photo is shown; the page asks again four times in it, so a closed page lets go soon.
SHOWN_FOR = timedelta(minutes=2)
# While a photo is only fetched ahead.
AHEAD_FOR = timedelta(seconds=60)


class ReviewClaimQuerySet(models.QuerySet["ReviewClaim"]):
    """Claims: taken by one conditional UPDATE or one INSERT, whatever the database."""

    def held(self, now: datetime) -> ReviewClaimQuerySet:
        """Those that hold."""
        return self.filter(until__gte=now)

    def by_others(self, reviewer_id: int, now: datetime) -> ReviewClaimQuerySet:
        """Those that hold, of other reviewers."""
        return self.held(now).exclude(reviewer=reviewer_id)

    def claim(
        self, photo_id: int, reviewer_id: int, now: datetime, lease: timedelta = SHOWN_FOR
    ) -> bool:
        """Take or renew the claim; false where somebody else holds the photo."""
        return self._renew(photo_id, reviewer_id, now, lease) or self._insert(
            photo_id, reviewer_id, now, lease
        )

    def take_over(self, photo_id: int, reviewer_id: int, now: datetime) -> None:
        """Take the photo from whoever holds it."""
        self.filter(photo=photo_id).exclude(reviewer=reviewer_id).update(until=now - SHOWN_FOR)
        self.claim(photo_id, reviewer_id, now)

    def release(self, photo_ids: Sequence[int], reviewer_id: int) -> None:
        """Let the reviewer's photos go."""
        self.filter(photo__in=photo_ids, reviewer=reviewer_id).delete()

    def _renew(self, photo_id: int, reviewer_id: int, now: datetime, lease: timedelta) -> bool:
        mine = Q(reviewer=reviewer_id, until__gte=now)
        free = self.filter(Q(reviewer=reviewer_id) | Q(until__lt=now), photo=photo_id)
        since = Case(When(mine, then=F("since")), default=Value(now))
        return bool(free.update(reviewer=reviewer_id, since=since, until=now + lease))

    def _insert(self, photo_id: int, reviewer_id: int, now: datetime, lease: timedelta) -> bool:
        if self.filter(photo=photo_id).exists():
            return False
        try:
            with transaction.atomic():
                self.create(
                    photo_id=photo_id, reviewer_id=reviewer_id, since=now, until=now + lease
                )
        except IntegrityError:  # somebody was a moment faster, or the photo is gone
            return False
        return True


class ReviewClaim(models.Model):
    """A photo that a reviewer is looking at, until the page stops asking for it."""

    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="review_claim")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    since = models.DateTimeField()
    until = models.DateTimeField()

    objects = ReviewClaimQuerySet.as_manager()

    def __str__(self) -> str:
        return f"photo {self.photo_id}, {self.reviewer}"
