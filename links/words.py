"""Where a photo stands, said to the person in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from directory.models import Person
from photos.labels import reason_words, spoken
from photos.models import Assessment, Photo, Review

STANDING = {
    Photo.State.WAITING: _("Waiting to be measured. Look again in a minute."),
    Photo.State.IN_REVIEW: _("It was measured. Somebody from HR looks at it next."),
    Photo.State.APPROVED: _("Approved. Your colleagues see this photo."),
    Photo.State.WAIVED: _("Approved. Your colleagues see this photo."),
    Photo.State.RETAKE_ASKED: _("HR asks you for a new photo."),
    Photo.State.SUPERSEDED: _("Another photo took its place."),
    Photo.State.FAILED: _("It could not be measured. Please send another one."),
}


@dataclass(frozen=True, slots=True)
class OwnPhoto:
    """A photo as its person sees it: where it stands, and why, where there is a reason."""

    photo: Photo
    standing: str
    why: str


@dataclass(frozen=True, slots=True)
class OwnPhotos:
    """The newest photo, and the one that colleagues see if that is another."""

    newest: OwnPhoto | None
    published: OwnPhoto | None


def photos_of(person: Person) -> OwnPhotos:
    """What there is of the person, those photos aside that are for one use alone."""
    photos = list(person.photos.for_purpose(""))
    newest = next((one for one in photos if one.is_current), None)
    published = next((one for one in photos if one.is_published and one != newest), None)
    return OwnPhotos(
        newest=seen(newest) if newest else None,
        published=seen(published) if published else None,
    )


def seen(photo: Photo) -> OwnPhoto:
    """One photo in its person's words."""
    state = Photo.State(photo.state)
    return OwnPhoto(photo, str(STANDING[state]), why(photo, state))


def why(photo: Photo, state: Photo.State) -> str:
    """HR's words on a retake, the machine's on what it saw; empty once a photo is approved."""
    if state == Photo.State.RETAKE_ASKED:
        asked = photo.reviews.standing().filter(decision=Review.Decision.ASK_RETAKE).first()
        return asked.reason if asked else ""
    if state == Photo.State.IN_REVIEW:
        return reason_words(photo)
    if state == Photo.State.FAILED:
        failed = photo.assessments.filter(state=Assessment.State.FAILED).order_by("-pk").first()
        return spoken(failed.error) if failed else ""
    return ""
