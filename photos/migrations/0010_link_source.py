"""Photos may come by a personal link."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("photos", "0009_cards_by_department"),
    ]

    operations = [
        migrations.AlterField(
            model_name="photo",
            name="source",
            field=models.CharField(
                choices=[
                    ("admin", "admin"),
                    ("api", "API"),
                    ("import", "import"),
                    ("link", "personal link"),
                ],
                max_length=10,
            ),
        ),
    ]
