"""The background worker: runs queued work, and finds again what was lost."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, connection
from django.utils.module_loading import import_string

from audit.context import Acting, acting_as
from photos.publications import publish_missing
from photos.tasks import resend_lost

SWEEP_SECONDS = 5.0
POLL_SECONDS = 0.5
PAUSE_SECONDS = 2.0
WORKER = Acting(door="worker")

type Part = Callable[[], object]

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Measure photos as they come in. On SIGTERM the photo at hand is finished first; "
        "start as many as the machine has cores."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="End when nothing is left to do.")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        stop = threading.Event()
        always = [resend_lost, *map(import_string, settings.SAMEFRAME_UPKEEP)]
        # Publishing is for the first round after an upgrade: later on, approving publishes.
        parts = [stop, [publish_missing], always]
        sweeper = threading.Thread(target=sweep_until, args=parts, daemon=True)
        if once:
            resend_lost()
        else:
            sweeper.start()
        try:
            while not _work(once, options["verbosity"]):
                stop.wait(PAUSE_SECONDS)
        finally:
            stop.set()
            if sweeper.is_alive():
                sweeper.join(PAUSE_SECONDS)


def _work(once: bool, verbosity: int) -> bool:
    """Run the queue's worker to its end. False where the database went away meanwhile."""
    try:
        with acting_as(WORKER):
            call_command(
                "db_worker",
                queue_name="*",
                interval=POLL_SECONDS,
                batch=once,
                reload=False,
                startup_delay=not once,
                verbosity=verbosity,
            )
    except (OperationalError, InterfaceError):
        logger.exception("the database does not answer; trying again")
        connection.close()
        return False
    return True


def sweep_until(stop: threading.Event, once: list[Part], always: list[Part]) -> None:
    """Do the parts of the upkeep every few seconds, those of `once` until they are done."""
    while not stop.wait(SWEEP_SECONDS):
        with acting_as(WORKER):
            once = [part for part in once if not is_done(part)]
            for part in always:
                is_done(part)
        connection.close()


def is_done(part: Part) -> bool:
    """Do one part of the upkeep; False where it failed, which holds up no other part."""
    try:
        part()
    except Exception:  # the thread's edge: whatever fails is tried again in the next round
        logger.exception("a part of the upkeep failed; trying again")
        connection.close_if_unusable_or_obsolete()
        return False
    return True
