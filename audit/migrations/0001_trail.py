"""The one trail of who did what."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("door", models.CharField(blank=True, max_length=10)),
                ("user_id", models.BigIntegerField(null=True)),
                ("who", models.CharField(blank=True, max_length=200)),
                ("action", models.CharField(db_index=True, max_length=40)),
                ("kind", models.CharField(blank=True, max_length=60)),
                ("key", models.CharField(blank=True, max_length=64)),
                ("person_key", models.CharField(blank=True, db_index=True, max_length=32)),
                ("fields", models.JSONField(default=list)),
                ("before", models.CharField(blank=True, max_length=100)),
                ("after", models.CharField(blank=True, max_length=100)),
                ("count", models.PositiveIntegerField(default=1)),
                ("has_reason", models.BooleanField(default=False)),
                ("request_id", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
    ]
