"""The one trail of who did what, kept by triggers; the admin's old log becomes part of it.

Django's log stored names of people and records. What is carried over says who, when, what kind
of record, its key and which fields, and nothing that it was called; then the old log is emptied.
Going back removes the trail and brings no old log back.
"""

import json

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from audit import guard

VERBS = {1: "add", 2: "change", 3: "delete"}
NOUNS = {"apitoken": "token"}
AT_ONCE = 1_000
LONGEST_WORD = 60  # characters: a field's label, never a text


def guard_it(apps, schema_editor):
    """Refuse changes from now on."""
    guard.install(schema_editor.connection)


def leave_it(apps, schema_editor):
    """Refuse nothing, before the table goes."""
    guard.remove(schema_editor.connection)


def carry_over(apps, schema_editor):
    """Old entries as events, without what they were called; then the old log is empty."""
    entries = apps.get_model("admin", "LogEntry").objects
    events = apps.get_model("audit", "Event").objects
    told = (
        event_of(apps, entry)
        for entry in entries.select_related("user", "content_type")
        .order_by("action_time", "pk")
        .iterator(chunk_size=AT_ONCE)
    )
    events.bulk_create(told, batch_size=AT_ONCE)
    entries.all().delete()


def event_of(apps, entry):
    """One old entry as an event, not saved."""
    model = entry.content_type.model if entry.content_type else ""
    kind = f"{entry.content_type.app_label}.{model}" if entry.content_type else ""
    action = f"{NOUNS.get(model, model)}.{VERBS.get(entry.action_flag, 'change')}"
    return apps.get_model("audit", "Event")(
        at=entry.action_time,
        door="admin",
        user_id=entry.user_id,
        who=entry.user.username,
        # The only entries without a record were those of exported labels.
        action=action if entry.object_id else "labels.export",
        kind=kind,
        key=(entry.object_id or "")[:64],
        fields=fields_in(entry.change_message),
    )


def fields_in(message):
    """The fields that an entry's message names; a message of other words says nothing."""
    try:
        parts = json.loads(message)
    except ValueError:
        return []
    changes = [part.get("changed", {}) for part in parts if isinstance(part, dict)]
    labels = [label for change in changes for label in change.get("fields", [])]
    return sorted(
        {str(label).lower().replace(" ", "_") for label in labels if len(label) <= LONGEST_WORD}
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=timezone.now)),
                ("door", models.CharField(blank=True, max_length=10)),
                ("user_id", models.BigIntegerField(null=True)),
                ("who", models.CharField(blank=True, max_length=200)),
                ("action", models.CharField(max_length=40)),
                ("kind", models.CharField(blank=True, max_length=60)),
                ("key", models.CharField(blank=True, max_length=64)),
                ("person_key", models.CharField(blank=True, max_length=32)),
                ("fields", models.JSONField(default=list)),
                ("before", models.CharField(blank=True, max_length=100)),
                ("after", models.CharField(blank=True, max_length=100)),
                ("count", models.PositiveIntegerField(default=1)),
                ("has_reason", models.BooleanField(default=False)),
                ("request_id", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ["-at", "-id"],
                "default_permissions": ["view"],
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="event_by_time"),
                    models.Index(fields=["action", "-at", "-id"], name="event_by_action"),
                    models.Index(fields=["person_key", "-at", "-id"], name="event_by_person"),
                    models.Index(fields=["who", "-at", "-id"], name="event_by_who"),
                    models.Index(fields=["key", "kind", "-at", "-id"], name="event_by_record"),
                ],
            },
        ),
        migrations.RunPython(guard_it, leave_it),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
