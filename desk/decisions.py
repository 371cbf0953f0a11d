"""The decisions that count, for all that the desk reckons from them."""

from django.db.models import Exists, OuterRef, QuerySet

from directory.reach import EVERYBODY, Reach
from photos.models import Review


def standing(reach: Reach = EVERYBODY) -> QuerySet[Review]:
    """Decisions about people within reach that nobody took back."""
    decisions: QuerySet[Review] = Review.objects.within(reach).standing().order_by()
    return decisions


def final(reach: Reach) -> QuerySet[Review]:
    """The last standing decision about each photo of people within reach."""
    newer = standing().filter(photo=OuterRef("photo"), pk__gt=OuterRef("pk"))
    return standing(reach).filter(~Exists(newer))
