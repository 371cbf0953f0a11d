"""What is done to photos, for the trail: the person by the random key of their card."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce

from audit.trail import About, record, record_many
from photos.models import PersonCard, Photo

PHOTO, PERSON = "photos.photo", "directory.person"


class Asked(Subquery):
    """A value that the INSERT itself asks for: it reads a table of its own, which Django
    tells from the inserted row's columns only if it is said so."""

    contains_column_references = False


def key_of(person_id: int | None) -> Coalesce:
    """The key of the person's card, empty without one; asked for while the event is added."""
    keys = PersonCard.objects.filter(person=person_id).values("key")
    return Coalesce(Asked(keys), Value(""))


def events_about(person_id: int) -> Q:
    """The condition for all events about the person, those about their photos too."""
    return Q(person_key__in=PersonCard.objects.filter(person=person_id).values("key"))


def record_photo(action: str, photo: Photo, **more: Any) -> None:
    """Add to the trail what was done to a photo; `more` as `audit.trail.record` takes it."""
    record(action, kind=PHOTO, key=photo.pk, person_key=key_of(photo.person_id), **more)


def record_uploads(photos: Sequence[Photo]) -> None:
    """Add to the trail that these photos came in, each with where from. Their people have
    cards."""
    people = PersonCard.objects.filter(person__in={photo.person_id for photo in photos})
    keys = dict(people.values_list("person_id", "key"))
    about = [About(photo.pk, keys[photo.person_id], after=photo.source) for photo in photos]
    record_many("photo.upload", PHOTO, about)
