"""Imports of photos and their files."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_saved_lists"),
        ("directory", "0003_people_by_place"),
        ("photos", "0007_orders_of_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PhotoImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploading", "files are arriving"),
                            ("confirming", "to be confirmed"),
                            ("running", "being taken in"),
                            ("done", "done"),
                            ("cancelled", "cancelled"),
                        ],
                        default="uploading",
                        max_length=12,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("runner", models.CharField(blank=True, max_length=32)),
                ("lease_until", models.DateTimeField(null=True)),
                ("problem", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ImportedFile",
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
                            ("photo", "photo"),
                            ("archive", "ZIP"),
                            ("people", "people list"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("stored", models.CharField(blank=True, max_length=100)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "candidates",
                    models.JSONField(
                        default=list, help_text="People it may show, likeliest first."
                    ),
                ),
                (
                    "matched_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("list", "people list"),
                            ("employee_id", "employee id"),
                            ("email", "e-mail address"),
                            ("name", "name"),
                            ("similar", "similar name"),
                            ("hand", "by hand"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "clarity",
                    models.CharField(
                        blank=True,
                        choices=[("sure", "sure"), ("unclear", "unclear"), ("nobody", "nobody")],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("arriving", "arriving"),
                            ("arrived", "arrived"),
                            ("ready", "ready"),
                            ("added", "taken in"),
                            ("unchanged", "there already"),
                            ("refused", "refused"),
                            ("left_out", "left out"),
                        ],
                        default="arriving",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.person",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="photos.photo",
                    ),
                ),
                (
                    "photo_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="desk.photoimport",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "indexes": [
                    models.Index(fields=["photo_import", "state"], name="imported_file_by_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("sha256", ""), _negated=True),
                        fields=("photo_import", "name", "sha256"),
                        name="imported_file_once",
                    )
                ],
            },
        ),
    ]
