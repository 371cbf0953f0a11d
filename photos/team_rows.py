"""How alike a team's photos are, as rows: looks, what they are compared with, and scores."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from directory.models import Department

COMPANY = 0  # stands for the company where a unique index needs a number


def score_within(column: str, name: str) -> models.CheckConstraint:
    """That a score is 0 to 100, or not there yet."""
    is_score = models.Q((f"{column}__isnull", True)) | models.Q((f"{column}__range", (0, 100)))
    return models.CheckConstraint(condition=is_score, name=name)


class Look(models.Model):
    """The numbers of one published photo (photos.quality.looks.Look), with its person's scores.

    Columns rather than JSON, and the person's department repeated, so that 100,000 are read
    in one go. `is_counted` is false for who has left. Scores are written by the next refresh.
    """

    photo = models.OneToOneField(
        "photos.Photo", on_delete=models.CASCADE, primary_key=True, related_name="look"
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.SET_NULL,
        null=True,
        related_name="looks",
        db_index=False,  # the index of scores below begins with it
    )
    is_counted = models.BooleanField(default=True)
    engine_version = models.CharField(max_length=20)

    head_height = models.FloatField(null=True)
    eye_line = models.FloatField(null=True)
    centre_offset = models.FloatField(null=True)
    background_lightness = models.FloatField(null=True)
    background_red_green = models.FloatField(null=True)
    background_yellow_blue = models.FloatField(null=True)
    light_direction = models.FloatField(null=True)
    light_amount = models.FloatField(null=True)
    light_warmth = models.FloatField(null=True)
    saturation = models.FloatField(null=True)
    taken_head_height = models.FloatField(null=True)
    taken_eye_line = models.FloatField(null=True)
    background_class = models.CharField(max_length=20, blank=True)
    shot_type = models.CharField(max_length=20, blank=True)

    department_score = models.PositiveSmallIntegerField(null=True)
    company_score = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["is_counted", "company_score", "photo"], name="look_worst_of_company"
            ),
            models.Index(
                fields=["department", "department_score", "photo"], name="look_worst_of_department"
            ),
        ]
        constraints = [
            score_within("department_score", "look_department_score_0_to_100"),
            score_within("company_score", "look_company_score_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"look of photo {self.photo_id}"


class TeamBaseline(models.Model):
    """What a department's photos are compared with, or the company's where it has none.

    `figures` holds two of photos.quality.baselines.Baseline as JSON: `baseline`, which people
    are compared with, and `team`, their own medians and spreads; each None where there are too
    few photos; and `misfits`, how many photos stand out. `revision` grows with every change of
    the looks: who computed from an older one writes nothing.
    """

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, related_name="baselines"
    )
    reference = models.ForeignKey(
        "photos.Photo",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("The photo that all others are compared with, in place of their median."),
    )
    figures: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    photos = models.PositiveIntegerField(default=0)
    score = models.PositiveSmallIntegerField(null=True)
    is_stale = models.BooleanField(default=True)
    revision = models.PositiveBigIntegerField(default=0)
    computed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Coalesce("department", COMPANY), name="team_baseline_once"),
            score_within("score", "team_baseline_score_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"baseline of {self.department or 'the company'}"


class TeamScore(models.Model):
    """How alike the photos of a department, or of the company, were on one day."""

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, related_name="team_scores"
    )
    day = models.DateField()
    score = models.PositiveSmallIntegerField()
    photos = models.PositiveIntegerField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("department", COMPANY), "day", name="team_score_once_a_day"
            ),
            score_within("score", "team_score_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.department or 'the company'} on {self.day}: {self.score}"
