"""Indexes for the lists of people by department and by location."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_search_by_trigrams"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["location"], name="person_by_location"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["department", "status"], name="person_by_department"),
        ),
    ]
