"""Verdicts on what was measured, as rows."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext

from photos.outcomes import Outcome


class Judgement(models.Model):
    """A verdict on stored measurements under one version of one standard."""

    assessment = models.ForeignKey(
        "photos.Assessment", on_delete=models.CASCADE, related_name="judgements"
    )
    standard = models.CharField(max_length=50)
    standard_version = models.CharField(max_length=40)
    verdict = models.CharField(max_length=10, choices=Outcome)
    score = models.PositiveSmallIntegerField()
    scores: models.JSONField[dict[str, int | None]] = models.JSONField(default=dict)
    shot_type = models.CharField(max_length=20)
    findings: models.JSONField[list[dict[str, Any]]] = models.JSONField(default=list)
    crop: models.JSONField[dict[str, float] | None] = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "standard", "standard_version"],
                name="judgement_once_per_standard",
            ),
            models.CheckConstraint(
                condition=models.Q(score__range=(0, 100)), name="judgement_score_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(verdict)s (%(score)s) under %(standard)s") % {
            "verdict": self.get_verdict_display(),
            "score": self.score,
            "standard": self.standard,
        }
