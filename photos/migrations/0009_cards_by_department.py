"""Cards know the department they were written for, so that its copies lose who moves on."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def write_departments(apps, schema_editor):
    """Fill in where those who work here are listed."""
    person = apps.get_model("directory", "Person").objects.filter(pk=OuterRef("person_id"))
    cards = apps.get_model("photos", "PersonCard").objects.exclude(ready="")
    cards.update(department_id=Subquery(person.values("department_id")[:1]))


def keep_one_of_each(apps, schema_editor):
    """On the way back: a key is removed once, and not at all while somebody has it."""
    removed = apps.get_model("photos", "RemovedCard").objects
    removed.filter(key__in=apps.get_model("photos", "PersonCard").objects.values("key")).delete()
    firsts = removed.values("key").annotate(first=models.Min("pk")).values("first")
    removed.exclude(pk__in=list(firsts.values_list("first", flat=True))).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_those_of_before_see_everybody"),
        ("photos", "0008_bulk_decisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="personcard",
            name="department",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="directory.department",
            ),
        ),
        migrations.AddField(
            model_name="removedcard",
            name="department",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="directory.department",
            ),
        ),
        migrations.AlterField(
            model_name="removedcard", name="key", field=models.CharField(max_length=32)
        ),
        migrations.AddConstraint(
            model_name="removedcard",
            constraint=models.UniqueConstraint(fields=("key", "department"), name="removed_once"),
        ),
        migrations.RunPython(migrations.RunPython.noop, keep_one_of_each),
        migrations.RunPython(write_departments, migrations.RunPython.noop),
    ]
