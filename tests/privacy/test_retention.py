"""What is removed by itself after how many days, and what never is."""

from __future__ import annotations

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db.models import Model, QuerySet
from django.utils import timezone

from audit.models import Event
from config.environment import env_days
from desk.models import ImportedFile, PhotoImport
from desk.photo_import import arrivals
from directory.models import Person
from directory.roster import read_roster
from photos.imports.team import write_people
from photos.models import BulkDecision, Photo, Review
from photos.people import people_were_written
from privacy import upkeep
from privacy.erasure_rows import LeftFile, PurgeDay
from privacy.retention import purge, purge_if_due
from tests import factories
from tests.webhooks.endpoints import DATA, endpoint
from tests.work.messages import message_over
from webhooks.outbox import rows_of
from work import failures

LEFT = Person.Status.LEFT
SUPERSEDED = Photo.State.SUPERSEDED

MAIL = "20260101T000000000000-nobody-0000000"


def aged(row: Model, days: float, *columns: str) -> Any:
    """The row, as if it had been written so many days ago."""
    moment = timezone.now() - timedelta(days=days)
    of_its_kind: QuerySet[Model] = type(row)._default_manager.filter(pk=row.pk)
    of_its_kind.update(**dict.fromkeys(columns, moment))
    row.refresh_from_db()
    return row


def photo_of(person: Person, days: float, **values: Any) -> Photo:
    return aged(factories.judged_photo(person, **values), days, "uploaded_at")  # type: ignore[no-any-return]


def old_things() -> dict[str, int]:
    """Something of every kind, too old and not yet; how many of each are too old."""
    for days in (31, 29):
        left = factories.person(status=LEFT)
        factories.published_photo(left)
        aged(left, days, "left_at")
    person = factories.person("e1001")
    photo_of(person, 400, is_current=False, state=SUPERSEDED)  # followed 200 days ago
    approved_then = photo_of(person, 200, is_current=False, state=SUPERSEDED)
    photo_of(person, 100, is_current=False, state=SUPERSEDED)  # followed yesterday
    photo_of(person, 1)
    published = factories.published_photo(factories.person("e1002"))
    aged(published, 900, "uploaded_at")
    photo_of(published.person, 899)
    hr = factories.hr_user()
    decided_lately = photo_of(person, 300, is_current=False, state=SUPERSEDED, purpose="badge")
    photo_of(person, 299, purpose="badge")
    Review.objects.create(photo=decided_lately, reviewer=hr, decision="waive")
    for days in (40, 8, 6):
        for state in (PhotoImport.State.DONE, PhotoImport.State.UPLOADING):
            one = PhotoImport.objects.create(by=hr, state=state)
            one.files.create(kind="photo", name="a.jpg", state="refused", stored=arrivals.write())
            one.files.create(kind="photo", name="b.jpg", state="added", photo=approved_then)
            aged(one, days, "created_at")
    for days, folder, name in (
        *((2, "import_export", "old.csv"), (0, "import_export", "new.csv")),
        *((8, "mail", f"{MAIL}0.eml"), (6, "mail", f"{MAIL}1.eml")),
    ):
        storages[folder].save(name, ContentFile(b"x"))
        moment = (timezone.now() - timedelta(days=days)).timestamp()
        os.utime(storages[folder].path(name), (moment, moment))
    told = endpoint(hr)
    for days in (31, 1):
        (delivery,) = rows_of([told], "photo.removed", DATA, person.pk)
        delivery.save()
        aged(delivery, days, "created_at")
        aged(BulkDecision.objects.create(reviewer=hr, deed="approve", left=0), days, "asked_at")
        session = SessionStore()
        session.create()
        expires = timezone.now() + timedelta(days=15 - days)
        Session.objects.filter(session_key=session.session_key).update(expire_date=expires)
        message_over("photos.tasks.refresh_consistency", [], days=days)
        failure = failures.record("p", [], queue="q", priority=0, error="OSError", attempts=5)
        aged(failure, days, "failed_at")
    # Refused: one file of each import that is done, and both of those nobody went on with.
    return {
        "leavers": 1,
        "superseded": 2,
        "refused": 6,
        "imports": 1,
        "lists": 1,
        "messages": 2,
        "outcomes": 1,
        "mails": 1,
        "webhooks": 1,
        "sessions": 1,
    }


