"""The decisions that count, for all that the desk reckons from them."""

from django.db.models import Exists, OuterRef, QuerySet

from photos.models import Review


def standing() -> QuerySet[Review]:
    """Decisions that nobody took back."""
    decisions: QuerySet[Review] = Review.objects.standing().order_by()
    return decisions


def final() -> QuerySet[Review]:
    """The last standing decision about each photo."""
    newer = standing().filter(photo=OuterRef("photo"), pk__gt=OuterRef("pk"))
    return standing().filter(~Exists(newer))
