"""A decision may be the switch's for new photos that pass."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("photos", "0016_decisions_awaited")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="by_switch",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
