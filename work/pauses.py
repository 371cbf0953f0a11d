"""Queues that workers leave alone: what runs is ended, nothing further is taken."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from work import queues
from work.models import Pause


def pause(queue: str, by: User | None) -> bool:
    """Let no worker take messages of that queue, of none where it is "". Workers know within
    two seconds. Whether it was going on until now. Raises ValueError for an unknown queue."""
    if queue not in (*queues.ALL, queues.EVERYTHING):
        raise ValueError(_("There is no queue “%(name)s”.") % {"name": queue})
    _row, is_new = Pause.objects.get_or_create(queue=queue, defaults={"by": by})
    return is_new


def resume(queue: str) -> bool:
    """Let workers go on with that queue, "" ends the pause of all. Whether it was paused."""
    gone, _ = Pause.objects.filter(queue=queue).delete()
    return bool(gone)


def paused_queues() -> frozenset[str]:
    """The names of those that no worker takes from now."""
    rows = set(Pause.objects.values_list("queue", flat=True))
    if queues.EVERYTHING in rows:
        rows.update(set(queues.ALL) - {queues.UPKEEP})
    return frozenset(rows - {queues.EVERYTHING})


def is_paused(queue: str) -> bool:
    """Whether that queue stands still; for "" whether all do."""
    if queue == queues.EVERYTHING:
        return Pause.objects.filter(queue=queue).exists()
    return queue in paused_queues()
