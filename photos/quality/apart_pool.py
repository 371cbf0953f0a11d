"""The few processes that open one server's pictures, and who waits for them."""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore, Lock

from photos.quality.apart_message import Message
from photos.quality.apart_process import SECONDS, Child, Interrupted
from photos.quality.limits import busy, interrupted

MOST_AT_ONCE = 2  # of one server's threads; each takes up to a core and a gigabyte
MOST_WAITING = 5  # so that a server of eight threads goes on answering
PATIENCE = 2  # seconds for a place among those: ordinary pictures take a tenth of one
MOST_ATTEMPTS = 2  # where others end a process: a system without memory ends the next one too
RENEWED_AFTER = 500  # pictures


class Pool:
    """Children that are started when they are first needed, and renewed."""

    def __init__(self, at_once: int = MOST_AT_ONCE) -> None:
        self.at_once = at_once
        self.places = BoundedSemaphore(at_once + MOST_WAITING)
        self._seats = BoundedSemaphore(at_once)
        self._idle: list[Child] = []
        self._all: set[Child] = set()
        self._changing = Lock()

    def ask(self, question: Message, *, waits: bool = True) -> Message:
        """What one of them answers. Raises UnreadablePhoto."""
        with self._seat(waits=waits):
            for _ in range(MOST_ATTEMPTS):
                with suppress(Interrupted):
                    return self._ask_one(question)
        raise interrupted()

    def end(self) -> None:
        """End all of them; the next question starts others."""
        with self._changing:
            children, self._all, self._idle = self._all, set(), []
        for child in children:
            child.end()

    def forget(self) -> None:
        """In a forked process: those are its parent's."""
        for child in self._all:
            child.forget()

    def _ask_one(self, question: Message) -> Message:
        child = self._take()
        try:
            return child.ask(question)
        finally:
            self._give_back(child)

    @contextmanager
    def _seat(self, *, waits: bool) -> Iterator[None]:
        """A turn among those who ask. Raises UnreadablePhoto for one too many, or too late."""
        if not self.places.acquire(timeout=PATIENCE if waits else 0):
            raise busy()
        try:
            if not self._seats.acquire(timeout=SECONDS if waits else 0):
                raise busy()
            try:
                yield
            finally:
                self._seats.release()
        finally:
            self.places.release()

    def _take(self) -> Child:
        with self._changing:
            child = self._idle.pop() if self._idle else None
        if child and child.is_alive:
            return child
        if child:
            self._drop(child)
        child = Child()
        with self._changing:
            self._all.add(child)
        return child

    def _give_back(self, child: Child) -> None:
        if not child.is_alive or child.asked >= RENEWED_AFTER:
            self._drop(child)
            return
        with self._changing:
            self._idle.append(child)

    def _drop(self, child: Child) -> None:
        with self._changing:
            self._all.discard(child)
        child.end()


_pool = Pool()


def ask(question: Message, *, waits: bool = True) -> Message:
    """What a process of this server's own answers, started where there is none yet.

    Raises UnreadablePhoto, also for what would have ended this process, and where others are
    being answered for one that does not wait.
    """
    return _pool.ask(question, waits=waits)


def allow(at_once: int) -> None:
    """Let so many be opened at once, in a command that asks for all of them; before it does."""
    global _pool
    at_once = max(at_once, MOST_AT_ONCE)
    if at_once != _pool.at_once:
        _pool.end()
        _pool = Pool(at_once)


def end_all() -> None:
    """End this server's processes; the next question starts others."""
    _pool.end()


def suit_worker(concurrency: int) -> None:
    """Have a seat for each message that a worker runs at a time, and one for the upkeep."""
    global _pool
    if _pool.at_once != concurrency + 1:
        _pool.end()
        _pool = Pool(concurrency + 1)


def _start_anew() -> None:
    """Locks may be held by threads that a forked process doesn't have."""
    global _pool
    _pool.forget()
    _pool = Pool(_pool.at_once)


os.register_at_fork(after_in_child=_start_anew)
atexit.register(end_all)
