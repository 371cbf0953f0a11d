"""An index for how many were measured in the last minutes, made while others write."""

from django.db import migrations, models

from work.operations import AddIndexUnlocked


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("photos", "0014_lists_of_a_hundred_thousand")]

    operations = [
        AddIndexUnlocked(
            "assessment",
            models.Index(
                fields=["finished_at"],
                condition=models.Q(finished_at__isnull=False),
                name="assessment_by_end",
            ),
        ),
    ]
