"""/livez and /readyz: for load balancers and monitors, without a login."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from tempfile import TemporaryFile
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from photos.models import Assessment
from photos.storage import private_storage_answers
from work.pauses import is_paused
from work.priorities import INTERACTIVE
from work.queues import BULK

LEAST_FREE_BYTES = 500 * 1_000_000  # room for 25 of the largest photos
LONGEST_WAIT = 15 * 60  # seconds; then no worker runs, or far too few
KEPT_FOR = 2.0  # seconds: whoever asks more often costs nothing


@require_safe
@never_cache
def livez(request: HttpRequest) -> JsonResponse:
    """Whether the process answers; it asks nobody else."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether photos can be taken in and shown: 503 names what is missing.

    Photos that wait too long to be measured are named too, but with 200: pages and uploads
    work, and a balancer that took the web away would mend nothing.
    """
    checks = KNOWN.checks()
    ready = all(passes for name, passes in checks.items() if name != QUEUE)
    late = "ok" if checks[QUEUE] else "late"
    answer: dict[str, Any] = {"status": late if ready else "unavailable", "checks": checks}
    return JsonResponse(answer, status=200 if ready else 503)


class Known:
    """What was found a moment ago; while somebody looks, others get that."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: dict[str, bool] = {}
        self._found_at = float("-inf")

    def checks(self) -> dict[str, bool]:
        """Each check's name, and whether it passes."""
        if not self._lock.acquire(blocking=not self._found):
            return self._found
        try:
            if monotonic() - self._found_at > KEPT_FOR:
                self._found = {name: check() for name, check in CHECKS.items()}
                self._found_at = monotonic()
        finally:
            self._lock.release()
        return self._found

    def forget(self) -> None:
        """Look again next time."""
        self._found_at = float("-inf")


def database_answers() -> bool:
    """Whether a query gets through."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def is_migrated() -> bool:
    """Whether the tables are those of this version, or of a newer one."""
    try:
        return all_migrations() <= set(MigrationRecorder(connection).applied_migrations())
    except Error:
        return False


@cache
def all_migrations() -> frozenset[tuple[str, str]]:
    """The migrations of this version, as app and name."""
    return frozenset(MigrationLoader(None).disk_migrations or ())


def can_write_files() -> bool:
    """Whether the data folder takes a file, and the bucket answers where photos are in one."""
    try:
        with TemporaryFile(dir=settings.DATA_DIR) as file:
            file.write(b"ready")
    except OSError:
        return False
    return private_storage_answers()


def has_room() -> bool:
    """Whether the disk has room for more photos."""
    try:
        return shutil.disk_usage(settings.DATA_DIR).free >= LEAST_FREE_BYTES
    except OSError:
        return False


def oldest_wait() -> int:
    """Seconds for which the longest-waiting photo that somebody waits for has been due to be
    measured; an import's may well take days."""
    now = timezone.now()
    waiting = Assessment.objects.filter(
        state=Assessment.State.PENDING, priority=INTERACTIVE, due_at__lte=now
    )
    since = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    return round((now - since).total_seconds()) if since else 0


def bulk_stands() -> bool:
    """Whether an import's photos wait, nobody has paused them, and none was measured for long."""
    long_ago = timezone.now() - timedelta(seconds=LONGEST_WAIT)
    waiting = Assessment.objects.filter(
        state=Assessment.State.PENDING, priority__lt=INTERACTIVE, due_at__lt=long_ago
    )
    if not waiting.exists() or is_paused(BULK):
        return False
    return not Assessment.objects.filter(finished_at__gte=long_ago).exists()


def is_measured_in_time() -> bool:
    """Whether no photo waits much longer than it should; bulk work may take hours."""
    try:
        return oldest_wait() <= LONGEST_WAIT and not bulk_stands()
    except Error:
        return False


QUEUE = "queue"
CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": is_migrated,
    "files": can_write_files,
    "disk": has_room,
    QUEUE: is_measured_in_time,
}
KNOWN = Known()
