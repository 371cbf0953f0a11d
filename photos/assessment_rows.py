"""The work of measuring photos, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from photos.querysets import AssessmentQuerySet
from work.priorities import INTERACTIVE


class Assessment(models.Model):
    """The measuring of one photo by one engine version: the work and its result.

    The row is the truth about the work; a queue's message only carries its id.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("pending")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    photo = models.ForeignKey("photos.Photo", on_delete=models.CASCADE, related_name="assessments")
    engine_version = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    priority = models.SmallIntegerField(
        default=INTERACTIVE, db_default=INTERACTIVE, help_text="Of its messages: work.priorities."
    )
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    analysis: models.JSONField[dict[str, Any] | None] = models.JSONField(
        null=True, blank=True, help_text="photos.quality.analysis.Analysis as JSON."
    )
    elapsed_ms = models.PositiveIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="assessment_due"),
            models.Index(fields=["state", "priority", "due_at"], name="assessment_turn"),
            models.Index(
                fields=["finished_at"],
                condition=models.Q(finished_at__isnull=False),
                name="assessment_by_end",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "engine_version"], name="assessment_once_per_engine"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "running", "done", "failed"]),
                name="assessment_state_known",
            ),
        ]

    def __str__(self) -> str:
        return gettext("photo %(photo)s, engine %(engine)s: %(state)s") % {
            "photo": self.photo_id,
            "engine": self.engine_version,
            "state": self.get_state_display(),
        }

    def is_free(self, now: datetime) -> bool:
        """Whether somebody may take it: it is due, or its holder's lease ran out."""
        if self.state == self.State.PENDING:
            return self.due_at <= now
        ends = self.lease_until
        return self.state == self.State.RUNNING and ends is not None and ends < now
