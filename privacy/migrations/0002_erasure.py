"""What stays of an erasure: keys of chance, files to be removed, the day of the last purge."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_consent")]

    operations = [
        migrations.CreateModel(
            name="LeftFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("storage", models.CharField(max_length=20)),
                ("name", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="PurgeDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="ErasedKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=32, unique=True)),
                ("erased_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_at", None)),
                        fields=["erased_at"],
                        name="erasure_unfinished",
                    )
                ],
            },
        ),
    ]
