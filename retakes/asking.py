"""Ask somebody for a new photo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from audit.trail import record
from directory.models import Person
from photos.models import Photo
from photos.trail import key_of
from retakes.models import Retake, retake_settings
from retakes.states import KIND

if TYPE_CHECKING:
    from django.contrib.auth.models import User

KEPT_OF_FINDINGS = ("rule", "group", "outcome", "value", "unit", "score")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: why, in HR's own words beside, and until when (None: as settings say)."""

    cause: Retake.Cause
    note: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The person's open request, and whether this very call has made it."""

    retake: Retake
    is_new: bool


@transaction.atomic
def ask(person: Person, by: User | None, wish: Wish, photo: Photo | None = None) -> Asked:
    """The person's open request, made now if there is none; `photo` is what it is about, by
    default the person's newest one.

    Who has left is not asked. Raises ValueError for them: whoever calls shows only people who
    work here.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.status != Person.Status.ACTIVE:
        raise ValueError("somebody who has left is asked for no photo")
    there = Retake.objects.open().filter(person=person).first()
    if there:
        return Asked(there, is_new=False)
    now = timezone.now()
    about = photo or newest_of(person)
    retake = Retake.objects.create(
        person=person,
        photo=about,
        cause=wish.cause,
        findings=findings_of(about),
        note=wish.note.strip(),
        due_on=wish.due_on or localdate() + timedelta(days=retake_settings().due_days),
        asked_at=now,
        asked_by=by,
        message_due_at=now,
    )
    record("retake.ask", kind=KIND, key=retake.pk, person_key=key_of(person.pk), after=wish.cause)
    return Asked(retake, is_new=True)


def ask_many(people: Iterable[Person], by: User | None, wish: Wish) -> list[Asked]:
    """Ask each of them; one transaction a person, so that nobody waits for the whole company."""
    return [ask(person, by, wish) for person in people]


def newest_of(person: Person) -> Photo | None:
    """The photo that a request is about: the newest of those for all uses."""
    newest = person.photos.newest_for("").select_related("judgement")
    photo: Photo | None = newest.first()
    return photo


def findings_of(photo: Photo | None) -> list[dict[str, Any]]:
    """What was found on the photo, as a request keeps it; nothing where it was not judged."""
    if photo is None or photo.judgement is None:
        return []
    found = photo.judgement.findings
    return [{name: one.get(name) for name in KEPT_OF_FINDINGS} for one in found]
