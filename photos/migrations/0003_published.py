"""Photos for one use alone, publications with addresses of their own, and people ready to be read.

Pictures that were cut before are cut anew when they are asked for; `manage.py clean_up` removes
the old files, and `manage.py reconcile` publishes what was approved before.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Case, F, Value, When

import photos.models


def give_keys(apps, schema_editor):
    """Every card there is gets a key of its own."""
    cards = apps.get_model("photos", "PersonCard").objects
    batch = []
    for card in cards.filter(key=None).only("pk").iterator():
        card.key = photos.models.random_key()
        batch.append(card)
        if len(batch) == 1000:
            cards.bulk_update(batch, ["key"])
            batch = []
    cards.bulk_update(batch, ["key"])


def put_purposes_aside(apps, schema_editor):
    """On the way back: photos for one use alone become earlier photos."""
    special = apps.get_model("photos", "Photo").objects.exclude(purpose="")
    was_published = When(state__in=["approved", "waived"], then=Value("superseded"))
    # Once for each row: after a second time PostgreSQL would let nobody alter the table.
    special.update(is_current=False, state=Case(was_published, default=F("state")))


class Migration(migrations.Migration):
    dependencies = [("photos", "0002_photo_fingerprint")]

    operations = [
        # --- photos by purpose ---
        migrations.RemoveConstraint(
            model_name="photo",
            name="photo_one_current_per_person",
        ),
        migrations.RemoveConstraint(
            model_name="photo",
            name="photo_one_published_per_person",
        ),
        migrations.AddField(
            model_name="photo",
            name="purpose",
            field=models.CharField(
                blank=True,
                help_text="The one use it was made for; empty: whatever it is fit for.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="photo",
            name="is_current",
            field=models.BooleanField(
                default=True, help_text="The person's newest photo for its purpose."
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("person", "purpose"),
                name="photo_one_current_per_purpose",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["approved", "waived"])),
                fields=("person", "purpose"),
                name="photo_one_published_per_purpose",
            ),
        ),
        migrations.AlterField(
            model_name="judgement",
            name="standard_version",
            field=models.CharField(max_length=40),
        ),
        # --- what is published ---
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=22, unique=True)),
                (
                    "layout",
                    models.PositiveSmallIntegerField(
                        help_text="The version of the way photos are cut."
                    ),
                ),
                ("cuts", models.JSONField(default=dict)),
                ("placeholder", models.TextField(blank=True)),
                ("colour", models.CharField(max_length=7)),
                (
                    "photo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publication",
                        to="photos.photo",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.DeleteModel(name="Rendition"),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("use", models.CharField(max_length=20)),
                (
                    "size",
                    models.PositiveSmallIntegerField(
                        help_text="Pixels of width; of a whole photo its longer side."
                    ),
                ),
                ("format", models.CharField(help_text="jpg, webp or avif.", max_length=4)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                (
                    "file",
                    models.FileField(
                        max_length=200, storage=photos.models.private_storage, upload_to=""
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("steps", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="photos.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "use", "size", "format"), name="rendition_once"
                    )
                ],
            },
        ),
        # --- people, ready to be read, and when they changed ---
        migrations.AddField(
            model_name="personcard",
            name="key",
            field=models.CharField(editable=False, max_length=32, null=True),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="personcard",
            name="key",
            field=models.CharField(
                default=photos.models.random_key,
                editable=False,
                help_text="Never reused.",
                max_length=32,
                unique=True,
            ),
        ),
        migrations.AddField(
            model_name="personcard",
            name="ready",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="personcard",
            name="changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="personcard",
            index=models.Index(fields=["changed_at", "person"], name="card_by_change"),
        ),
        migrations.CreateModel(
            name="RemovedCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=32, unique=True)),
                ("changed_at", models.DateTimeField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["changed_at"], name="removed_by_change")]},
        ),
        migrations.CreateModel(
            name="DirectoryClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, put_purposes_aside),
    ]
