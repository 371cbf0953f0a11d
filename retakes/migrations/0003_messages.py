"""HR's own texts of messages, and the log of what was sent."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retakes", "0002_photo_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MessageTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("request", "request for a photo"),
                            ("reminder", "reminder"),
                            ("asked_again", "another photo, please"),
                            ("accepted", "the photo is in the directory"),
                            ("ended", "nothing to do any more"),
                        ],
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("subject", models.CharField(max_length=150)),
                ("body", models.TextField(max_length=5000)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a message",
                "verbose_name_plural": "texts of messages",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "language"), name="message_text_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SentMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("request", "request for a photo"),
                            ("reminder", "reminder"),
                            ("asked_again", "another photo, please"),
                            ("accepted", "the photo is in the directory"),
                            ("ended", "nothing to do any more"),
                        ],
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("address", models.EmailField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("retrying", "is tried again"),
                            ("failed", "could not be sent"),
                            ("unsure", "may not have been sent"),
                            ("dropped", "no longer needed"),
                        ],
                        default="sending",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=1)),
                ("begun_at", models.DateTimeField(db_index=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=100)),
                (
                    "retake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sent",
                        to="retakes.retake",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "ordering": ["-begun_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["sending", "sent", "retrying", "failed", "unsure", "dropped"],
                            )
                        ),
                        name="message_state_known",
                    )
                ],
            },
        ),
    ]
