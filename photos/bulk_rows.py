"""What became of a decision about more photos than one request decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import override

from django.conf import settings
from django.db import models


class BulkDecision(models.Model):
    """Kept until who asked has been told.

    `done` and `skipped` count photos by what was done and by why not, in the source's words;
    `left` are not decided yet. The reason is typed, may name people, and goes with the last one.
    """

    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    deed = models.CharField(max_length=20)
    reason = models.TextField(blank=True, db_default="")
    left = models.PositiveIntegerField()
    done = models.JSONField(default=dict)
    skipped = models.JSONField(default=dict)
    asked_at = models.DateTimeField(auto_now_add=True)

    @override
    def __str__(self) -> str:
        return f"{self.deed} by {self.reviewer_id}"

    def add(self, done: Mapping[str, int], skipped: Mapping[str, int]) -> None:
        """Count some more; saves nothing."""
        for kept, more in ((self.done, done), (self.skipped, skipped)):
            for words, number in more.items():
                kept[words] = kept.get(words, 0) + number


class AwaitedDecision(models.Model):
    """A photo that one of these decisions is still to be made about, and how it was when
    somebody looked: `photos.bulk_decisions.Seen.mark`."""

    decision = models.ForeignKey(BulkDecision, on_delete=models.CASCADE, related_name="awaited")
    photo = models.ForeignKey("photos.Photo", on_delete=models.CASCADE, related_name="+")
    seen = models.CharField(max_length=80)

    @override
    def __str__(self) -> str:
        return f"{self.decision_id} about {self.seen}"
