"""The page of background work, and the lists of what failed."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.pages import framed, needs
from desk.work.beginning import extent_of, offer_named, offers
from desk.work.failed_photos import failed_photos
from desk.work.shown_jobs import shown_jobs
from desk.work.standing import standing
from desk.work.workers import title_of
from directory.reach import reach_of
from work.models import Failure

VIEW, MANAGE = "work.view_work", "work.manage_work"
ROWS_A_PAGE = 50


@needs(VIEW)
@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Everything that waits, runs and failed."""
    return framed(
        request,
        "desk/work/work.html",
        _("Background work"),
        offers=offers(),
        **shown_now(request),
    )


@needs(VIEW)
@require_safe
@never_cache
def now(request: HttpRequest) -> HttpResponse:
    """The part that changes, for the page that asks every few seconds."""
    return TemplateResponse(request, "desk/work/now.html", shown_now(request))


def shown_now(request: HttpRequest) -> dict[str, Any]:
    """What that part shows."""
    state = standing()
    return {
        "standing": state,
        "headline": state.headline,
        "jobs": shown_jobs(state.now),
        "failed_photos": failed_photos().count(),
        "failed_messages": Failure.objects.count(),
        "may_manage": request.user.has_perm(MANAGE),
    }


@needs(VIEW)
@require_safe
def photo_failures(request: HttpRequest) -> HttpResponse:
    """The photos within reach that could not be measured."""
    failed = failed_photos(reach_of(request.user)).select_related("photo__person__department")
    return framed(
        request,
        "desk/work/photo_failures.html",
        _("Photos that could not be measured"),
        failed=Paginator(failed, ROWS_A_PAGE).get_page(request.GET.get("page")),
        elsewhere=failed_photos().count() if not reach_of(request.user).is_whole else 0,
        may_manage=request.user.has_perm(MANAGE),
        may_see_pictures=request.user.has_perm("photos.view_photo"),
        may_see_people=request.user.has_perm("directory.view_person"),
    )


@needs(VIEW)
@require_safe
def message_failures(request: HttpRequest) -> HttpResponse:
    """Background work that failed each time it was tried."""
    rows = Failure.objects.order_by("-failed_at", "-pk")
    failed = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return framed(
        request,
        "desk/work/message_failures.html",
        _("Work that failed"),
        failed=failed,
        titled=[(row, title_of(row.path)) for row in failed],
        may_manage=request.user.has_perm(MANAGE),
    )


@needs(VIEW, MANAGE)
@require_safe
def confirm_job(request: HttpRequest, kind: str) -> HttpResponse:
    """What beginning such a job would mean."""
    offer = offer_named(kind)
    if offer is None:
        raise Http404
    return framed(
        request,
        "desk/work/confirm_job.html",
        str(offer.title),
        offer=offer,
        extent=extent_of(offer),
    )
