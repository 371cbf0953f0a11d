"""What the dashboard keeps: a count for each day, and what a photographer costs."""

from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from directory.models import Department

COMPANY = 0  # in the place of a department's id
# STANDARD.md: a headshot by a photographer, in EUR a head.
HEAD_LOW, HEAD_HIGH = Decimal(150), Decimal(500)


class DayCount(models.Model):
    """How the photos of a department, or of the company, stood on one day.

    `people` are those who work there; the other counts are parts of them. `fix` are undecided
    people whose photo a crop would mend, `asked` those who were asked for a new one.
    """

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, related_name="day_counts"
    )
    day = models.DateField()
    people = models.PositiveIntegerField()
    approved = models.PositiveIntegerField()
    needs_retake = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    fix = models.PositiveIntegerField()
    undecided = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField()
    without_photo = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("department", COMPANY), "day", name="day_count_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.department or 'the company'} on {self.day}"


class Prices(models.Model):
    """What a new photo costs: at most one row."""

    class Mode(models.TextChoices):
        PER_HEAD = "per_head", _("a price per head")
        DAY_RATE = "day_rate", _("a photographer's day rate")

    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator("^[A-Z]{3}$", _("Write three capitals, such as EUR."))],
    )
    mode = models.CharField(_("reckoned by"), max_length=10, choices=Mode, default=Mode.PER_HEAD)
    head_low = models.DecimalField(
        _("per head, from"),
        max_digits=9,
        decimal_places=2,
        default=HEAD_LOW,
        validators=[MinValueValidator(0)],
    )
    head_high = models.DecimalField(
        _("per head, to"),
        max_digits=9,
        decimal_places=2,
        default=HEAD_HIGH,
        validators=[MinValueValidator(0)],
    )
    day_rate = models.DecimalField(
        _("day rate"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    heads_per_day = models.PositiveSmallIntegerField(
        _("people in a day"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    # Read by the version before this one alone, which may still run beside it; it can go next.
    overdue_days = models.PositiveSmallIntegerField(
        "a retake is overdue after so many days", default=14, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name_plural = "prices"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="prices_one_row")]

    def __str__(self) -> str:
        return f"prices in {self.currency}"


def prices() -> Prices:
    """What was agreed, or the usual prices where nobody has written any."""
    return Prices.objects.first() or Prices(pk=1)
