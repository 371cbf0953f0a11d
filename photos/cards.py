"""The ready card of each person: what lists show of their photo."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from django.core.cache import cache
from django.db import transaction

from directory.models import Person
from photos import changes
from photos.announcing import PictureChange, announce_erased, announce_pictures
from photos.models import PersonCard, Photo, Publication, RemovedCard, random_key
from photos.people_json import DIRECTORY, ready_person

PEOPLE_AT_ONCE = 2000
COMPLETE, REMEMBERED = "everybody-has-a-card", 60  # seconds
COPIED = [
    "photo",
    "photo_state",
    "verdict",
    "score",
    "main_reason",
    "needs_retake",
    "published_photo",
    "ready",
    "department",
    "changed_at",
]


@dataclass(frozen=True, slots=True)
class Known:
    """What a card said before: whose key it is, and what the intranet read."""

    key: str
    ready: str
    changed_at: datetime | None
    department_id: int | None


def write(person_ids: Iterable[int]) -> None:
    """Write the cards of these people anew; whoever is gone has none.

    Call it in the transaction that changed them or their photos. The people's rows stay
    locked until it ends, so that two changes at once never leave the older card. Five
    queries for up to 2,000 people.
    """
    with transaction.atomic():
        for some in batched(sorted(set(person_ids)), PEOPLE_AT_ONCE):
            _write_some(some)


def everybody_has_one() -> bool:
    """Whether lists may read people by their cards, which an index has in order.

    Whoever writes people writes their cards, so only rows from before there were any lack one.
    A yes is remembered for a minute: to find nobody takes longer than a page of a list.
    """
    known: bool = cache.get(COMPLETE, False)
    if not known:
        known = not Person.objects.filter(card=None).exists()
        cache.set(COMPLETE, known, REMEMBERED)
    return known


def repeat_verdict(photo: Photo, person: Person) -> None:
    """Say on the person's card what is thought of the photo now, if it is the one shown there:
    all that a verdict changes, in one query.

    Call it in the transaction that changed the photo and holds the person's row.
    """
    shown = PersonCard.objects.filter(pk=person.pk, photo=photo)
    shown.update(**_said_of(photo, person))


def remember_removal(person_ids: Iterable[int]) -> None:
    """Keep the keys of people who are about to be deleted, for those who copy the directory."""
    cards = PersonCard.objects.filter(person__in=list(person_ids))
    gone = list(cards.values_list("key", "person__department", "ready"))
    _tell_of_removal(
        RemovedCard(key=key, department_id=department) for key, department, _ready in gone
    )
    announce_erased(gone)


def _tell_of_removal(removed: Iterable[RemovedCard]) -> None:
    """Once more of those that were told of before: they had come back."""
    RemovedCard.objects.bulk_create(
        removed,
        update_conflicts=True,
        unique_fields=["key", "department"],
        update_fields=["changed_at"],
    )


def _write_some(person_ids: tuple[int, ...]) -> None:
    asked = Person.objects.select_for_update(of=("self",)).filter(pk__in=person_ids)
    people = asked.select_related("department").defer("search", "name_search").order_by("pk")
    photos = Photo.objects.filter(person__in=person_ids).order_by()
    shown = list(photos.current() | photos.for_purpose("").published())
    current = {photo.person_id: photo for photo in shown if photo.is_current}
    published = {photo.person_id: photo for photo in shown if photo.is_published}
    pictures = _pictures_of(person_ids)
    known = _known(person_ids)
    written = [
        card_of(
            person,
            current.get(person.pk),
            published.get(person.pk),
            _ready(person, pictures.get(person.pk), known.get(person.pk)),
        )
        for person in people
    ]
    PersonCard.objects.bulk_create(
        written, update_conflicts=True, unique_fields=["person"], update_fields=COPIED
    )
    _tell_of_removal(_moved(written, known))
    announce_pictures(
        PictureChange(
            employee_id=card.person.employee_id,
            key=card.key,
            person_id=card.pk,
            department_id=card.person.department_id,
            before=known[card.pk].ready if card.pk in known else "",
            after=card.ready,
        )
        for card in written
    )
    if any(card.changed_at is None for card in written):
        # Otherwise whoever reads next does it.
        transaction.on_commit(changes.date_changes, robust=True)


def _pictures_of(person_ids: tuple[int, ...]) -> dict[int, Publication]:
    """What the directory shows of these people."""
    found = Publication.objects.filter(
        photo__person__in=person_ids, photo__purpose__in=["", DIRECTORY]
    )
    # The one made for the directory comes last, and stays.
    ordered = found.select_related("photo").order_by("photo__purpose")
    return {one.photo.person_id: one for one in ordered}


def _known(person_ids: tuple[int, ...]) -> dict[int, Known]:
    rows = PersonCard.objects.filter(person__in=person_ids)
    return {
        card.pk: Known(card.key, card.ready, card.changed_at, card.department_id)
        for card in rows.only("key", "ready", "changed_at", "department")
    }


def _moved(written: list[PersonCard], known: dict[int, Known]) -> list[RemovedCard]:
    """What to tell the departments that people have left, for another or for good."""
    before = {card.key: known[card.pk].department_id for card in written if card.pk in known}
    return [
        RemovedCard(key=card.key, department_id=before[card.key])
        for card in written
        if before.get(card.key) not in (None, card.department_id)
    ]


def _ready(person: Person, picture: Publication | None, known: Known | None) -> Known:
    """What the intranet reads of the person now; not dated yet where it is something new."""
    key = known.key if known else random_key()
    works_here = person.status == Person.Status.ACTIVE
    ready = ready_person(person, key, picture) if works_here else ""
    is_same = known is not None and known.ready == ready
    changed_at = known.changed_at if known and is_same else None
    return Known(key, ready, changed_at, person.department_id if works_here else None)


def card_of(
    person: Person, photo: Photo | None, published: Photo | None, ready: Known
) -> PersonCard:
    """Somebody's card with their newest photo, not written yet."""
    card = PersonCard(
        person=person,
        key=ready.key,
        ready=ready.ready,
        changed_at=ready.changed_at,
        department_id=ready.department_id,
        published_photo=published,
    )
    if photo is not None:
        card.photo = photo
        for column, value in _said_of(photo, person).items():
            setattr(card, column, value)
    return card


def _said_of(photo: Photo, person: Person) -> dict[str, Any]:
    """What a card repeats of the photo that it shows, by column."""
    return {
        "photo_state": photo.state,
        "verdict": photo.verdict,
        "score": photo.score,
        "main_reason": photo.main_reason,
        "needs_retake": photo.needs_retake and person.status == Person.Status.ACTIVE,
    }
