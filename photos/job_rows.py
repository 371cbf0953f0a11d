"""What long jobs remember of single photos."""

from __future__ import annotations

from typing import override

from django.db import models


class AwaitedAssessment(models.Model):
    """A measuring that a long job asked for and has not counted yet.

    `batch` is a word of chance that the job has as its place: it knows its own by it.
    """

    batch = models.CharField(max_length=16, db_index=True)
    assessment = models.ForeignKey(
        "photos.Assessment", on_delete=models.CASCADE, related_name="awaited"
    )

    @override
    def __str__(self) -> str:
        return f"assessment {self.assessment_id} for {self.batch}"
