"""When the directory, as the intranet reads it, became another: for ETags and for copies.

Whoever changes a person leaves the change undated. It is dated by whoever reads next, after
it was committed: so the dates follow the order in which changes can be seen, however long a
transaction took, and a reader that has asked up to some moment has missed nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from photos.models import DirectoryClock, PersonCard, RemovedCard

CLOCK = 1  # the primary key of its one row
START = {"at": datetime(2000, 1, 1, tzinfo=UTC)}
TICK = timedelta(microseconds=1)  # the finest time that databases keep
ROWS_AT_ONCE = 2_000
# The clock as it is read: what it says, and whether a change is still undated.
READ_CLOCK = """
    SELECT at,
        EXISTS (SELECT 1 FROM photos_personcard WHERE changed_at IS NULL)
        OR EXISTS (SELECT 1 FROM photos_removedcard WHERE changed_at IS NULL) AS is_behind
    FROM photos_directoryclock WHERE id = 1
"""
UNDATED = Q(changed_at=None)


@dataclass(frozen=True, slots=True)
class Clock:
    """When something last changed, and whether a change is not dated yet."""

    at: datetime
    is_behind: bool


def newest_change() -> datetime | None:
    """When something last changed, after dating what was not dated yet. One query mostly.

    None where a change can be seen already and can't be dated in this moment.
    """
    clock = _clock()
    if clock.is_behind:
        date_changes()
        clock = _clock()
    return None if clock.is_behind else clock.at


@transaction.atomic
def date_changes() -> None:
    """Date what was committed since. Dates never go back.

    What somebody is just changing once more is left to them: nobody waits here.
    """
    clock = DirectoryClock.objects.select_for_update().get_or_create(pk=CLOCK, defaults=START)[0]
    now = max(timezone.now(), clock.at + TICK)
    dated = 0
    for rows in (PersonCard.objects, RemovedCard.objects):
        free = rows.filter(UNDATED).select_for_update(skip_locked=True)
        ids = list(free.values_list("pk", flat=True))
        for some in batched(ids, ROWS_AT_ONCE):
            dated += rows.filter(pk__in=some).update(changed_at=now)
    if dated:
        clock.at = now
        clock.save(update_fields=["at"])


def _clock() -> Clock:
    """The clock, with whether a change is still undated; made where it is missing.

    Written as SQL: every page of the directory asks it, and building the same question from
    models takes longer than the database needs to answer it.
    """
    with connection.cursor() as cursor:
        cursor.execute(READ_CLOCK)
        found = cursor.fetchone()
    if found:
        return Clock(as_moment(found[0]), bool(found[1]))
    DirectoryClock.objects.get_or_create(pk=CLOCK, defaults=START)
    return _clock()


def as_moment(stored: datetime) -> datetime:
    """A time as it comes from SQL: SQLite keeps no zones, and all its times are UTC."""
    return stored if timezone.is_aware(stored) else stored.replace(tzinfo=UTC)
