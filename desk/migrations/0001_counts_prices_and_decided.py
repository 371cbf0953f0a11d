"""A count for each day, what photographers cost, and what had been found when people decided."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_search_by_trigrams"),
        ("photos", "0006_own_standards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decided",
            fields=[
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="decided",
                        serialize=False,
                        to="photos.review",
                    ),
                ),
                ("standard", models.CharField(blank=True, max_length=50)),
                ("standard_version", models.CharField(blank=True, max_length=40)),
                ("has_findings", models.BooleanField()),
            ],
            options={
                "verbose_name_plural": "decided",
                "permissions": [("export_labels", "Can export decided photos as labels")],
            },
        ),
        migrations.CreateModel(
            name="Prices",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Write three capitals, such as EUR."
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("per_head", "a price per head"),
                            ("day_rate", "a photographer's day rate"),
                        ],
                        default="per_head",
                        max_length=10,
                        verbose_name="reckoned by",
                    ),
                ),
                (
                    "head_low",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("150"),
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="per head, from",
                    ),
                ),
                (
                    "head_high",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("500"),
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="per head, to",
                    ),
                ),
                (
                    "day_rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="day rate",
                    ),
                ),
                (
                    "heads_per_day",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="people in a day",
                    ),
                ),
                (
                    "overdue_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="a retake is overdue after so many days",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "prices",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="prices_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="DayCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("people", models.PositiveIntegerField()),
                ("approved", models.PositiveIntegerField()),
                ("needs_retake", models.PositiveIntegerField()),
                ("asked", models.PositiveIntegerField()),
                ("fix", models.PositiveIntegerField()),
                ("undecided", models.PositiveIntegerField()),
                ("waiting", models.PositiveIntegerField()),
                ("without_photo", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="day_counts",
                        to="directory.department",
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Coalesce("department", 0),
                        models.F("day"),
                        name="day_count_once_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DecidedRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=50)),
                ("is_main", models.BooleanField()),
                (
                    "decided",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="desk.decided",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["rule", "is_main"], name="decided_rule_by_rule")],
                "constraints": [
                    models.UniqueConstraint(fields=("decided", "rule"), name="decided_rule_once")
                ],
            },
        ),
    ]
