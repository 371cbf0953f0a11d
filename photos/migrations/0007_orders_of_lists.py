"""Indexes in the order of the admin's lists."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_people_by_place"),
        ("photos", "0006_own_standards"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="personcard", name="card_retake_worst_first"),
        migrations.AddIndex(
            model_name="personcard",
            index=models.Index(
                fields=["-needs_retake", "score", "person"], name="card_worst_first"
            ),
        ),
        migrations.AddIndex(
            model_name="personcard",
            index=models.Index(fields=["photo_state", "verdict", "person"], name="card_by_state"),
        ),
    ]
