"""A decision may be the switch's for new photos that pass: an approval, and nothing else."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("photos", "0016_decisions_awaited"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="by_switch",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
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
