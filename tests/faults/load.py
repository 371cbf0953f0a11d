"""Several who upload and several who read, all at once."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from tests.installation import Answer, Installation

YARDSTICK = bytes(50_000_000)
YARDSTICK_SECONDS = 0.026  # on the quiet machine with two cores that the figures are for
PAUSE = 0.1  # seconds between two requests of one reader


def slowness() -> float:
    """How many times slower this machine is just now than the one the figures are for, 1 and up.

    The median of ten: a machine that others use is slow now and then.
    """
    seconds = []
    for _ in range(10):
        started = time.monotonic()
        sha256(YARDSTICK).digest()
        seconds.append(time.monotonic() - started)
    return max(1.0, sorted(seconds)[5] / YARDSTICK_SECONDS)


class Load:
    """Uploads each picture once, and reads the directory until all are sent.

    Afterwards `uploads` and `reads` are seconds of single requests, `statuses` what was
    answered to either.
    """

    def __init__(
        self, place: Installation, pictures: Sequence[bytes], uploaders: int, readers: int
    ) -> None:
        self.place = place
        self.pictures = pictures
        self.uploaders = uploaders
        self.readers = readers
        self.uploads: list[float] = []
        self.reads: list[float] = []
        self.statuses: defaultdict[str, set[int]] = defaultdict(set)
        self._is_over = threading.Event()

    def run(self) -> None:
        """Return once every picture is sent."""
        with ThreadPoolExecutor(self.readers) as readers:
            for _ in range(self.readers):
                readers.submit(self._read)
            with ThreadPoolExecutor(self.uploaders) as uploaders:
                list(uploaders.map(self._upload, range(len(self.pictures))))
            self._is_over.set()

    def _upload(self, number: int) -> None:
        send = self.place.upload
        self.uploads.append(
            self._timed("upload", lambda: send(f"w{number}", self.pictures[number]))
        )

    def _read(self) -> None:
        while not self._is_over.is_set():
            self.reads.append(self._timed("read", lambda: self.place.ask("/api/v1/people/")))
            time.sleep(PAUSE)

    def _timed(self, kind: str, ask: Callable[[], Answer]) -> float:
        started = time.monotonic()
        self.statuses[kind].add(ask().status)
        return time.monotonic() - started
