"""Somebody whose every value is a word that stands nowhere else, with rows of every kind."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from model_bakery import baker

from desk.lists.rows import SavedList
from desk.models import Decided, DecidedRule, PhotoImport, ReviewClaim
from desk.photo_import import arrivals
from directory.models import Person
from photos import renditions, reviews
from photos.bulk_decisions import decide_later
from photos.models import Assessment, BulkDecision, Photo
from photos.people import people_were_written
from photos.tasks import assess_photo
from privacy.belongings import belongings
from tests import factories
from tests.webhooks.endpoints import endpoint
from tests.work.messages import message_over
from work import failures

WORDS = {
    "first_name": "Zolverine",
    "last_name": "Quxmärk",
    "email": "z.quxmark@frobnitz.example",
    "employee_id": "zq-77431",
    "job_title": "Glimmerwright",
    "location": "Ostrovania",
}
ORIGINAL_NAME = "wuntzel-portrait.jpg"
REASON = "Her sabbatical in Thrumbia"

# What rows of some tables must have, by their constraints.
NEEDED: dict[str, dict[str, Any]] = {
    "privacy.Consent": {"given_by": "form", "form_note": "Drawer of Thrumbia"},
}


@dataclass(frozen=True)
class Known:
    """The person with every word that must be gone afterwards."""

    person: Person
    key: str
    token: str
    words: tuple[str, ...]


def somebody_known() -> Known:
    """The person, a photo that is published, one before it, and all that names them."""
    person = factories.person(department="Zeppelins", **WORDS)
    before = factories.judged_photo(person, is_current=False, state=Photo.State.SUPERSEDED)
    photo = factories.filed(factories.judged_photo(person, original_name=ORIGINAL_NAME))
    hr = factories.hr_user()
    endpoint(hr)  # is told of the approval
    reviews.approve(photo, hr)
    review = photo.reviews.get()
    review.reason, review.replaced = REASON, before
    review.save()
    decided, _ = Decided.objects.get_or_create(review=review, defaults={"has_findings": True})
    DecidedRule.objects.create(decided=decided, rule="head_height", is_main=True)
    photo.refresh_from_db()
    made = renditions.rendition(photo.publication, "directory", 240)
    now = timezone.now()
    ReviewClaim.objects.create(photo=photo, reviewer=hr, since=now, until=now)
    named_elsewhere(person, photo)
    people_were_written([person.pk])
    fill_further_tables(person)
    files = (photo.master, photo.preview, photo.thumbnail, before.master, made.file)
    words = (*WORDS.values(), "Quxmaerk", ORIGINAL_NAME, REASON, photo.sha256, before.sha256)
    random = (photo.publication.token, made.sha256, *(str(file) for file in files))
    return Known(person, person.card.key, photo.publication.token, (*words, *random))


def fill_further_tables(person: Person) -> None:
    """A row in every table of a person's that has none yet, so that a new one is tried too."""
    there = {one.model: one for one in belongings()}
    for belonging in there.values():
        if not belonging.rows([person.pk]).exists():
            owner = belonging.path.split("__")[0]
            field = belonging.model._meta.get_field(owner)
            rows = there[field.related_model].rows([person.pk])  # type: ignore[index]
            values: dict[str, Any] = {owner: rows.first()} | NEEDED.get(belonging.label, {})
            baker.make(belonging.model, **values)


def named_elsewhere(person: Person, photo: Photo) -> None:
    """Rows and files that name the person, without a foreign key or with one."""
    hr, other = factories.hr_user(), factories.person("e1002")
    over = PhotoImport.objects.create(by=hr, state=PhotoImport.State.DONE)
    waiting = PhotoImport.objects.create(by=hr)
    over.files.create(kind="photo", name=ORIGINAL_NAME, person=person, photo=photo)
    over.files.create(kind="photo", name="Quxmärk_Zolverine.jpg", state="refused")
    over.files.create(kind="photo", name="zolverine quxmaerk.png", person=other)
    waiting.files.create(
        kind="photo",
        name="DSC_0815.jpg",
        state="arrived",
        candidates=[person.pk, other.pk],
        stored=arrivals.write(factories.picture("e1003")),
    )
    waiting.files.create(kind="photo", name="b.jpg", candidates=[other.pk, person.pk])
    line = ",".join(WORDS.values()).encode()
    waiting.files.create(kind="people", name="a.csv", state="arrived", stored=arrivals.write(line))
    storages["import_export"].save("looked-at.csv", ContentFile(line))
    SavedList.objects.create(owner=hr, of="people", name="one", query="q=Zolverine+Quxm%C3%A4rk")
    SavedList.objects.create(owner=hr, of="people", name="two", query="q=zolv+quxm")
    SavedList.objects.create(owner=hr, of="people", name="For Quxmärk, Zolverine")
    BulkDecision.objects.create(reviewer=hr, deed="waive", left=9, reason=f"As {person} asked")
    LogEntry.objects.create(
        user=hr,
        content_type=ContentType.objects.get_for_model(Person),
        object_id=str(person.pk),
        object_repr=str(person),
        action_flag=CHANGE,
    )
    session = SessionStore()
    session["_messages"] = json.dumps([["__json_message", 0, 25, f"{person} was changed."]])
    session.create()
    messages_about(
        photo.assessments.get(), f"Key (email)=({person.email}) exists.", f"{person} is away."
    )


def messages_about(assessment: Assessment, traceback: str, reason: str) -> None:
    """A message to measure the photo, one that has failed, and some that named the person."""
    assess_photo.enqueue(assessment.pk)
    path, told = decide_later.module_path, ["waive", [], 1, reason]
    message_over(assess_photo.module_path, [assessment.pk], traceback=traceback)
    message_over("photos.tasks.refresh_consistency", [], traceback=traceback)
    message_over(path, told)
    for failed, args in ((assess_photo.module_path, [assessment.pk]), (path, told)):
        failures.record(failed, args, queue="default", priority=0, error="OSError", attempts=5)
