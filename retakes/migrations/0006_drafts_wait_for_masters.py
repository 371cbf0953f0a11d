"""The picture of a draft may be coded when it is submitted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retakes", "0005_messages_not_over")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="master_waits",
            field=models.BooleanField(default=False),
        ),
    ]
