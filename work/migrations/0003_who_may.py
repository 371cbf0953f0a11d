"""The two permissions of the page of background work."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("work", "0002_jobs")]

    operations = [
        migrations.AlterModelOptions(
            name="pause",
            options={
                "default_permissions": (),
                "permissions": [
                    ("view_work", "Can watch background work"),
                    ("manage_work", "Can pause, retry and begin background work"),
                ],
            },
        ),
    ]
