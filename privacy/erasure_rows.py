"""What stays of an erasure: a key of chance, what is still to be done, and when a purge ran."""

from __future__ import annotations

from django.db import models


class ErasedKey(models.Model):
    """Somebody who was erased, by their card's random key and nothing else.

    A restore brings back old rows: by these keys they are found and erased again. Until
    `finished_at` something is left to do: a file, a message, the database's own pages.
    """

    key = models.CharField(max_length=32, unique=True)
    erased_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["erased_at"],
                condition=models.Q(finished_at=None),
                name="erasure_unfinished",
            )
        ]

    def __str__(self) -> str:
        return self.key


class LeftFile(models.Model):
    """A file whose row is gone, until it is gone too; `storage` is a name in settings.STORAGES.

    Without a name the file is gone, and only the database's own pages are to be written anew.
    """

    storage = models.CharField(max_length=20)
    name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.storage}: {self.name}"


class PurgeDay(models.Model):
    """A day on which a worker has purged, so that no other one does."""

    day = models.DateField(unique=True)

    def __str__(self) -> str:
        return str(self.day)
