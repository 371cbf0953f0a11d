"""Who was asked for a new photo, since when, and who is overdue."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from desk.dashboard.rows import Prices
from desk.decisions import standing
from directory.models import Person
from directory.reach import Reach
from photos.models import Photo, Review


@dataclass(frozen=True, slots=True)
class OpenRetakes:
    """How many people were asked and have not brought a new photo; `overdue` of them long ago."""

    open: int
    overdue: int
    overdue_days: int


def asked(reach: Reach) -> QuerySet[Person]:
    """Those within reach who were asked, with `asked_at` and the last `asked_because`; longest
    ago first."""
    of_photo = standing().filter(
        photo=OuterRef("card__photo"), decision=Review.Decision.ASK_RETAKE
    )
    last = of_photo.order_by("-pk")
    own = Person.objects.within(reach).active()
    people = own.filter(card__photo_state=Photo.State.RETAKE_ASKED)
    return people.annotate(
        asked_at=Subquery(last.values("created_at")[:1]),
        asked_because=Subquery(last.values("reason")[:1]),
    ).order_by("asked_at", "pk")


def overdue(days: int) -> Q:
    """The condition on `asked`: longer ago than so many days."""
    return Q(asked_at__lt=timezone.now() - timedelta(days=days))


def open_retakes(prices: Prices, reach: Reach) -> OpenRetakes:
    """Both counts: one query."""
    counts = asked(reach).aggregate(
        open=Count("pk"), overdue=Count("pk", filter=overdue(prices.overdue_days))
    )
    return OpenRetakes(counts["open"], counts["overdue"], prices.overdue_days)
