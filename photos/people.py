"""What follows for photos when people are written or erased: cards, verdicts of the right
standard, and whose photos are compared with whose."""

from collections.abc import Iterable
from itertools import batched

from django.conf import settings
from django.utils.module_loading import import_string

from directory.models import Person
from photos import assess, cards, consistency
from photos.models import Photo
from photos.standards import standards_in_use

PEOPLE_AT_ONCE = 1_000


def people_were_written(person_ids: Iterable[int]) -> None:
    """Write the cards; who changed department may be under another standard now.

    Whoever writes people calls it in the same transaction.
    """
    standards = standards_in_use()
    for some in batched(person_ids, PEOPLE_AT_ONCE):
        Person.objects.filter(pk__in=some).note_leaving()
        cards.write(some)
        consistency.people_moved(some)
        judged = Photo.objects.filter(person__in=some).exclude(judgement=None)
        moved = [
            photo.pk
            for photo in judged.select_related("person", "judgement")
            if photo.judgement and photo.judgement.standard != standards.of(photo.person).name
        ]
        if moved:
            assess.judge_again(moved)


def erase_people(person_ids: Iterable[int]) -> None:
    """Erase these people for good: rows, files, and whatever else names them.

    A part above this one does it (privacy.erasing), because it alone knows of all others.
    """
    import_string(settings.SAMEFRAME_ERASE_PEOPLE)(person_ids)


def erase_photos(photo_ids: Iterable[int]) -> None:
    """Erase these photos for good: rows and files; their people stay as they are."""
    import_string(settings.SAMEFRAME_ERASE_PHOTOS)(photo_ids)
