"""Rows that name people without a foreign key to them: what becomes of them in an erasure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePosixPath

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop

from desk.lists.rows import SavedList
from desk.photo_import import keeping
from desk.photo_import.rows import ImportedFile, PhotoImport
from directory.models import Person
from photos.bulk_decisions import decide_later
from photos.models import Assessment, BulkDecision, PersonCard, Photo
from photos.storage import stored_names
from photos.tasks import assess_photo
from privacy.erasure_rows import LeftFile
from privacy.mail_files import STORAGE, mail_files, words_of
from privacy.marks import Marks
from webhooks.models import Delivery
from work import failures
from work.engines.chosen import engine
from work.models import Failure

ROWS_AT_ONCE = 2_000
LIST_GONE = gettext_noop("Somebody was erased meanwhile: please send the people list again.")


def forget(marks: Marks) -> None:
    """Remove or change every row that names these people though it isn't theirs.

    Call it in the transaction that erases them, before their rows go.
    """
    forget_waiting_lists()
    forget_mails(marks)
    forget_imported_files(marks)
    forget_saved_lists(marks)
    forget_admin_log(marks)
    forget_session_messages(marks)
    forget_tracebacks(marks)
    forget_reasons(marks)
    forget_deliveries(marks)


def forget_waiting_lists() -> None:
    """Let go of every staff list that waits to be taken in: it may bring the people back.

    Whoever was looking at one is told to choose the file again.
    """
    leave("import_export", stored_names(storages["import_export"]))
    for file in ImportedFile.objects.filter(kind=ImportedFile.Kind.PEOPLE).select_related(
        "photo_import"
    ):
        leave("arrivals", [file.stored])
        if file.photo_import.state == PhotoImport.State.UPLOADING:
            keeping.refuse(file.photo_import, file.name, LIST_GONE)
        file.delete()


def forget_mails(marks: Marks) -> None:
    """Let go of every mail in the folder that is about them, or names them to somebody else."""
    keys = set(
        PersonCard.objects.filter(person__in=marks.person_ids).values_list("key", flat=True)
    )
    files = list(mail_files())
    leave(
        STORAGE, [name for name, about in files if about in keys or marks.are_in(words_of(name))]
    )


def forget_imported_files(marks: Marks) -> None:
    """Remove what was brought in for them or is named after them, and them as candidates."""
    gone: list[ImportedFile] = []
    for file in ImportedFile.objects.iterator(ROWS_AT_ONCE):
        is_named = marks.are_in(file.name)
        likeliest = file.candidates[0] if file.candidates else None
        shown = {file.person_id or likeliest}
        if shown & marks.person_ids or (is_named and file.person_id is None):
            gone.append(file)
        elif is_named or marks.person_ids & set(file.candidates):
            _without(file, marks.person_ids, is_named)
    leave("arrivals", [file.stored for file in gone])
    ImportedFile.objects.filter(pk__in=[file.pk for file in gone]).delete()


def _without(file: ImportedFile, ids: frozenset[int], is_named: bool) -> None:
    """Somebody else's file no longer tells of these people."""
    file.candidates = [one for one in file.candidates if one not in ids]
    if is_named:
        file.name = f"{file.pk}{PurePosixPath(file.name).suffix}"
    file.save(update_fields=["candidates", "name"])


def forget_saved_lists(marks: Marks) -> None:
    """Remove saved lists named after them, and searches that find nobody but them."""
    others = Person.objects.exclude(pk__in=marks.person_ids)
    theirs = Person.objects.filter(pk__in=marks.person_ids)
    for saved in SavedList.objects.all():
        words = QueryDict(saved.query).get("q", "")
        finds_them = bool(words) and theirs.matching(words).exists()
        finds_only_them = finds_them and not others.matching(words).exists()
        if finds_only_them or marks.are_in(saved.name) or marks.are_in(words):
            saved.delete()


def forget_admin_log(marks: Marks) -> None:
    """Remove lines of Django's own log of the admin: they hold names. The trail is audit's."""
    photos = Photo.objects.filter(person__in=marks.person_ids).values_list("pk", flat=True)
    kinds = ContentType.objects.get_for_models(Person, Photo)
    named = Q(content_type=kinds[Person], object_id__in=[str(pk) for pk in marks.person_ids])
    named |= Q(content_type=kinds[Photo], object_id__in=[str(pk) for pk in photos])
    for text in marks.texts:
        named |= Q(object_repr__icontains=text) | Q(change_message__icontains=text)
    LogEntry.objects.filter(named).delete()


def forget_session_messages(marks: Marks) -> None:
    """Remove sentences that wait in sessions for somebody's next page and name them."""
    for session in Session.objects.iterator(ROWS_AT_ONCE):
        values = session.get_decoded()
        waiting = json.loads(values.get(SessionStorage.session_key, "[]"))
        if marks.are_in(json.dumps(waiting, ensure_ascii=False)):
            del values[SessionStorage.session_key]
            session.session_data = Session.objects.encode(values)
            session.save(update_fields=["session_data"])


def forget_tracebacks(marks: Marks) -> None:
    """Remove messages of work that is over whose report of a fault quotes their values, or that
    hold a reason which somebody typed, as earlier versions' do: it may name them."""
    engine().forget_quoting(sorted(marks.texts), [decide_later.module_path])
    Failure.objects.filter(path=decide_later.module_path).delete()


def forget_reasons(marks: Marks) -> None:
    """Replace reasons of decisions that follow in the background and name them."""
    for run in BulkDecision.objects.exclude(reason=""):
        if marks.are_in(run.reason):
            gone = gettext("The reason named somebody who was erased meanwhile.")
            BulkDecision.objects.filter(pk=run.pk).update(reason=gone)


def forget_deliveries(marks: Marks) -> None:
    """Remove what other systems were told of them or are to be told: it holds employee ids."""
    Delivery.objects.filter(about__in=marks.person_ids).delete()


def forget_messages() -> bool:
    """Remove the messages about assessments that are gone; whether none is left.

    One that a worker is just running stays until it has ended: the worker writes into it.
    """
    there = Assessment.objects.all()
    failures.forget_lost(assess_photo.module_path, there)
    return engine().forget_lost(assess_photo.module_path, there)


def leave(storage: str, names: Iterable[str]) -> None:
    """Write down files of a storage that are to be removed after the transaction."""
    LeftFile.objects.bulk_create(LeftFile(storage=storage, name=name) for name in names if name)
