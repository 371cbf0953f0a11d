"""What each purge removes: functions of the moment before which things count as old.

With `is_dry` they only count. Published and current photos of people who work here are never
among it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.db.models import Exists, OuterRef, Q, QuerySet

from desk.photo_import.keeping import discard
from desk.photo_import.purging import forget_old
from desk.photo_import.rows import ImportedFile, PhotoImport
from desk.photo_import.running import cancel
from directory.models import Person
from photos.models import PUBLISHED_STATES, BulkDecision, Photo, Review
from photos.storage import is_older, stored_names
from privacy.erasing import erase_people, erase_photos
from privacy.mail_files import STORAGE, mail_files
from webhooks.models import Delivery
from work.engines.chosen import engine
from work.models import Failure

State = ImportedFile.State


def leavers(before: datetime, is_dry: bool) -> int:
    """People who left before then. Whoever comes back in time keeps everything."""
    Person.objects.filter(status=Person.Status.LEFT, left_at=None).note_leaving()
    left = Person.objects.filter(status=Person.Status.LEFT, left_at__lt=before)
    if is_dry:
        return left.count()
    return erase_people(left.values_list("pk", flat=True))


def superseded(before: datetime, is_dry: bool) -> int:
    """Photos that were neither current nor published since then, nor decided about."""
    photos = _out_of_use_since(before)
    if is_dry:
        return photos.count()
    return erase_photos(photos.values_list("pk", flat=True))


def _out_of_use_since(before: datetime) -> QuerySet[Photo]:
    """By the upload of what followed it, and the decisions about it or that replaced it."""
    of_the_same = Photo.objects.filter(person=OuterRef("person"), purpose=OuterRef("purpose"))
    followed = of_the_same.filter(uploaded_at__gt=OuterRef("uploaded_at"))
    decided = Review.objects.filter(Q(photo=OuterRef("pk")) | Q(replaced=OuterRef("pk")))
    lately = Q(created_at__gte=before) | Q(undone_at__gte=before)
    out_of_use = Photo.objects.filter(is_current=False, uploaded_at__lt=before).exclude(
        state__in=PUBLISHED_STATES
    )
    return out_of_use.filter(
        Exists(followed.filter(uploaded_at__lt=before)) | ~Exists(followed),
        ~Exists(decided.filter(lately)),
    )


def refused(before: datetime, is_dry: bool) -> int:
    """Files of imports that were refused or left out, and imports nobody went on with."""
    idle = PhotoImport.objects.unfinished().filter(created_at__lt=before)
    idle = idle.exclude(state=PhotoImport.State.RUNNING)
    kept_out = ImportedFile.objects.filter(
        state__in=[State.REFUSED, State.LEFT_OUT], photo_import__created_at__lt=before
    )
    waiting = ImportedFile.objects.filter(photo_import__in=idle)
    count = ImportedFile.objects.filter(
        Q(pk__in=kept_out.values("pk")) | Q(pk__in=waiting.values("pk"))
    ).count()
    if not is_dry:
        discard(list(kept_out.exclude(stored="")))
        kept_out.delete()
        for photo_import in idle:
            cancel(photo_import)
            photo_import.delete()
    return count


def imports(before: datetime, is_dry: bool) -> int:
    """Whole imports with their reports."""
    old = PhotoImport.objects.filter(created_at__lt=before)
    return old.count() if is_dry else forget_old()


def lists(before: datetime, is_dry: bool) -> int:
    """Staff lists that somebody looked at in the admin and never confirmed."""
    storage = storages["import_export"]
    # Others import or remove theirs meanwhile.
    old = [name for name in list(stored_names(storage)) if is_older(storage, name, before)]
    if not is_dry:
        for name in old:
            storage.delete(name)
    return len(old)


def mails(before: datetime, is_dry: bool) -> int:
    """Mails in the folder: they hold personal links."""
    storage = storages[STORAGE]
    old = [name for name, _about in list(mail_files()) if is_older(storage, name, before)]
    if not is_dry:
        for name in old:
            storage.delete(name)
    return len(old)


def messages(before: datetime, is_dry: bool) -> int:
    """The queue's record of finished work, and failures that nobody saw to; what came of the
    work stands in our own rows."""
    failures = _remove(Failure.objects.filter(failed_at__lt=before), is_dry)
    return failures + _remove(engine().over(before), is_dry)


def outcomes(before: datetime, is_dry: bool) -> int:
    """What became of decisions about many photos, for those who never came to read it."""
    return _remove(BulkDecision.objects.filter(asked_at__lt=before), is_dry)


def webhooks(before: datetime, is_dry: bool) -> int:
    """What was told to other systems, however that ended."""
    return _remove(Delivery.objects.filter(created_at__lt=before), is_dry)


def sessions(before: datetime, is_dry: bool) -> int:
    """Logins that were over by then."""
    return _remove(Session.objects.filter(expire_date__lt=before), is_dry)


def _remove(rows: QuerySet[Any], is_dry: bool) -> int:
    """How many rows there were, all of them removed unless it is dry."""
    if is_dry:
        return rows.count()
    return rows.delete()[1].get(rows.model._meta.label, 0)
