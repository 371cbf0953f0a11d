"""What is published, as rows: photos as the intranet shows them, and when that changed."""

from __future__ import annotations

from typing import Any

from django.db import models

from photos.quality.geometry import CropBox
from photos.quality.uses import use_named
from photos.querysets import PublicationQuerySet
from photos.storage import private_storage


class Publication(models.Model):
    """A published photo as the intranet shows it, fixed when it was approved.

    `token` is the part of its addresses that nobody can guess, new with every publication.
    `cuts` has, by use, the box and the widths that it has the pixels for
    (photos.quality.alignment); `placeholder` is a data URI of a few blurred pixels and
    `colour` their mean.
    """

    photo = models.OneToOneField(
        "photos.Photo", on_delete=models.CASCADE, related_name="publication"
    )
    token = models.CharField(max_length=22, unique=True)
    layout = models.PositiveSmallIntegerField(help_text="The version of the way photos are cut.")
    cuts: models.JSONField[dict[str, dict[str, Any]]] = models.JSONField(default=dict)
    placeholder = models.TextField(blank=True)
    colour = models.CharField(max_length=7)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PublicationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"publication of photo {self.photo_id}"

    def box(self, use: str) -> CropBox:
        """What is cut out of the master for that use."""
        return CropBox(**self.cuts[use]["box"])

    def sizes(self, use: str) -> list[int]:
        """The sizes of the use that the photo has the pixels for, smallest first."""
        sizes: list[int] = self.cuts[use]["sizes"] if use in self.cuts else []
        return sizes

    def pixels(self, use: str) -> float:
        """What the use counts in px of the master: the width, of a whole photo its long side."""
        box = self.box(use)
        return box.width if use_named(use).aspect else max(box.width, box.height)

    def best_size(self, use: str, wanted: int) -> int | None:
        """The wanted size, or the largest that the pixels allow below it; None for no pixels."""
        return max((size for size in self.sizes(use) if size <= wanted), default=None)

    def dimensions(self, use: str, size: int) -> tuple[int, int]:
        """Width and height in px of the use's picture at one of its sizes."""
        aspect = use_named(use).aspect
        if aspect is not None:
            return size, round(size / aspect)
        box = self.box(use)
        share = size / max(box.width, box.height)
        return max(1, round(box.width * share)), max(1, round(box.height * share))


class Rendition(models.Model):
    """A published photo cut for one use at one size in one format, made once.

    `steps` lists everything that was done to the master's pixels.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="renditions"
    )
    use = models.CharField(max_length=20)
    size = models.PositiveSmallIntegerField(
        help_text="Pixels of width; of a whole photo its longer side."
    )
    format = models.CharField(max_length=4, help_text="jpg, webp or avif.")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    file = models.FileField(storage=private_storage, max_length=200)
    sha256 = models.CharField(max_length=64)
    steps: models.JSONField[list[str]] = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "use", "size", "format"], name="rendition_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.use} at {self.size} px of publication {self.publication_id}"


class RemovedCard(models.Model):
    """The key of somebody whose rows are gone, for systems that hold a copy of the directory.

    Of somebody who moved on, too: a copy of the `department` that they left must lose them.
    """

    key = models.CharField(max_length=32)
    department = models.ForeignKey(
        "directory.Department",
        on_delete=models.SET_NULL,
        null=True,
        db_index=False,
        related_name="+",
    )
    changed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["changed_at"], name="removed_by_change")]
        constraints = [models.UniqueConstraint(fields=["key", "department"], name="removed_once")]

    def __str__(self) -> str:
        return self.key


class DirectoryClock(models.Model):
    """One row: when the directory, as the intranet reads it, last became another."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S.%f}"
