"""An index for what is pending or lost of one priority, made while others write."""

from django.db import migrations, models

from work.operations import AddIndexUnlocked


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("photos", "0011_assessment_priority")]

    operations = [
        AddIndexUnlocked(
            "assessment",
            models.Index(fields=["state", "priority", "due_at"], name="assessment_turn"),
        ),
    ]
