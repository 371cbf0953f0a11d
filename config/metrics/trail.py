"""How often each thing was done, by the trail, without reading all of it every time."""

from collections import Counter
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
        settled = Event.objects.filter(at__lte=until)
        if self._until:
            until = max(until, self._until)  # clocks are set back
            settled = settled.filter(at__gt=self._until)
        self._settled += by_action(settled)
        self._until = until
        return self._settled + by_action(Event.objects.filter(at__gt=until))


def by_action(events: QuerySet[Event]) -> Counter[str]:
    """To how many records each action was done."""
    grouped = events.order_by().values_list("action").annotate(Sum("count"))
    return Counter(dict(grouped))
