"""Requests follow what happens to photos, whoever did it: HR, an import, the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from links.models import LIFE
from photos.events import PhotoEvent
from photos.models import Photo, Review
from retakes import states
from retakes.asking import Wish, ask, findings_of
from retakes.models import Retake, retake_settings

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def follow(event: PhotoEvent, photos: Sequence[Photo], by: User | None, **_: Any) -> None:
    """A receiver of photos.events.photo_event; photos for one use alone concern no request."""
    theirs = {photo.person_id: photo for photo in photos if not photo.purpose}
    if not theirs:
        return
    if event == PhotoEvent.RETAKE_ASKED:
        for photo in theirs.values():
            _ask(photo, by)
    elif event == PhotoEvent.UNDONE:
        for photo in theirs.values():
            _take_back(photo)
    elif event in CHANGES:
        for retake in _followed(event, list(theirs)):
            CHANGES[event](retake, theirs[retake.person_id])


def _followed(event: PhotoEvent, people: Sequence[int]) -> list[Retake]:
    """The open requests of these people; a new photo also answers one that has expired as long
    as its last link may open."""
    rows = Retake.objects.filter(person__in=people).select_related("person")
    found = list(rows.open())
    if event == PhotoEvent.STORED:
        rest = rows.exclude(person__in=[one.person_id for one in found])
        last = Retake.objects.filter(person=OuterRef("person")).values("pk")[:1]
        since = timezone.now() - LIFE
        found += rest.filter(state=Retake.State.EXPIRED, ended_at__gte=since, pk=Subquery(last))
    return found


def _came(retake: Retake, photo: Photo) -> None:
    if photo.pk != retake.photo_id:
        states.submitted(retake, photo)


def _was_published(retake: Retake, photo: Photo) -> None:
    if photo.pk == retake.photo_id:
        states.waived(retake)
    else:
        states.accepted(retake, photo)


CHANGES = {
    PhotoEvent.STORED: _came,
    PhotoEvent.APPROVED: _was_published,
    PhotoEvent.WAIVED: _was_published,
}


def _ask(photo: Photo, by: User | None) -> None:
    """A review decided for a retake: the open request goes on with it, or there is a new one."""
    if photo.person.status != photo.person.Status.ACTIVE:
        return
    note = _reason_of(photo)
    there = Retake.objects.open().filter(person=photo.person_id).first()
    if there and _asks_so_already(there, photo, note):
        return
    if there:
        about = {"photo": photo, "findings": findings_of(photo), "note": note or there.note}
        states.asked_again(there, **about)
    elif retake_settings().asks_after_review:
        ask(photo.person, by, Wish(Retake.Cause.DECIDED, note), photo)


def _asks_so_already(retake: Retake, photo: Photo, note: str) -> bool:
    is_new = retake.state == Retake.State.ASKED and retake.photo_id == photo.pk
    return is_new and note in ("", retake.note)


def _take_back(photo: Photo) -> None:
    """A decision is undone: for a retake, no request stands; on a new photo, it awaits another."""
    last = Retake.objects.filter(person=photo.person_id).first()
    if last is None:
        return
    if last.photo_id == photo.pk and last.awaits_photo:
        if photo.uploaded_at > last.asked_at:
            states.submitted(last, photo)
        elif last.cause in (Retake.Cause.DECIDED, Retake.Cause.FLAGGED):
            states.cancel(last)
    elif last.photo_id == photo.pk and last.state == Retake.State.WAIVED:
        states.needed_again(last)
    elif last.submitted_id == photo.pk:
        states.reopened(last)


def _reason_of(photo: Photo) -> str:
    asked = photo.reviews.standing().filter(decision=Review.Decision.ASK_RETAKE).first()
    return asked.reason if asked else ""
