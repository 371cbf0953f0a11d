"""One worker process at work: what it was asked for, what it is at, and what it must leave."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from work import queues
from work.engines.engine import Engine, WorkerWishes
from work.guarded import is_done
from work.pauses import paused_queues
from work.stopping import Stop
from work.workers import ALIVE_FOR, BEATS_EVERY, Presence, forget_dead

LOOKS_EVERY = 2.0  # seconds between two looks at the pauses
RESCUES_EVERY = ALIVE_FOR.total_seconds() / 3


class Shift:
    """From when the engine's worker begins until it ends or loses its database."""

    def __init__(self, wishes: WorkerWishes, stop: Stop) -> None:
        self.wishes = wishes
        self.stop = stop
        self.presence = Presence(wishes.concurrency, wishes.queues)
        self.paused = frozenset[str]()
        self._calls: list[Callable[[], object]] = []

    def on_pauses(self, call: Callable[[], object]) -> None:
        """Call it when other queues are paused than before, and now."""
        self._calls.append(call)
        call()

    @property
    def queues(self) -> list[str]:
        """Those it may take messages of now."""
        wished = self.wishes.queues or queues.ALL
        return [name for name in wished if name not in self.paused]

    def look(self) -> None:
        """See which queues are paused."""
        paused = paused_queues()
        if paused != self.paused:
            self.paused = paused
            for call in self._calls:
                call()

    def mind(self, engine: Engine, over: threading.Event) -> None:
        """Beat, obey pauses and see to what dead workers left, until the shift is over."""
        beaten = rescued = float("-inf")
        while not over.wait(LOOKS_EVERY):
            now = time.monotonic()
            is_done(self.look)
            if now - beaten >= BEATS_EVERY.total_seconds() and is_done(self.presence.beat):
                beaten = now
            if now - rescued >= RESCUES_EVERY:
                is_done(forget_dead)
                is_done(engine.rescue)
                rescued = now
