"""What the switch for new photos decides is an approval of a pass, and nothing else."""

from django.db import migrations, models

from work.operations import AddCheckUnlocked


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("photos", "0018_photo_by_age")]

    operations = [
        AddCheckUnlocked(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("by_switch", False),
                    models.Q(
                        ("decision", "approve"), ("reviewer", None), ("verdict_then", "pass")
                    ),
                    _connector="OR",
                ),
                name="review_switch_only_approves_passes",
            ),
        ),
    ]
