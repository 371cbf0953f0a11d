"""People are told of their photo day: what it says, and of which day they know."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retakes", "0006_drafts_wait_for_masters"),
    ]

    operations = [
        migrations.AddField(
            model_name="photoday",
            name="told",
            field=models.CharField(
                blank=True,
                help_text="Room and times: this stands in their message and on their page.",
                max_length=500,
                verbose_name="what the people are told",
            ),
        ),
        migrations.AddField(
            model_name="retake",
            name="told_day",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="messagetemplate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("request", "request for a photo"),
                    ("photo_day", "photo day"),
                    ("day_off", "the photo day is off"),
                    ("reminder", "reminder"),
                    ("asked_again", "another photo, please"),
                    ("accepted", "the photo is in the directory"),
                    ("ended", "nothing to do any more"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="photoday",
            name="note",
            field=models.CharField(
                blank=True,
                help_text="What else the photographer must know; the people do not see it.",
                max_length=500,
                verbose_name="note for the photographer",
            ),
        ),
        migrations.AlterField(
            model_name="sentmessage",
            name="kind",
            field=models.CharField(
                choices=[
                    ("request", "request for a photo"),
                    ("photo_day", "photo day"),
                    ("day_off", "the photo day is off"),
                    ("reminder", "reminder"),
                    ("asked_again", "another photo, please"),
                    ("accepted", "the photo is in the directory"),
                    ("ended", "nothing to do any more"),
                ],
                max_length=20,
            ),
        ),
    ]
