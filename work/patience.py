"""Waiting for a database that went away, in commands that go on by themselves."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection

SECONDS_TO_WAIT = 600
SECONDS_BETWEEN = 1.0
MOST_FAILURES = 5  # at one place, though the database answers: it will not go on here

AWAY = "The database does not answer; waiting for it, at most {:.0f} minutes."
BACK = "The database answers again; going on."


class Patience:
    """Waits for one command's database; `say` tells people."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._place: object = None
        self._failures = 0

    def wait(self, error: OperationalError | InterfaceError, place: object) -> None:
        """Return once the database answers, for the work to go on at `place`.

        Raises `error` where that lasts too long, and where it failed at this very place again
        and again.
        """
        self._failures = self._failures + 1 if place == self._place else 1
        self._place = place
        if self._failures > MOST_FAILURES:
            raise error
        connection.close()
        if not _answers():
            self._say(AWAY.format(SECONDS_TO_WAIT / 60))
            end = time.monotonic() + SECONDS_TO_WAIT
            while not _answers():
                if time.monotonic() > end:
                    raise error
                time.sleep(SECONDS_BETWEEN)
            self._say(BACK)

    def through[Answer](self, part: Callable[[], Answer]) -> Answer:
        """What `part` answers, which may be begun again."""
        while True:
            try:
                return part()
            except (OperationalError, InterfaceError) as error:
                self.wait(error, part)


def _answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        connection.close()
        return False
    return True
