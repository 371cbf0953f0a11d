"""Badge numbers, by which photographers may name files, and the language of messages."""

import directory.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_when_people_left"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="badge_number",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="A photographer may name files by it.",
                max_length=64,
                validators=[directory.validators.no_formula, directory.validators.no_slash],
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="language",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Of messages to them; empty: the company's.",
                max_length=10,
            ),
        ),
    ]
