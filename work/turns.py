"""The message that a thread of a worker is at, and whether it is to make room for others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from work.engines.chosen import engine

if TYPE_CHECKING:
    from work.shift import Shift


@dataclass(frozen=True, slots=True)
class Turn:
    """One message in the hands of a worker."""

    shift: Shift
    queue: str
    priority: int


_turn: ContextVar[Turn | None] = ContextVar("turn", default=None)


@contextmanager
def turn_of(shift: Shift, path: str, queue: str, priority: int) -> Iterator[None]:
    """While this thread is at a message of that task."""
    before = _turn.set(Turn(shift, queue, priority))
    try:
        with shift.presence.running(path):
            yield
    finally:
        _turn.reset(before)


def is_over() -> bool:
    """Whether a task that does several things is to send what is left again: the worker is to
    end, the queue is paused, or something waits that comes before it. At most one query; never
    outside of workers."""
    turn = _turn.get()
    if turn is None:
        return False
    shift = turn.shift
    return (
        shift.stop.asked.is_set()
        or turn.queue in shift.paused
        or engine().has_urgent(shift.queues, turn.priority)
    )
