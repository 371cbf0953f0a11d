"""Consent to the comparison of faces, and the descriptions that exist by it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0005_those_of_before_see_everybody"),
        ("photos", "0010_link_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FaceEncoding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField(blank=True)),
                ("version", models.CharField(max_length=20)),
                ("computed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "photo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="face_encoding",
                        to="photos.photo",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text_version", models.CharField(max_length=20)),
                (
                    "given_by",
                    models.CharField(
                        choices=[("link", "by personal link"), ("form", "by a signed form")],
                        max_length=10,
                    ),
                ),
                ("link_id", models.BigIntegerField(editable=False, null=True)),
                (
                    "form_note",
                    models.CharField(
                        blank=True, help_text="Where the signed form is kept.", max_length=200
                    ),
                ),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="directory.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-given_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("person",),
                        name="consent_one_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_by", "link"), ("link_id__isnull", False)),
                            models.Q(
                                ("given_by", "form"), models.Q(("form_note", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="consent_has_proof",
                    ),
                ],
            },
        ),
    ]
