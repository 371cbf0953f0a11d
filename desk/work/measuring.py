"""How the measuring of photos goes: counted by the database, however many wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from photos.models import Assessment
from work.models import Job
from work.priorities import BULK

State = Assessment.State
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LOOKED_BACK = timedelta(minutes=3)  # for the rate: long enough to be calm, and soon true again
FEWEST = 5  # photos; fewer say nothing about how long the rest takes
LAST_BEFORE = timedelta(seconds=2)  # about what one takes: the first was begun before it ended
SHORTEST = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Measuring:
    """Counts of photos; `bulk` holds those that jobs have still to ask for, too. `rate` is per
    minute, None until enough were measured to say; `oldest_wait` and `seconds_left` are seconds.
    """

    interactive: int
    bulk: int
    running: int
    last_minute: int
    last_hour: int
    oldest_wait: int
    rate: float | None

    @property
    def waiting(self) -> int:
        """Those that no worker has taken yet."""
        return self.interactive + self.bulk

    @property
    def left(self) -> int:
        """Those that are not measured yet."""
        return self.waiting + self.running

    @property
    def seconds_left(self) -> float | None:
        """Until all are measured at the rate of the last minutes; None where nobody knows."""
        return self.left * 60 / self.rate if self.rate else None


def measuring(now: datetime | None = None) -> Measuring:
    """How it stands: four queries by index, whatever waits."""
    now = now or timezone.now()
    to_come, begun = asked_by_jobs()
    waiting = dict.fromkeys((True, False), 0)  # by whether it is bulk work
    oldest: datetime | None = None
    pending = Assessment.objects.filter(state=State.PENDING).order_by().values("priority")
    for row in pending.annotate(photos=Count("*"), oldest=Min("due_at")):
        waiting[row["priority"] <= BULK] += row["photos"]
        oldest = min(oldest or row["oldest"], row["oldest"])
    since = max(now - LOOKED_BACK, min(oldest or now, begun or now, now))
    # Counted by columns of the indexes alone: rows hold long analyses.
    finished = finished_since(now - HOUR).aggregate(
        hour=Count("finished_at"),
        minute=Count("finished_at", filter=Q(finished_at__gt=now - MINUTE)),
        lately=Count("finished_at", filter=Q(finished_at__gt=since)),
        first=Min("finished_at", filter=Q(finished_at__gt=since)),
    )
    # Those that waited while all was paused say nothing about how fast it goes.
    since = max(since, (finished["first"] or since) - LAST_BEFORE)
    return Measuring(
        interactive=waiting[False],
        bulk=max(waiting[True], to_come),
        running=Assessment.objects.filter(state=State.RUNNING, lease_until__gte=now).count(),
        last_minute=finished["minute"],
        last_hour=finished["hour"],
        oldest_wait=max(0, round((now - oldest).total_seconds())) if oldest else 0,
        rate=rate_of(finished["lately"], now - since),
    )


def asked_by_jobs() -> tuple[int, datetime | None]:
    """How many photos are still to be measured by jobs, which ask for a few at a time; and
    since when such a job runs."""
    active = Job.objects.filter(kind="remeasure", state__in=Job.ACTIVE).exclude(total=None)
    rows = list(active.defer("marks"))
    left = sum(max(0, (job.total or 0) - job.handled) for job in rows)
    return left, min((job.started_at for job in rows if job.started_at), default=None)


def finished_since(moment: datetime) -> QuerySet[Assessment]:
    """Measurings that came to an end after it, well or not."""
    return Assessment.objects.filter(finished_at__gt=moment).order_by()


def rate_of(photos: int, span: timedelta) -> float | None:
    """Photos a minute, by how many were measured in that time while others waited."""
    if photos < FEWEST or span < SHORTEST:
        return None
    return photos * 60 / span.total_seconds()
