"""Descriptions of faces: biometric data, there only while a consent stands."""

from __future__ import annotations

from django.db import models

from photos.models import Photo


class FaceEncoding(models.Model):
    """What a photo's face looks like in numbers, sealed; empty where no face was found."""

    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="face_encoding")
    sealed = models.BinaryField(blank=True)
    version = models.CharField(max_length=20)
    computed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"photo {self.photo_id}"
