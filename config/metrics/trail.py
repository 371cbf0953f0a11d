"""How often each thing was done, by the trail, without reading all of it every time."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum
from django.utils import timezone

from audit.models import Event

# Longer than a deed takes between its row and its commit: older rows are all there.
SETTLED_AFTER = timedelta(minutes=10)


class TrailCounts:
    """Counts by action; what has settled is counted once in the life of a process."""

    def __init__(self) -> None:
        self._settled: Counter[str] = Counter()
        self._until: datetime | None = None

    def now(self) -> Counter[str]:
        """To how many records each action was done until now."""
        until = timezone.now() - SETTLED_AFTER
        if self._until is None:
            self._settled = Counter(dict(by_action(Event.objects.filter(at__lte=until))))
        else:
            until = max(until, self._until)  # clocks are set back
            self._settled += added_up(Event.objects.filter(at__gt=self._until, at__lte=until))
        self._until = until
        return self._settled + added_up(Event.objects.filter(at__gt=until))


def by_action(events: QuerySet[Event]) -> Iterable[tuple[str, int]]:
    """To how many records each action was done, counted by the database."""
    return events.order_by().values_list("action").annotate(Sum("count"))


def added_up(events: QuerySet[Event]) -> Counter[str]:
    """The same of the few rows of some minutes, read in the order of their moments: grouping, a
    database may think it quicker to read all there are in the order of their actions."""
    counted: Counter[str] = Counter()
    for action, number in events.order_by("at").values_list("action", "count").iterator():
        counted[action] += number
    return counted
