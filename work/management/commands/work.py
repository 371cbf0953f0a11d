"""The background worker: runs messages and what the schedule says."""

import logging
import threading
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError, connection
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from work import queues
from work.engines.chosen import engine
from work.engines.engine import WorkerWishes
from work.guarded import AWAY, is_done
from work.schedule import run_scheduled
from work.shift import Shift
from work.stopping import Stop

PAUSE_SECONDS = 2.0  # where the database is away

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Measure photos as they come in, and do all else that is done in the background. On "
        "SIGTERM what is at hand is finished first. Start as many as you like, on any machines."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("--once", action="store_true", help="End when nothing is left to do.")
        add(
            "--concurrency",
            type=int,
            default=settings.SAMEFRAME_WORKER_CONCURRENCY,
            help="How many messages at a time (SAMEFRAME_WORKER_CONCURRENCY, otherwise 1).",
        )
        add("--queues", default="", help="Only these, with commas between (default: all).")

    def handle(self, *args: Any, **options: Any) -> None:
        wishes = wishes_from(options)
        for path in settings.SAMEFRAME_WORKER_START:
            import_string(path)(wishes.concurrency)
        stop = Stop()
        with stop.on_signals():
            if wishes.once:
                work_once(wishes, stop)
            else:
                logger.info("a worker has begun")
                work_on(wishes, stop)
                logger.info("a worker has ended")


def wishes_from(options: dict[str, Any]) -> WorkerWishes:
    """The options, understood. Raises CommandError."""
    if options["concurrency"] < 1:
        raise CommandError("--concurrency: write 1 or more.")
    names = tuple(name.strip() for name in options["queues"].split(",") if name.strip())
    unknown = [name for name in names if name not in queues.ALL]
    if unknown:
        there_are = ", ".join(queues.ALL)
        raise CommandError(
            _("There is no queue “%(name)s”.") % {"name": unknown[0]} + f" --queues: {there_are}"
        )
    return WorkerWishes(options["once"], options["concurrency"], names)


def work_once(wishes: WorkerWishes, stop: Stop) -> None:
    """What is due by the clock and by messages, until nothing is."""
    is_done(engine().rescue)
    for path in settings.SAMEFRAME_SCHEDULE:
        run_scheduled(path)
    shift = Shift(wishes, stop)
    shift.look()
    engine().work_once(shift)


def work_on(wishes: WorkerWishes, stop: Stop) -> None:
    """Until asked to stop; where the database goes away, until it is back and then on."""
    first = [import_string(path) for path in settings.SAMEFRAME_FIRST_UPKEEP]
    while not stop.asked.is_set():
        # Each time under a new name: what was taken under the one before is freed by others.
        shift = Shift(wishes, stop)
        try:
            shift.look()
            shift.presence.beat()
            first = [part for part in first if not is_done(part)]
            _work(shift)
        except (OperationalError, InterfaceError) as error:
            logger.warning(AWAY, {"kind": type(error).__name__})
            connection.close()
            stop.forget()
            stop.asked.wait(PAUSE_SECONDS)


def _work(shift: Shift) -> None:
    """One shift, with a thread beside it that minds the rest."""
    over = threading.Event()
    minder = threading.Thread(target=shift.mind, args=[engine(), over], name="minder", daemon=True)
    minder.start()
    try:
        engine().work(shift)
    finally:
        over.set()
        minder.join(PAUSE_SECONDS)
    with suppress(OperationalError, InterfaceError):
        shift.presence.leave()
