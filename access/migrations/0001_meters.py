"""Meters, which count against rates and failed logins."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Meter",
            fields=[
                ("key", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("empty_at", models.FloatField(db_index=True)),
                ("filled_at", models.FloatField(default=0)),
            ],
            options={
                "default_permissions": (),
            },
        ),
    ]
