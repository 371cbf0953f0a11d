"""Where photos are filed, so that the same picture is found again."""

from __future__ import annotations

from django.db import models


class FingerprintKey(models.Model):
    """A number under which a photo's fingerprint is filed, so that nobody searches them all.

    A few for each photo: see photos.quality.fingerprint.index_keys.
    """

    photo = models.ForeignKey(
        "photos.Photo", on_delete=models.CASCADE, related_name="fingerprint_keys"
    )
    key = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "photo"], name="fingerprint_filed_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} of photo {self.photo_id}"