@pytest.mark.django_db
def test_each_kind_goes_after_its_days_and_what_is_in_use_never() -> None:
    expected = old_things()
    here = Photo.objects.filter(person__status=Person.Status.ACTIVE)
    in_use = set((here.filter(is_current=True) | here.published()).values_list("pk", flat=True))
    before = Photo.objects.count(), Person.objects.count(), PhotoImport.objects.count()
    told = StringIO()
    call_command("purge", "--dry-run", stdout=told)
    assert "Everything about people who have left, kept for 30 days: 1 would be" in told.getvalue()
    dry = {one.kept.name: one.count for one in purge(is_dry=True)}
    assert (Photo.objects.count(), Person.objects.count(), PhotoImport.objects.count()) == before
    assert not Event.objects.exists()

    done = {one.kept.name: one.count for one in purge()}

    assert done == expected
    assert dry == expected | {"imports": 2}  # the idle one is among the refused as well
    counted = dict(
        Event.objects.filter(action__startswith="purge.").values_list("action", "count")
    )
    assert counted == {f"purge.{name}": count for name, count in expected.items()}
    assert Event.objects.filter(action="person.erase").count() == 1
    still = set(Photo.objects.values_list("pk", flat=True))
    assert in_use <= still
    assert Photo.objects.filter(purpose="badge").count() == 2, "decided about lately"
    assert ImportedFile.objects.filter(state="refused").count() == 2
    assert storages["import_export"].listdir("")[1] == ["new.csv"]
    assert {one.count for one in purge()} == {0}


@pytest.mark.django_db
def test_who_comes_back_in_time_keeps_everything() -> None:
    photo = factories.published_photo(factories.person("e1001"))
    for status, is_dated in ((LEFT, True), (Person.Status.ACTIVE, False), (LEFT, True)):
        roster = read_roster(f"employee id,first name,status\ne1001,Amara,{status}\n".encode())
        write_people(roster, skip_bad=False, dry_run=False)
        photo.person.refresh_from_db()
        assert (photo.person.left_at is not None) == is_dated
    left_at = aged(photo.person, 20, "left_at").left_at
    people_were_written([photo.person_id])
    photo.person.refresh_from_db()
    assert photo.person.left_at == left_at, "the first day counts"
    purge()
    assert Photo.objects.get() == photo


@pytest.mark.django_db
def test_workers_purge_once_a_day() -> None:
    aged(factories.person(status=LEFT), 31, "left_at")
    purge_if_due()
    assert not Person.objects.exists()
    aged(factories.person(status=LEFT), 31, "left_at")
    purge_if_due()
    assert Person.objects.exists()
    PurgeDay.objects.update(day=timezone.localdate() - timedelta(days=1))
    purge_if_due()
    assert not Person.objects.exists()
    assert PurgeDay.objects.get().day == timezone.localdate()


@pytest.mark.django_db
def test_a_purge_that_fails_holds_up_no_erasure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "_not_before", timezone.now())
    (tmp_path / "no-folder").write_text("x")
    for name in ("base_location", "location"):
        monkeypatch.setitem(vars(storages["import_export"]), name, str(tmp_path / "no-folder"))
    LeftFile.objects.create(storage="private", name="masters/aa/a.jpg")
    upkeep.keep_up()
    assert LeftFile.objects.get().name == ""
    assert not PurgeDay.objects.exists(), "it is tried again"


def test_days_are_set_by_name_and_nonsense_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = {"leavers": 30, "lists": 1}
    monkeypatch.setenv("DAYS", "lists=2, leavers=60")
    assert env_days("DAYS", usual) == {"leavers": 60, "lists": 2}
    for nonsense in ("lists", "lists=-1", "lists=", "others=3"):
        monkeypatch.setenv("DAYS", nonsense)
        with pytest.raises(ValueError, match="write one of leavers, lists"):
            env_days("DAYS", usual)
