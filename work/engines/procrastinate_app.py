"""What procrastinate runs: set up once Django is ready (settings.PROCRASTINATE_ON_APP_READY)."""

from __future__ import annotations

import logging
from typing import Any

from django.db import close_old_connections
from django.utils.module_loading import import_string
from procrastinate import App, BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from audit.context import Acting, acting_as
from work.engines.procrastinate_backend import MESSAGE
from work.retries import pause_after

WORKER = Acting(door="worker")

logger = logging.getLogger(__name__)


class Retries(BaseRetryStrategy):
    """work.retries, in procrastinate's words."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again; None after the last attempt."""
        pause = pause_after(job.attempts + 1)
        return RetryDecision(retry_in={"seconds": int(pause.total_seconds())}) if pause else None


def run_message(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the function of a `django.tasks` task, with this thread's own database connection."""
    close_old_connections()
    try:
        with acting_as(WORKER):
            import_string(path).func(*args, **kwargs)
    finally:
        close_old_connections()


def on_ready(app: App) -> None:
    """Register what may be sent."""
    app.task(name=MESSAGE, retry=Retries())(run_message)
