"""What is done about background work: paused, resumed, retried, discarded, begun."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from audit.trail import record
from desk.pages import is_id, needs
from desk.work.beginning import offer_named
from desk.work.failed_photos import failed_photos
from desk.work.views import MANAGE, VIEW
from directory.reach import reach_of
from photos.reassess import start_over, start_over_later
from work import jobs, pauses, queues
from work.failures import discard, retry
from work.models import Failure, Job

KIND = "work.queue"  # in the trail
A_REQUEST = 200  # photos; more are started over in the background, as many a message
MESSAGES_A_REQUEST = 1_000
CHANGES: dict[str, Callable[[Job], bool]] = {
    "pause": jobs.pause,
    "resume": jobs.resume,
    "cancel": jobs.cancel,
}


@needs(VIEW, MANAGE)
@require_POST
@transaction.atomic
def change_queue(request: HttpRequest, do: str) -> HttpResponse:
    """Pause or resume a queue, or with an empty name all of them."""
    name = request.POST.get("queue", "")
    if name not in (*queues.ALL, queues.EVERYTHING):
        raise Http404
    by = request.user if request.user.is_authenticated else None
    changed = pauses.pause(name, by) if do == "pause" else pauses.resume(name)
    if changed:
        record("work.pause" if do == "pause" else "work.resume", kind=KIND, after=name or "all")
    return redirect("admin:desk-work")


@needs(VIEW, MANAGE)
@require_POST
def change_job(request: HttpRequest, job_id: int, do: str) -> HttpResponse:
    """Pause, resume or cancel a job; it tells the trail itself."""
    if not CHANGES[do](get_object_or_404(Job, pk=job_id)):
        messages.error(request, _("That job had ended, or went on, in the meantime."))
    return redirect("admin:desk-work")


@needs(VIEW, MANAGE)
@require_POST
def begin_job(request: HttpRequest, kind: str) -> HttpResponse:
    """Begin it, unless the same is going on already."""
    offer = offer_named(kind)
    if offer is None:
        raise Http404
    by = request.user if request.user.is_authenticated else None
    jobs.begin_once(offer.kind, dict(offer.wishes), by)
    messages.success(request, _("It has begun. You may leave this page."))
    return redirect("admin:desk-work")


@needs(VIEW, MANAGE)
@require_POST
def retry_photos(request: HttpRequest) -> HttpResponse:
    """Have failed photos within reach measured again: those chosen, or all."""
    failed = failed_photos(reach_of(request.user))
    if request.POST.get("do") != "all":
        failed = failed.filter(pk__in=chosen(request))
    ids = list(failed.values_list("pk", flat=True))
    with transaction.atomic():
        if len(ids) <= A_REQUEST:
            start_over(ids)
        else:
            start_over_later(ids, A_REQUEST)
        if ids:
            record("photos.retry", kind="photos.photo", count=len(ids))
    tell(request, len(ids), _("Nothing was chosen."))
    return redirect("admin:desk-work-photos")


@needs(VIEW, MANAGE)
@require_POST
def settle_messages(request: HttpRequest) -> HttpResponse:
    """Retry or discard failed work: what was chosen, or all of it."""
    do, _space, which = request.POST.get("do", "").partition(" ")
    if do not in {"retry", "discard"}:
        raise Http404
    is_retry = do == "retry"
    settle = retry if is_retry else discard
    rows = Failure.objects.order_by("failed_at", "pk")
    if which != "all":
        rows = rows.filter(pk__in=chosen(request))
    settled, unknown = 0, 0
    with transaction.atomic():
        for row in rows[:MESSAGES_A_REQUEST]:
            try:
                settled += settle(row)
            except ImportError:
                unknown += 1
        if settled:
            action = "work.retry" if is_retry else "work.discard"
            record(action, kind="work.failure", count=settled)
    if unknown:
        messages.error(request, _("This version knows some of that work no more; discard it."))
    if is_retry:
        tell(request, settled, _("Nothing was chosen."))
    return redirect("admin:desk-work-failures")


def chosen(request: HttpRequest) -> list[str]:
    """The ids that were ticked."""
    return [given for given in request.POST.getlist("ids") if is_id(given)]


def tell(request: HttpRequest, count: int, nothing: str) -> None:
    """Say how many are tried again."""
    if not count:
        messages.error(request, nothing)
        return
    told = ngettext("%(count)s is tried again.", "%(count)s are tried again.", count)
    messages.success(request, told % {"count": count})
