"""The decisions that count, for all that the desk reckons from them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from photos.models import Review


def standing() -> QuerySet[Review]:
    """Decisions that nobody took back."""
    fields = {field.name for field in Review._meta.get_fields()}
    decisions = Review.objects.order_by()
    return decisions.filter(Q(("undone_at", None))) if "undone_at" in fields else decisions


def final() -> QuerySet[Review]:
    """The last standing decision about each photo."""
    newer = standing().filter(photo=OuterRef("photo"), pk__gt=OuterRef("pk"))
    return standing().filter(~Exists(newer))
