"""Failures for people to retry, paused queues, living workers, and slots of the schedule."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Failure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                ("args", models.JSONField(default=list)),
                ("queue", models.CharField(max_length=32)),
                ("priority", models.SmallIntegerField(default=0)),
                ("error", models.CharField(max_length=300)),
                ("attempts", models.PositiveSmallIntegerField()),
                ("failed_at", models.DateTimeField(db_index=True)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("path", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("slot", models.DateTimeField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="WorkerHeartbeat",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("host", models.CharField(max_length=100)),
                ("since", models.DateTimeField()),
                ("heartbeat", models.DateTimeField(db_index=True)),
                ("concurrency", models.PositiveSmallIntegerField()),
                ("queues", models.JSONField(default=list)),
                ("running", models.JSONField(default=list)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("queue", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("since", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
    ]
