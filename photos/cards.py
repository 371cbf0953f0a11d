"""The ready card of each person: what lists show of their photo."""

from collections.abc import Iterable
from itertools import batched

from django.db import transaction

from directory.models import Person
from photos.models import PersonCard, Photo

PEOPLE_AT_ONCE = 2000
COPIED = [
    "photo",
    "photo_state",
    "verdict",
    "score",
    "main_reason",
    "needs_retake",
    "published_photo",
]


def write(person_ids: Iterable[int]) -> None:
    """Write the cards of these people anew; whoever is gone has none.

    Call it in the transaction that changed them or their photos. The people's rows stay
    locked until it ends, so that two changes at once never leave the older card. Three
    queries for up to 2,000 people.
    """
    with transaction.atomic():
        for some in batched(sorted(set(person_ids)), PEOPLE_AT_ONCE):
            _write_some(some)


def _write_some(person_ids: tuple[int, ...]) -> None:
    people = Person.objects.select_for_update().filter(pk__in=person_ids).order_by("pk")
    photos = Photo.objects.filter(person__in=person_ids).order_by()
    shown = list(photos.current() | photos.published())
    current = {photo.person_id: photo for photo in shown if photo.is_current}
    published = {photo.person_id: photo for photo in shown if photo.is_published}
    PersonCard.objects.bulk_create(
        [
            _card(person, current.get(person.pk), published.get(person.pk))
            for person in people.only("pk", "status")
        ],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=COPIED,
    )


def _card(person: Person, photo: Photo | None, published: Photo | None) -> PersonCard:
    if photo is None:
        return PersonCard(person=person, published_photo=published)
    return PersonCard(
        person=person,
        photo=photo,
        photo_state=photo.state,
        verdict=photo.verdict,
        score=photo.score,
        main_reason=photo.main_reason,
        needs_retake=photo.needs_retake and person.status == Person.Status.ACTIVE,
        published_photo=published,
    )
