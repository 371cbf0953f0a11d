"""The few messages that are on their way are found without a look at all that went."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retakes", "0004_drafts")]

    operations = [
        migrations.AddIndex(
            model_name="sentmessage",
            index=models.Index(
                fields=["state"],
                condition=models.Q(state__in=["sending", "retrying"]),
                name="message_not_over",
            ),
        )
    ]
