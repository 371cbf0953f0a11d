"""Whatever is done leaves its event, and no event a personal value."""

from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import serializers
from django.core.files.storage import storages
from django.http import FileResponse
from django.test import Client
from pytest_django.fixtures import Settings

from audit.admin_pages import Trailed
from audit.models import Event
from audit.words import PHRASES
from retakes.models import RetakeSettings
from tests.audit.deeds import ALL_MARKS, all_deeds, world


def test_every_class_of_the_admin_tells_the_trail() -> None:
    registered = admin.site._registry.values()
    assert [type(one) for one in registered if not isinstance(one, Trailed)] == []


@pytest.mark.django_db
def test_every_deed_leaves_its_event_and_no_event_tells_a_personal_value(
    admin_client: Client,
    admin_user: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    monkeypatch.setitem(vars(storages["arrivals"]), "location", str(tmp_path / "arrivals"))
    monkeypatch.setitem(vars(storages["arrivals"]), "base_location", tmp_path / "arrivals")
    lists = settings.STORAGES["import_export"]
    options = lists["OPTIONS"] | {"location": tmp_path / "lists"}
    settings.STORAGES = settings.STORAGES | {"import_export": lists | {"OPTIONS": options}}
    RetakeSettings.objects.create(pk=1, asks_after_review=False)  # retakes have deeds of their own
    of = world(admin_client, admin_user, tmp_path)
    person_key = of.person.card.key
    missed = []
    for deed in all_deeds(of):
        known = Event.objects.count()
        answer = deed.do()
        if isinstance(answer, FileResponse):
            b"".join(answer)  # read to its end it is closed
        told = " ".join(Event.objects.order_by("pk")[known:].values_list("action", flat=True))
        missed += [(told, deed.actions)] if told != deed.actions else []
    assert missed == []
    stored = serializers.serialize("json", Event.objects.all())
    assert [mark for mark in ALL_MARKS if mark.casefold() in stored.casefold()] == []
    assert Event.objects.filter(person_key=person_key, action="photo.upload").count() == 2
    assert Event.objects.filter(who="token: payroll", action="photo.upload", door="api").exists()
    uploads = Event.objects.filter(action="photo.upload", door="worker", who="admin")
    assert uploads.count() == 1
    (given,) = Event.objects.filter(action="user.change", kind="auth.user").exclude(
        fields=["password"]
    )
    assert given.fields == ["first_name", "user_permissions +photos.view_photo"]
    assert not LogEntry.objects.exists()
    assert {event.action for event in Event.objects.all()} <= set(PHRASES)
