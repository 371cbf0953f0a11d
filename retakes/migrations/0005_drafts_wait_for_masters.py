"""The picture of a draft may be coded when it is submitted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retakes", "0004_drafts")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="master_waits",
            field=models.BooleanField(default=False),
        ),
    ]
