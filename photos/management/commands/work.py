"""The background worker: runs queued work, and finds again what was lost."""

import logging
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils.module_loading import import_string

from audit.context import Acting, acting_as
from photos.publications import publish_missing
from photos.tasks import resend_lost

SWEEP_SECONDS = 5.0
POLL_SECONDS = 0.5
PAUSE_SECONDS = 2.0
WORKER = Acting(door="worker")

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
        sweeper = threading.Thread(target=_sweep_until, args=[stop], daemon=True)
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


def _sweep_until(stop: threading.Event) -> None:
    is_first = True
    while not stop.wait(SWEEP_SECONDS):
        try:
            resend_lost()
            if is_first:  # after an upgrade; later on, approving publishes
                publish_missing()
                is_first = False
            with acting_as(WORKER):
                for path in settings.SAMEFRAME_UPKEEP:  # of parts that this one doesn't know
                    import_string(path)()
        except DatabaseError:
            logger.exception("lost work could not be looked for; trying again")
        finally:
            connection.close()
