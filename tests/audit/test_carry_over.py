"""The admin's old log becomes part of the trail, without the names that stood in it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from audit.models import Event
from directory.models import Person
from photos.models import Photo

MIGRATION = import_module("audit.migrations.0001_trail")


@pytest.mark.django_db
def test_old_entries_are_carried_over_by_key_and_field(admin_user: User) -> None:
    then = timezone.now()
    about = ContentType.objects.get_for_model(Person)
    changed = '[{"changed": {"fields": ["First name", "Email"]}}, {"added": {"object": "Amara"}}]'
    entries = [
        (about, "7", CHANGE, changed),
        (about, "7", DELETION, ""),
        (ContentType.objects.get_for_model(Photo), None, CHANGE, "5 photos exported as labels"),
    ]
    for model, key, flag, message in entries:
        LogEntry.objects.create(
            user=admin_user,
            content_type=model,
            object_id=key,
            object_repr="Amara Okafor",
            action_flag=flag,
            change_message=message,
            action_time=then,
        )
    MIGRATION.carry_over(apps, None)
    assert not LogEntry.objects.exists()
    told = list(Event.objects.order_by("pk").values_list("action", "kind", "key", "fields"))
    assert told == [
        ("person.change", "directory.person", "7", ["email", "first_name"]),
        ("person.delete", "directory.person", "7", []),
        ("labels.export", "photos.photo", "", []),
    ]
    assert {(one.who, one.at, one.door) for one in Event.objects.all()} == {
        ("admin", then, "admin")
    }
