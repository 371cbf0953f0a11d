"""Assessments remember who waits for them; those of before count as somebody's at a screen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("photos", "0010_link_source")]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="priority",
            field=models.SmallIntegerField(
                db_default=50, default=50, help_text="Of its messages: work.priorities."
            ),
        ),
    ]
