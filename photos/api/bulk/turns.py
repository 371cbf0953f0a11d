"""Whose batch of photos is opened now: one at a time in each process of the web server."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from photos.api.errors import Unavailable

MOST_AT_ONCE = 2  # one is opened, the next one's bytes come in meanwhile
NOT_NOW = "Other batches of photos are being taken in just now. Please try again shortly."

_places = BoundedSemaphore(MOST_AT_ONCE)
_opening = Lock()


@contextmanager
def a_place() -> Iterator[None]:
    """A place for a batch, before any of it is read. Raises Unavailable for one too many.

    So whole companies that come in at once leave threads to everybody else.
    """
    if not _places.acquire(blocking=False):
        raise Unavailable(NOT_NOW)
    try:
        yield
    finally:
        _places.release()


@contextmanager
def a_turn() -> Iterator[None]:
    """A turn for the photos of a batch that has come in: a photo that somebody waits for at a
    screen always finds one of the processes that open pictures without a batch before it."""
    with _opening:
        yield
