"""Photos that somebody had checked and has not submitted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from directory.models import Person
from links.models import PersonLink
from photos.storage import private_storage

LIFE = timedelta(days=1)


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts, by their age."""

    def old(self) -> DraftQuerySet:
        """Those that nobody came back to for a day."""
        return self.filter(created_at__lt=timezone.now() - LIFE)


class Draft(models.Model):
    """A picture that its person had checked: theirs alone until they submit it.

    At most one for each link; the next one takes its place. The columns are those that
    photos.Photo will have of it; `analysis` is photos.quality.analysis.Analysis as JSON, and what
    is said of it is judged from that whenever it is shown. While the `master_waits` to be coded,
    that file holds the upload's own coded picture, with its turn and its colour profile and
    nothing else. `refusals` counts the photos that were
    refused by this link on the way here, for people who have no request open.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="photo_drafts")
    link = models.OneToOneField(PersonLink, on_delete=models.CASCADE, related_name="draft")
    master = models.FileField(storage=private_storage, max_length=200)
    preview = models.FileField(storage=private_storage, max_length=200)
    thumbnail = models.FileField(storage=private_storage, max_length=200)
    master_waits = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    original_name = models.CharField(max_length=200, blank=True)
    format = models.CharField(max_length=10)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    captured_at = models.DateTimeField(null=True)
    analysis: models.JSONField[dict[str, Any]] = models.JSONField()
    refusals = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return f"draft of {self.person}"

    @property
    def file_names(self) -> list[str]:
        """Its stored files."""
        return [str(file) for file in (self.master, self.preview, self.thumbnail)]
