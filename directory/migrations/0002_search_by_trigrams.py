"""Searching within words by index, on PostgreSQL; and Müller is found as Mueller, Sørensen as
Sorensen."""

from itertools import batched

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from directory.names import search_text

SOURCES = ("first_name", "last_name", "email", "employee_id")
PEOPLE_AT_ONCE = 1_000


class OnPostgres(migrations.AddIndex):
    """An index that other databases do without."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Make it on PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Drop it on PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)


def fold_anew(apps, schema_editor):
    """Write the searched columns of people whose names are not plain letters."""
    people = apps.get_model("directory", "Person").objects
    for some in batched(people.only(*SOURCES).iterator(), PEOPLE_AT_ONCE):
        changed = []
        for person in some:
            texts = [getattr(person, source) for source in SOURCES]
            if not "".join(texts).isascii():
                first, last, email, employee_id = texts
                person.search = search_text(first, last, email, employee_id)
                person.name_search = search_text(first, last, employee_id)
                changed.append(person)
        people.bulk_update(changed, ["search", "name_search"])


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        TrigramExtension(),
        OnPostgres(
            "person",
            GinIndex(fields=["search"], name="person_search", opclasses=["gin_trgm_ops"]),
        ),
        OnPostgres(
            "person",
            GinIndex(
                fields=["name_search"], name="person_name_search", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.RunPython(fold_anew, migrations.RunPython.noop),
    ]
