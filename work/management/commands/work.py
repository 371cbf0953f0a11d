"""The background worker: runs queued work, and finds again what was lost."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from audit.context import Acting, acting_as
from work.engines.chosen import engine
from work.engines.engine import WorkerWishes
from work.schedule import claim_due

SWEEP_SECONDS = 5.0
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
        add = parser.add_argument
        add("--once", action="store_true", help="End when nothing is left to do.")
        add("--concurrency", type=int, default=1, help="How many messages at a time (default: 1).")
        add("--queues", default="", help="Only these, with commas between (default: all).")

    def handle(self, *args: Any, **options: Any) -> None:
        wishes = wishes_from(options)
        stop = threading.Event()
        first = [import_string(path) for path in settings.SAMEFRAME_FIRST_UPKEEP]
        sweeper = threading.Thread(target=sweep_until, args=[stop, first], daemon=True)
        if wishes.once:
            import_string(next(iter(settings.SAMEFRAME_SCHEDULE)))()
        else:
            sweeper.start()
        try:
            while not _work(wishes):
                stop.wait(PAUSE_SECONDS)
        finally:
            stop.set()
            if sweeper.is_alive():
                sweeper.join(PAUSE_SECONDS)


def wishes_from(options: dict[str, Any]) -> WorkerWishes:
    """The options, understood. Raises CommandError."""
    if options["concurrency"] < 1:
        raise CommandError("--concurrency: write 1 or more.")
    queues = tuple(name.strip() for name in options["queues"].split(",") if name.strip())
    return WorkerWishes(options["once"], options["concurrency"], queues)


def _work(wishes: WorkerWishes) -> bool:
    """Run the engine's worker to its end. False where the database went away meanwhile."""
    try:
        with acting_as(WORKER):
            engine().work(wishes)
    except (OperationalError, InterfaceError):
        logger.exception("the database does not answer; trying again")
        connection.close()
        return False
    return True


def sweep_until(stop: threading.Event, once: list[Part]) -> None:
    """Do what the schedule says in each slot, and the parts of `once` until they are done."""
    while not stop.wait(SWEEP_SECONDS):
        with acting_as(WORKER):
            once = [part for part in once if not is_done(part)]
            is_done(run_due)
        connection.close()


def run_due() -> None:
    """Run what the schedule says for now, unless another worker has."""
    for path in claim_due(timezone.now()):
        is_done(import_string(path))


def is_done(part: Part) -> bool:
    """Do one part of the upkeep; False where it failed, which holds up no other part."""
    try:
        part()
    except Exception:  # the thread's edge: whatever fails is tried again in the next round
        logger.exception("a part of the upkeep failed; trying again")
        connection.close_if_unusable_or_obsolete()
        return False
    return True
