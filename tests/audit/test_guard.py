"""Nobody changes or removes what was recorded, whatever SQL they send."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.models import Event
from audit.trail import record

DELETE = "DELETE FROM audit_event"
ATTACKS = (
    "UPDATE audit_event SET who = 'somebody else'",
    DELETE,
    "INSERT INTO audit_event SELECT * FROM audit_event WHERE true "
    "ON CONFLICT (id) DO UPDATE SET who = 'somebody else'",
)
OF_SQLITE = "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event"


def attacked(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_the_database_refuses_to_change_or_remove_events() -> None:
    record("photo.approve", key=1)
    attacks = (*ATTACKS, OF_SQLITE) if connection.vendor == "sqlite" else ATTACKS
    for sql in attacks:
        with pytest.raises(IntegrityError):
            attacked(sql)
    assert [event.who for event in Event.objects.all()] != ["somebody else"]
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_models_and_querysets_are_refused_too() -> None:
    record("photo.approve", key=1)
    event = Event.objects.get()
    event.who = "somebody else"
    for deed in (event.save, event.delete, Event.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()
    assert Event.objects.get().who != "somebody else"


@pytest.mark.django_db(transaction=True)
def test_flush_empties_the_trail_and_leaves_its_guard() -> None:
    record("photo.approve", key=1)
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    assert not Event.objects.exists()
    record("photo.approve", key=2)
    with pytest.raises(IntegrityError):
        attacked(DELETE)


@pytest.mark.django_db
def test_old_events_are_trimmed_on_purpose_and_leave_one_event() -> None:
    now = timezone.now()
    Event.objects.create(action="photo.view", at=now - timedelta(days=1200))
    Event.objects.create(action="photo.view", at=now - timedelta(days=900))
    call_command("trim_audit", stdout=None)
    assert Event.objects.count() == 2  # only told
    call_command("trim_audit", "--yes")
    trimmed, kept = Event.objects.all()
    assert (trimmed.action, trimmed.count) == ("trail.trim", 1)
    assert kept.at == now - timedelta(days=900)
    with pytest.raises(IntegrityError):
        attacked(DELETE)


@pytest.mark.django_db
@pytest.mark.parametrize("before", ["tomorrow", f"{timezone.now().date()}"])
def test_what_happened_lately_cannot_be_trimmed(before: str) -> None:
    with pytest.raises(CommandError, match="--before"):
        call_command("trim_audit", "--yes", before=before)
