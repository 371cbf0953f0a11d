"""One row a day for each department and for the company: what the trend is drawn from."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone

from desk.dashboard.rows import DayCount
from directory.models import Person
from directory.reach import EVERYBODY, Reach
from photos.models import Outcome, Photo

FRESH = timedelta(minutes=15)
UNDECIDED = Q(card__photo_state=Photo.State.IN_REVIEW)
COUNTED = {
    "people": Q(),
    "approved": Q(card__published_photo__isnull=False),
    "needs_retake": Q(card__needs_retake=True),
    "asked": Q(card__photo_state=Photo.State.RETAKE_ASKED),
    "fix": UNDECIDED & Q(card__verdict=Outcome.FIX),
    "undecided": UNDECIDED,
    "waiting": Q(card__photo_state=Photo.State.WAITING),
    "without_photo": Q(card__photo=None),
}


def count_if_due(rows: Sequence[DayCount] = ()) -> bool:
    """Write today's `rows`, counted now where there are none, unless that was done a moment
    ago; whether it was."""
    now = timezone.now()
    fresh = DayCount.objects.filter(
        department=None, day=timezone.localdate(now), counted_at__gt=now - FRESH
    )
    if fresh.exists():
        return False
    count_day(rows)
    return True


def count_day(rows: Sequence[DayCount] = ()) -> int:
    """Write today's rows in place of earlier ones of today; how many."""
    rows = rows or counted(timezone.now())
    try:
        with transaction.atomic():
            DayCount.objects.filter(day=rows[0].day).delete()
            DayCount.objects.bulk_create(rows)
    except IntegrityError:  # somebody else wrote them in this very moment
        return 0
    return len(rows)


def counted(now: datetime, reach: Reach = EVERYBODY) -> list[DayCount]:
    """The rows as they stand, of people within reach: one query, however many people."""
    counts = {name: Count("pk", filter=condition) for name, condition in COUNTED.items()}
    working = Person.objects.within(reach).active().order_by().values("department")
    found: list[dict[str, Any]] = [dict(row) for row in working.annotate(**counts)]
    day = timezone.localdate(now)
    company = {name: sum(row[name] for row in found) for name in COUNTED}
    departments = [
        DayCount(
            department_id=row.pop("department"),
            day=day,
            counted_at=now,
            **row,
        )
        for row in found
        if row["department"]
    ]
    return [DayCount(day=day, counted_at=now, **company), *departments]
