"""/livez and /readyz: for load balancers and monitors, without a login."""

import shutil
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from photos.models import Assessment

LEAST_FREE_BYTES = 500 * 1_000_000  # room for 25 of the largest photos


@require_safe
def livez(request: HttpRequest) -> JsonResponse:
    """Whether the process answers; it asks nobody else."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether photos can be taken in and shown: 503 names what is missing."""
    checks = {name: check() for name, check in CHECKS.items()}
    ready = all(checks.values())
    answer: dict[str, Any] = {"status": "ok" if ready else "unavailable", "checks": checks}
    if checks["database"] and checks["migrations"]:
        answer["oldest_photo_waits_s"] = oldest_wait()
    return JsonResponse(answer, status=200 if ready else 503)


def database_answers() -> bool:
    """Whether a query gets through."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def is_migrated() -> bool:
    """Whether the tables are those of this version."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return False


def can_write_files() -> bool:
    """Whether the disk of the photo store takes a file."""
    try:
        with TemporaryFile(dir=settings.DATA_DIR) as file:
            file.write(b"ready")
    except OSError:
        return False
    return True


def has_room() -> bool:
    """Whether the disk has room for more photos."""
    try:
        return shutil.disk_usage(settings.DATA_DIR).free >= LEAST_FREE_BYTES
    except OSError:
        return False


def oldest_wait() -> int:
    """Seconds for which the longest-waiting photo has been due to be measured."""
    now = timezone.now()
    waiting = Assessment.objects.filter(state=Assessment.State.PENDING, due_at__lte=now)
    since = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    return round((now - since).total_seconds()) if since else 0


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": is_migrated,
    "files": can_write_files,
    "disk": has_room,
}
