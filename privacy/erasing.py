"""Erase people or photos: one way for the admin, the API, the command and the purge.

The rows go in one transaction, together with every row that names the person without being
theirs. The same transaction writes down what is left to do: files, messages, the database's own
pages. `privacy.finishing` does that, at once and again by the worker, whatever dies in between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import batched

from django.db import transaction
from django.utils import timezone

from audit.trail import record
from directory.models import Person
from photos import cards, consistency
from photos.models import PersonCard, Photo, Publication, RemovedCard
from privacy import key_file, mentions
from privacy.belongings import stored_files
from privacy.erasure_rows import ErasedKey
from privacy.finishing import finish_soon
from privacy.marks import Marks

AT_ONCE = 50  # people or photos a transaction: their measurements are read to be deleted


def erase_person(person: Person) -> None:
    """Erase one person for good: every row, file, message and copy; the random key stays."""
    erase_people([person.pk])


def erase_people(person_ids: Iterable[int]) -> int:
    """Erase these people for good, 50 a transaction; how many there were."""
    return sum(_erase_some(some) for some in batched(sorted(set(person_ids)), AT_ONCE))


def erase_photos(photo_ids: Iterable[int]) -> int:
    """Erase photos for good, their files included; how many there were. Whoever erases a
    current or published one sees to what takes its place."""
    return sum(_erase_some_photos(some) for some in batched(sorted(set(photo_ids)), AT_ONCE))


def replay() -> int:
    """Erase again whoever a restored database has brought back; how many.

    Call it after every restore: the list of erased keys lies outside of the database.
    """
    known = key_file.keys() | dict(ErasedKey.objects.values_list("key", "erased_at"))
    missing = set(known) - set(ErasedKey.objects.values_list("key", flat=True))
    ErasedKey.objects.bulk_create(
        [ErasedKey(key=key, erased_at=known[key]) for key in missing], ignore_conflicts=True
    )
    back = erase_people(came_back())
    # Whoever copies the directory learns of those, too, whom the backup did not hold.
    told = set(RemovedCard.objects.filter(key__in=missing).values_list("key", flat=True))
    RemovedCard.objects.bulk_create([RemovedCard(key=key) for key in missing - told])
    return back


def came_back() -> list[int]:
    """The people who are here though their keys were erased."""
    keys = {*key_file.keys(), *ErasedKey.objects.values_list("key", flat=True)}
    cards_here = PersonCard.objects.values_list("key", "person").iterator()
    return [person_id for key, person_id in cards_here if key in keys]


@transaction.atomic
def _erase_some(person_ids: Collection[int]) -> int:
    people = list(Person.objects.select_for_update().filter(pk__in=person_ids).order_by("pk"))
    ids = [person.pk for person in people]
    _hold(Photo.objects.filter(person__in=ids).values_list("pk", flat=True))
    keys = _keys_of(ids)
    mentions.forget(Marks(people))
    mentions.leave("private", stored_files(ids, Person))
    cards.remember_removal(ids)
    now = timezone.now()
    ErasedKey.objects.bulk_create(
        [ErasedKey(key=key, erased_at=now) for key in keys],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["finished_at"],
    )
    # Before the looks go, as a refresh does, so that nobody waits crosswise.
    consistency.mark({person.department_id for person in people})
    Person.objects.filter(pk__in=ids).delete()
    for key in keys:
        record("person.erase", kind="directory.person", person_key=key)
    transaction.on_commit(finish_soon, robust=True)
    return len(ids)


@transaction.atomic
def _erase_some_photos(photo_ids: Collection[int]) -> int:
    asked = Photo.objects.filter(pk__in=photo_ids)
    people = Person.objects.filter(photos__in=asked).distinct().values_list("pk", flat=True)
    list(Person.objects.select_for_update().filter(pk__in=list(people)).order_by("pk"))
    ids = _hold(photo_ids)
    mentions.leave("private", stored_files(ids, Photo))
    consistency.mark(
        Person.objects.filter(photos__in=ids, photos__look__isnull=False).values_list(
            "department", flat=True
        )
    )
    for photo_id, key in asked.values_list("pk", "person__card__key"):
        record("photo.erase", kind="photos.photo", key=photo_id, person_key=key or "")
    Photo.objects.filter(pk__in=ids).delete()
    transaction.on_commit(finish_soon, robust=True)
    return len(ids)


def _hold(photo_ids: Iterable[int]) -> list[int]:
    """Lock photos and what is published of them: nobody adds a file or a row to them now."""
    asked = Photo.objects.select_for_update().filter(pk__in=list(photo_ids)).order_by("pk")
    ids = list(asked.values_list("pk", flat=True))
    list(Publication.objects.select_for_update().filter(photo__in=ids).order_by("pk"))
    return ids


def _keys_of(person_ids: Collection[int]) -> list[str]:
    """The people's random keys; who has no card yet gets one first."""
    without = Person.objects.filter(pk__in=person_ids, card=None).values_list("pk", flat=True)
    cards.write(list(without))
    keys = PersonCard.objects.filter(person__in=person_ids).values_list("key", flat=True)
    return list(keys)
