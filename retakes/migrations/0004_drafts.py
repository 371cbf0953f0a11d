"""What employees had checked and have not submitted."""

import django.db.models.deletion
import django.utils.timezone
import photos.storage
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0007_badges_and_languages"),
        ("links", "0001_personal_links"),
        ("retakes", "0003_messages"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "master",
                    models.FileField(
                        max_length=200, storage=photos.storage.private_storage, upload_to=""
                    ),
                ),
                (
                    "preview",
                    models.FileField(
                        max_length=200, storage=photos.storage.private_storage, upload_to=""
                    ),
                ),
                (
                    "thumbnail",
                    models.FileField(
                        max_length=200, storage=photos.storage.private_storage, upload_to=""
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("original_name", models.CharField(blank=True, max_length=200)),
                ("format", models.CharField(max_length=10)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("captured_at", models.DateTimeField(null=True)),
                ("analysis", models.JSONField()),
                ("refusals", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "link",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="links.personlink",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photo_drafts",
                        to="directory.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="draft_by_age")],
            },
        ),
    ]
