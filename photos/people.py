"""What follows for photos when people are written: cards, verdicts of the right standard, and
whose photos are compared with whose."""

from collections.abc import Iterable
from itertools import batched

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
        cards.write(some)
        consistency.people_moved(some)
        judged = Photo.objects.filter(person__in=some).exclude(judgement=None)
        moved = [
            photo.pk
            for photo in judged.select_related("person", "judgement")
            if photo.judgement and photo.judgement.standard != standards.of(photo.person).name
        ]
        if moved:
            assess.judge_again(Photo.objects.filter(pk__in=moved))
