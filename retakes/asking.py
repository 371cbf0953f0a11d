"""Ask somebody for a new photo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from audit.trail import record
from directory.models import Person
from photos import reviews
from photos.ages import is_outdated
from photos.judgements import lock_people
from photos.models import Photo
from photos.quality.explain_person import as_kept
from photos.trail import key_of
from retakes import states
from retakes.announcing import announce_state
from retakes.models import Retake, retake_settings

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MAY_DECIDE = "photos.change_photo"


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
    retake = Retake(
        person=person,
        photo=photo or newest_of(person),
        cause=wish.cause,
        note=wish.note.strip(),
        due_on=wish.due_on or usual_due_day(),
        asked_at=timezone.now(),
        asked_by=by,
    )
    retake.save()
    begin(retake)
    return Asked(retake, is_new=True)


@transaction.atomic
def begin(retake: Retake) -> bool:
    """Send a request on its way whose row was just written: what was found, the first message.
    Whether that is new.

    Asking because of a verdict is a decision about the photo as well, if whoever asks may
    decide: it is not left in review to be decided once more.
    """
    lock_people([retake.person_id])  # the person first, as everywhere
    photo = Photo.objects.select_related("judgement").filter(pk=retake.photo_id or 0).first()
    columns: dict[str, Any] = {"findings": findings_of(photo), "message_due_at": timezone.now()}
    if not Retake.objects.unbegun().filter(pk=retake.pk).update(**columns):
        return False
    key = key_of(retake.person_id)
    record("retake.ask", kind=states.KIND, key=retake.pk, person_key=key, after=retake.cause)
    by = retake.asked_by
    if photo and retake.cause == Retake.Cause.FLAGGED and by and by.has_perm(MAY_DECIDE):
        reviews.ask_retake(photo, by, retake.note)
    retake.refresh_from_db()
    announce_state(retake)
    return True


def remind(retake: Retake) -> bool:
    """Let the next message go now, where one is still allowed; one that never began, begins."""
    return begin(retake) or states.remind(retake)


def cause_for(photo: Photo | None) -> Retake.Cause:
    """Why a new photo may be asked for, where nobody says another reason."""
    if photo is None:
        return Retake.Cause.MISSING
    if photo.state == Photo.State.RETAKE_ASKED:
        return Retake.Cause.DECIDED
    if photo.needs_retake:
        return Retake.Cause.FLAGGED
    return Retake.Cause.OUTDATED if is_outdated(photo) else Retake.Cause.WISH


def usual_due_day() -> date:
    """The day until which people have time, as the settings say."""
    return localdate() + timedelta(days=retake_settings().due_days)


def newest_of(person: Person) -> Photo | None:
    """The photo that a request is about: the newest of those for all uses."""
    newest = person.photos.newest_for("").select_related("judgement")
    photo: Photo | None = newest.first()
    return photo


def findings_of(photo: Photo | None) -> list[dict[str, Any]]:
    """What was found on the photo, as a request keeps it; nothing where it was not judged."""
    if photo is None or photo.judgement is None:
        return []
    return as_kept(photo.judgement.findings, photo.judgement.shot_type)
