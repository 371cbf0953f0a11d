"""What became of a decision about more photos than one request decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import override

from django.conf import settings
from django.db import models


class BulkDecision(models.Model):
    """Kept until who asked has been told.

    `done` and `skipped` count photos by what was done and by why not, in the source's words;
    `left` are not decided yet.
    """

    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    deed = models.CharField(max_length=20)
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
