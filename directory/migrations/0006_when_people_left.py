"""When people left, from which on they are kept for some days only (docs/privacy.md).

Of those who had left before, nobody knows when: they count as having left today.
"""

from typing import Any

from django.db import migrations, models
from django.utils import timezone


def left_today(apps: Any, schema_editor: Any) -> None:
    """Date those who have left already."""
    left = apps.get_model("directory", "Person").objects.filter(status="left")
    left.update(left_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_those_of_before_see_everybody")]

    operations = [
        migrations.AlterModelOptions(
            name="person",
            options={
                "ordering": ["last_name", "first_name", "id"],
                "permissions": [
                    ("see_all_departments", "Can see the people of all departments"),
                    ("export_person", "Can export all that is kept about a person"),
                ],
                "verbose_name_plural": "people",
            },
        ),
        migrations.AddField(
            model_name="person",
            name="left_at",
            field=models.DateTimeField(
                editable=False,
                help_text="When they were first said to have left.",
                null=True,
            ),
        ),
        migrations.RunPython(left_today, migrations.RunPython.noop),
    ]
