"""What somebody should look at, in one line for the first page."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.work.failed_photos import failed_photos
from desk.work.job_rows import KEPT, grouped
from desk.work.views import VIEW
from photos.models import Assessment
from work.engines.chosen import engine
from work.models import Failure, Job
from work.pauses import paused_queues
from work.workers import alive


def needs_a_look(user: AbstractBaseUser | AnonymousUser) -> list[str]:
    """Sentences for those who may watch background work; none where all is well."""
    return list(sentences()) if user.has_perm(VIEW) else []  # type: ignore[union-attr]


def sentences() -> Iterator[str]:
    """What is not as it should be: six queries at most."""
    if not alive().exists() and work_waits():
        yield _("No worker is running, and work waits.")
    if paused_queues():
        yield _("Background work is paused.")
    photos = failed_photos().count()
    if photos:
        yield ngettext(
            "%(count)s photo could not be measured.",
            "%(count)s photos could not be measured.",
            photos,
        ) % {"count": grouped(photos)}
    since = timezone.now() - KEPT
    failed_jobs = Job.objects.filter(state=Job.State.FAILED, created_at__gte=since)
    if Failure.objects.exists() or failed_jobs.exists():
        yield _("Background work has failed.")


def standstill(queue: str) -> str:
    """Why nothing of that queue is being done, for those who wait for it; "" where it is."""
    if queue in paused_queues():
        return _("Background work is paused.")
    return "" if alive() else _("No worker is running, and work waits.")


def work_waits() -> bool:
    """Whether anything is there for a worker to do."""
    pending = Assessment.objects.filter(state=Assessment.State.PENDING)
    return pending.exists() or any(engine().waiting().values())
