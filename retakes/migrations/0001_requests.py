"""Requests for new photos, and how they go."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0007_badges_and_languages"),
        ("photos", "0016_decisions_awaited"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RetakeSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "due_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days to answer",
                    ),
                ),
                (
                    "remind_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days between reminders",
                    ),
                ),
                (
                    "most_reminders",
                    models.PositiveSmallIntegerField(default=2, verbose_name="reminders at most"),
                ),
                (
                    "expire_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days after the due date until a request expires",
                    ),
                ),
                (
                    "refusals_before_person",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="refusals by the machine before a photo may go to a person",
                    ),
                ),
                (
                    "asks_after_review",
                    models.BooleanField(
                        default=True,
                        verbose_name="ask the person when a review decides for a retake",
                    ),
                ),
                (
                    "approves_passes",
                    models.BooleanField(
                        default=False,
                        verbose_name="approve new photos that pass, without a person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "retake settings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="retake_settings_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Retake",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("opened", "opened"),
                            ("tried", "tried"),
                            ("submitted", "submitted"),
                            ("accepted", "accepted"),
                            ("waived", "waived"),
                            ("expired", "expired"),
                            ("cancelled", "cancelled"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("flagged", "the photo misses the standard"),
                            ("decided", "somebody decided so"),
                            ("missing", "there is no photo"),
                            ("outdated", "the photo is old"),
                            ("wish", "asked for by hand"),
                        ],
                        max_length=10,
                    ),
                ),
                ("findings", models.JSONField(blank=True, default=list)),
                (
                    "note",
                    models.CharField(blank=True, help_text="HR's own words.", max_length=500),
                ),
                ("due_on", models.DateField()),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("refusals", models.PositiveSmallIntegerField(default=0)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("message_due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "messages",
                    models.PositiveSmallIntegerField(default=0, help_text="Sent so far."),
                ),
                ("last_message_at", models.DateTimeField(blank=True, null=True)),
                ("person_note", models.CharField(blank=True, max_length=500)),
                (
                    "person_note_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "no note"),
                            ("refused", "sent to a person after refusals"),
                            ("not_right", "says that the machine is wrong"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("crop_accepted", models.BooleanField(default=False)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="retake_requests",
                        to="directory.person",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="retake_requests",
                        to="photos.photo",
                    ),
                ),
                (
                    "submitted",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answered_retakes",
                        to="photos.photo",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "indexes": [
                    models.Index(fields=["state", "due_on"], name="retake_by_state"),
                    models.Index(
                        condition=models.Q(("message_due_at__isnull", False)),
                        fields=["message_due_at"],
                        name="retake_message_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "opened", "tried", "submitted"])
                        ),
                        fields=("person",),
                        name="retake_one_open_per_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "asked",
                                    "opened",
                                    "tried",
                                    "submitted",
                                    "accepted",
                                    "waived",
                                    "expired",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="retake_state_known",
                    ),
                ],
            },
        ),
    ]
