"""Decisions that can be taken back, approval with the proposed crop, and an index for the queue.

On the way back, decisions that were taken back go, and approval with a crop is plain approval.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATES = [
    ("waiting", "waiting to be measured"),
    ("in_review", "in review"),
    ("approved", "approved"),
    ("waived", "waived"),
    ("retake_asked", "retake asked"),
    ("superseded", "superseded"),
    ("failed", "could not be measured"),
]


def as_older_versions_know_them(apps, schema_editor):
    """Leave no decision that would be read as another one."""
    reviews = apps.get_model("photos", "Review").objects
    reviews.exclude(undone_at=None).delete()
    reviews.filter(decision="use_crop").update(decision="approve")


class Migration(migrations.Migration):
    dependencies = [
        ("photos", "0004_team_looks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="replaced",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="photos.photo",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="replaced_state",
            field=models.CharField(blank=True, choices=STATES, max_length=20),
        ),
        migrations.AddField(
            model_name="review",
            name="state_then",
            field=models.CharField(blank=True, choices=STATES, max_length=20),
        ),
        migrations.AddField(
            model_name="review",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="review",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="review",
            name="decision",
            field=models.CharField(
                choices=[
                    ("approve", "approve"),
                    ("use_crop", "approve with the proposed crop"),
                    ("waive", "waive"),
                    ("ask_retake", "ask for a retake"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                condition=models.Q(("is_current", True), ("state", "in_review")),
                fields=["score", "id"],
                name="photo_to_decide",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, as_older_versions_know_them),
    ]
