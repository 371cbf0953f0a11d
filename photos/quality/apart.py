"""Costly pictures are opened in a process of their own, the server's memory and time aside.

A kilobyte of WebP may unpack to 200 MB, and a HEIC with one wrong byte in its list of items
ends the process that opens it (pi-heif 1.4.0, segmentation fault).
"""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from photos.quality.limits import Limits, UnreadablePhoto, busy, damaged, too_complex

MOST_AT_ONCE = 2  # of one server's threads; each takes up to a core and a gigabyte
MOST_WAITING = 4  # so that a server of eight threads goes on answering
SECONDS = 15
CHILD = Path(__file__).with_name("apart_child.py")
PROJECT = CHILD.parents[2]
# Nothing of the server's own, which holds secrets; each thread would reserve memory.
ENVIRONMENT = {"PYTHONPATH": str(PROJECT), "OPENBLAS_NUM_THREADS": "1"}
ENDED_BY_ITS_BOUNDS = frozenset({-signal.SIGKILL, -signal.SIGXCPU})

_places = BoundedSemaphore(MOST_AT_ONCE + MOST_WAITING)
_seats = BoundedSemaphore(MOST_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other process made: plain facts, and bytes."""

    facts: dict[str, Any]
    parts: tuple[bytes, ...] = ()

    def encode(self) -> bytes:
        """A line of JSON, then the bytes one after the other."""
        head = {"facts": self.facts, "lengths": [len(part) for part in self.parts]}
        return b"".join([json.dumps(head).encode(), b"\n", *self.parts])

    @classmethod
    def decode(cls, encoded: bytes) -> "Answer":
        """The answer that `encode` has written."""
        head, _, rest = encoded.partition(b"\n")
        said = json.loads(head)
        parts: list[bytes] = []
        for length in said["lengths"]:
            parts.append(rest[:length])
            rest = rest[length:]
        return cls(said["facts"], tuple(parts))


def ask(task: str, data: bytes, limits: Limits) -> Answer:
    """Have a picture opened elsewhere; `task` is one of apart_child.TASKS.

    Raises UnreadablePhoto, also for what would have ended this process.
    """
    with _seat():
        try:
            child = subprocess.run(
                [sys.executable, str(CHILD), task, json.dumps(asdict(limits))],
                input=data,
                capture_output=True,
                timeout=SECONDS,
                env=ENVIRONMENT,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise too_complex() from error
    if child.returncode:
        raise too_complex() if child.returncode in ENDED_BY_ITS_BOUNDS else damaged()
    return _answered(child.stdout)


@contextmanager
def _seat() -> Iterator[None]:
    """A turn among those who want a picture opened. Raises UnreadablePhoto for one too many."""
    if not _places.acquire(blocking=False):
        raise busy()
    try:
        with _seats:
            yield
    finally:
        _places.release()


def _answered(encoded: bytes) -> Answer:
    answer = Answer.decode(encoded)
    if "code" in answer.facts:
        raise UnreadablePhoto(answer.facts["code"], answer.facts["message"])
    return answer
