"""What somebody should look at, in one line for the first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import Exists, Func, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.work.failed_photos import failed_photos
from desk.work.shown_jobs import KEPT, grouped
from desk.work.views import VIEW
from photos.models import Assessment
from webhooks.models import Endpoint
from work.models import Failure, Job, Pause
from work.pauses import paused_queues
from work.workers import alive


def needs_a_look(user: AbstractBaseUser | AnonymousUser) -> list[str]:
    """Sentences for those who may watch background work; none where all is well."""
    return list(sentences(user.pk)) if user.has_perm(VIEW) else []  # type: ignore[union-attr]


def sentences(user_id: Any) -> Iterator[str]:
    """What is not as it should be, by one query: asked beside the row of who asks."""
    since = timezone.now() - KEPT
    failed_jobs = Job.objects.filter(state=Job.State.FAILED, created_at__gte=since)
    photos = failed_photos().order_by().values(number=Func("pk", function="COUNT"))
    found = User.objects.annotate(
        has_worker=Exists(alive()),
        has_photos=Exists(Assessment.objects.filter(state=Assessment.State.PENDING)),
        has_jobs=Exists(Job.objects.filter(state__in=Job.ACTIVE)),
        is_paused=Exists(Pause.objects.all()),
        has_failed=Exists(Failure.objects.all()) | Exists(failed_jobs),
        failed_photos=Subquery(photos),
        has_webhook_off=Exists(Endpoint.objects.exclude(switched_off_at=None)),
    ).get(pk=user_id)
    if not found.has_worker and (found.has_photos or found.has_jobs):
        yield _("No worker is running, and work waits.")
    if found.is_paused:
        yield _("Background work is paused.")
    if found.failed_photos:
        yield ngettext(
            "%(count)s photo could not be measured.",
            "%(count)s photos could not be measured.",
            found.failed_photos,
        ) % {"count": grouped(found.failed_photos)}
    if found.has_failed:
        yield _("Background work has failed.")
    if found.has_webhook_off:
        yield _("A webhook was switched off, as it failed for days.")


def standstill(queue: str) -> str:
    """Why nothing of that queue is being done, for those who wait for it; "" where it is."""
    if queue in paused_queues():
        return _("Background work is paused.")
    return "" if alive() else _("No worker is running, and work waits.")
