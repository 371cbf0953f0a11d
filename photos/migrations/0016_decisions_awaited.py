"""What a decision about many photos is still to be made about, and its reason, until it was."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("photos", "0015_assessments_by_end"),
    ]

    operations = [
        migrations.AddField(
            model_name="bulkdecision",
            name="reason",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.CreateModel(
            name="AwaitedDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen", models.CharField(max_length=80)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awaited",
                        to="photos.bulkdecision",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="photos.photo",
                    ),
                ),
            ],
        ),
    ]
