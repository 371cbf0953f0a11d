"""The queues by name: what waits in each, and whether it stands still."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from work import queues
from work.engines.chosen import engine
from work.pauses import paused_queues

TITLES: dict[str, str | Promise] = {
    queues.INTERACTIVE: _("Photos somebody waits for"),
    queues.BULK: _("Imports, jobs and their photos"),
    queues.USUAL: _("All other work"),
    queues.UPKEEP: _("Scheduled work"),
}


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue, and how many of its messages no worker has taken yet."""

    name: str
    title: str | Promise
    waiting: int
    is_paused: bool

    @property
    def may_pause(self) -> bool:
        """Whether people may: what comes by the clock finishes erasures, too."""
        return self.name in queues.ALL and self.name != queues.UPKEEP


def all_queues() -> list[Queue]:
    """Those that there are, and any other that still holds messages: two queries."""
    waiting, paused = engine().waiting(), paused_queues()
    names = [*TITLES, *sorted(set(waiting) - set(TITLES))]
    return [
        Queue(name, TITLES.get(name, name), waiting.get(name, 0), name in paused) for name in names
    ]
