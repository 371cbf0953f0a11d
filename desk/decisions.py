"""The decisions that count, for all that the desk reckons from them."""

from django.db.models import Exists, OuterRef, QuerySet

from directory.reach import EVERYBODY, Reach
from photos.models import Review


def standing(reach: Reach = EVERYBODY) -> QuerySet[Review]:
    """Decisions of people, about people within reach, that nobody took back."""
    by_people = Review.objects.within(reach).filter(by_switch=False)
    decisions: QuerySet[Review] = by_people.standing().order_by()
    return decisions


def final(reach: Reach) -> QuerySet[Review]:
    """The last standing decision about each photo of people within reach."""
    newer = standing().filter(photo=OuterRef("photo"), pk__gt=OuterRef("pk"))
    return standing(reach).filter(~Exists(newer))
