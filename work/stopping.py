"""How a worker is told to end: what runs is finished, but not for ever."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

# Systems that stop programs mostly give them thirty seconds.
SECONDS_TO_FINISH = 25.0
SECONDS_TO_LEAVE = 3.0  # for the last rows, after what ran has been given up


class Stop:
    """Whether this worker is to end, and what is to be called then."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self._calls: list[Callable[[], object]] = []

    def then(self, call: Callable[[], object]) -> None:
        """Call it when the worker is told to end; at once, if it has been."""
        self._calls.append(call)
        if self.asked.is_set():
            call()

    def ask(self) -> None:
        """Tell the worker to end."""
        self.asked.set()
        for call in self._calls:
            call()

    def forget(self) -> None:
        """Call none of them any more."""
        self._calls.clear()

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """SIGTERM and SIGINT ask for it; where something goes on all the same, the process ends
        before the system kills it. What it was at is begun again by others."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        numbers = (signal.SIGTERM, signal.SIGINT)
        before = {number: signal.signal(number, self._on_signal) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if not self.asked.is_set():
            # Not here: the thread that is interrupted may hold the locks that this needs.
            threading.Thread(target=self._end, name="stop", daemon=True).start()

    def _end(self) -> None:
        self.ask()
        threading.Event().wait(SECONDS_TO_FINISH + SECONDS_TO_LEAVE)
        os._exit(1)
