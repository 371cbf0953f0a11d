"""Where background work stands as a whole, and the one sentence that says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.work.durations import about
from desk.work.measuring import Measuring, measuring
from desk.work.queues import Queue, all_queues
from desk.work.workers import Worker, all_workers
from work import queues
from work.models import Pause
from work.workers import BEATS_EVERY

# Workers see a pause within two seconds and say what they run every BEATS_EVERY.
SETTLED_AFTER = 2 * BEATS_EVERY
HURRY = timedelta(minutes=2)  # a message that waits for longer without a worker is told of


@dataclass(frozen=True, slots=True)
class Headline:
    """What to know first; `level` is good, busy, fair or poor, `icon` the theme's."""

    level: str
    icon: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything at one moment; `paused_since` while all is paused."""

    photos: Measuring
    queues: Sequence[Queue]
    workers: Sequence[Worker]
    paused_since: datetime | None
    now: datetime

    @property
    def alive(self) -> int:
        """How many workers live."""
        return sum(worker.is_alive for worker in self.workers)

    @property
    def running(self) -> int:
        """How many messages workers are at; at least the photos that are being measured."""
        told = sum(worker.running for worker in self.workers if worker.is_alive)
        return max(told, self.photos.running)

    @property
    def is_drained(self) -> bool:
        """Whether all is paused and nothing runs any more."""
        if self.paused_since is None or self.running:
            return False
        return self.now - self.paused_since > SETTLED_AFTER

    @property
    def waits(self) -> bool:
        """Whether anything at all is to be done."""
        return bool(self.photos.waiting or any(queue.waiting for queue in self.queues))

    @property
    def photos_paused(self) -> bool:
        """Whether photos wait in a queue that stands still."""
        paused = {queue.name for queue in self.queues if queue.is_paused}
        by_queue = {queues.INTERACTIVE: self.photos.interactive, queues.BULK: self.photos.bulk}
        return any(by_queue.get(name) for name in paused)

    @property
    def headline(self) -> Headline:
        """The first thing to know."""
        if self.paused_since is not None:
            return self._drain()
        if not self.alive and self.waits:
            return Headline(
                "poor",
                "cloud_off",
                _("No worker is running"),
                _("Work waits until one is started on any machine: manage.py work"),
            )
        if self.photos.left:
            return self._measuring()
        if self.running:
            return Headline("busy", "sync", _("Work is going on"), _("No photo waits."))
        return Headline(
            "good", "check_circle", _("Nothing waits"), _("All that can be measured is measured.")
        )

    def _drain(self) -> Headline:
        if self.is_drained:
            return Headline(
                "good",
                "pause_circle",
                _("All is paused, and nothing runs any more"),
                _("Machines may be stopped. What waits goes on after you resume."),
            )
        running = ngettext(
            "%(count)s piece of work is still running; nothing new is begun.",
            "%(count)s pieces of work are still running; nothing new is begun.",
            self.running,
        ) % {"count": number_format(self.running, force_grouping=True)}
        sentence = running if self.running else _("Waiting for the last word of each worker.")
        return Headline("fair", "hourglass_top", _("Pausing"), sentence)

    def _measuring(self) -> Headline:
        if self.photos_paused:
            return Headline(
                "fair",
                "pause_circle",
                _("Photos wait in a paused queue"),
                _("Resume the queue below to have them measured."),
            )
        title = ngettext(
            "%(count)s photo to measure", "%(count)s photos to measure", self.photos.left
        ) % {"count": number_format(self.photos.left, force_grouping=True)}
        return Headline("busy", "sync", title, self._estimate())

    def _estimate(self) -> str:
        left, rate = self.photos.seconds_left, self.photos.rate
        if left is None or rate is None:
            return _("How long that takes is known once some are measured.")
        pace = ngettext(
            "%(time)s left at %(rate)s photo a minute.",
            "%(time)s left at %(rate)s photos a minute.",
            round(rate),
        ) % {"time": about(left), "rate": number_format(round(rate), force_grouping=True)}
        return pace[0].upper() + pace[1:]


def standing() -> Standing:
    """How it all stands now: seven queries, whatever waits."""
    now = timezone.now()
    pause = Pause.objects.filter(queue=queues.EVERYTHING).values_list("since", flat=True).first()
    return Standing(measuring(now), all_queues(), all_workers(now), pause, now)
