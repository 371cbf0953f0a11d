"""Pages about photo days: where people wait, one day, its brief and its list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from access.limits import limited
from audit.trail import record
from desk.dashboard.costs import cost_of
from desk.dashboard.rows import prices
from desk.pages import framed, is_id, needs, page
from photos.admin.table_files import csv_chunks
from retakes.days import planning
from retakes.days.brief_words import words_of
from retakes.days.drawing import drawing_of
from retakes.days.forms import PhotoDayForm
from retakes.models import PhotoDay, Retake, retake_settings

MOST_DAYS = 50  # on one page, the last ones
SEES, PLANS = "retakes.view_retake", "retakes.change_retake"
LISTED = ("file", "name", "employee_id", "badge_number", "department", "job_title")


@require_safe
@needs(SEES)
def photo_days(request: HttpRequest) -> HttpResponse:
    """Open requests by place, and the days that are planned."""
    theirs = Retake.objects.for_user(request.user)
    days = list(PhotoDay.objects.for_user(request.user)[:MOST_DAYS])
    on_each = theirs.filter(photo_day__in=days).order_by().values_list("photo_day")
    counts = dict(on_each.annotate(Count("pk")))
    return page(
        request,
        "retakes/days/days.html",
        _("Photo days"),
        places=planning.places(theirs, prices()),
        days=[(day, counts.get(day.pk, 0)) for day in days],
        may_plan=request.user.has_perm(PLANS),
        may_price=request.user.has_perm("desk.change_prices"),
    )


@needs(PLANS)
def plan_day(request: HttpRequest) -> HttpResponseBase:
    """The form for one place, `?place=`, and the day once it is sent."""
    place = request.GET.get("place", "")
    waiting = planning.to_plan(Retake.objects.for_user(request.user), place)
    count = waiting.count()
    if not count:
        messages.info(request, _("Nobody waits there for a day to be planned."))
        return redirect("admin:retakes-days")
    user = request.user if isinstance(request.user, User) else None
    day = PhotoDay(location=place, planned_by=user, uses=list(planning.USUAL_USES))
    usual = {"held_on": planning.usual_day(retake_settings())}
    form = PhotoDayForm(request.POST or None, instance=day, initial=usual, label_suffix="")
    if request.method == "POST" and form.is_valid():
        on_day = planning.plan(form.save(commit=False), waiting)
        told = ngettext("%(count)d person is on it.", "%(count)d people are on it.", on_day)
        messages.success(request, _("The day is planned.") + " " + told % {"count": on_day})
        return redirect("admin:retakes-day", day.pk)
    return page(
        request,
        "retakes/days/plan.html",
        _("Plan a photo day"),
        form=form,
        place=place,
        count=count,
        cost=cost_of(count, prices()),
    )


@require_safe
@needs(SEES)
def photo_day(request: HttpRequest, day_id: int) -> HttpResponse:
    """Who is photographed on the day, and what can be done."""
    day = day_of(request, day_id)
    retakes = on_it(request, day)
    return page(
        request,
        "retakes/days/day.html",
        str(day),
        day=day,
        retakes=retakes,
        came=sum(1 for retake in retakes if not retake.awaits_photo),
        cost=cost_of(len(retakes), prices()),
        may_plan=request.user.has_perm(PLANS),
        may_see_pictures=request.user.has_perm("photos.view_photo"),
        may_bring_in=request.user.has_perm("photos.add_photo"),
    )


@require_safe
@needs(SEES)
def brief(request: HttpRequest, day_id: int) -> HttpResponse:
    """The page that goes to the photographer, on paper too."""
    day = day_of(request, day_id)
    found = planning.brief_of(day)
    return framed(
        request,
        "retakes/days/brief.html",
        _("Shot brief"),
        day=day,
        brief=found,
        words=words_of(found, day),
        retakes=on_it(request, day),
        drawing=drawing_of(found),
        frame_label=_("The frame, with the largest head, the line of the eyes and the middle"),
    )


@require_safe
@needs(SEES)
@limited("export")
def day_list(request: HttpRequest, day_id: int) -> HttpResponse:
    """A plain list for the photographer: how each file is to be named, and who it is."""
    day = day_of(request, day_id)
    retakes = on_it(request, day)
    rows = [line_of(retake) for retake in retakes]
    record("photo_day.list", kind=planning.KIND, key=day.pk, count=len(rows))
    answer = HttpResponse(b"".join(csv_chunks(LISTED, rows)), content_type="text/csv")
    name = slugify(f"photo-day-{day.held_on}-{day.location}")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@needs(PLANS)
def leave_out(request: HttpRequest, day_id: int) -> HttpResponseBase:
    """Take people off the day."""
    day = day_of(request, day_id)
    theirs = {retake.pk for retake in on_it(request, day)}
    chosen = {int(one) for one in request.POST.getlist("retake") if is_id(one)}
    count = planning.leave_out(day, theirs & chosen)
    told = ngettext("%(count)d person taken off.", "%(count)d people taken off.", count)
    messages.success(request, told % {"count": count})
    return redirect("admin:retakes-day", day.pk)


@require_POST
@needs(PLANS)
def call_off(request: HttpRequest, day_id: int) -> HttpResponseBase:
    """The day is not held. Whoever does not see everybody on it cannot call it off."""
    day = day_of(request, day_id)
    if len(on_it(request, day)) < day.retakes.count():
        messages.error(request, _("People whom you do not see are on it: ask an HR lead."))
        return redirect("admin:retakes-day", day.pk)
    planning.call_off(day)
    messages.success(request, _("The day is called off; its requests stay open."))
    return redirect("admin:retakes-days")


def day_of(request: HttpRequest, day_id: int) -> PhotoDay:
    """A day that the user may see. Raises Http404 for all others."""
    if not is_id(str(day_id)):
        raise Http404
    return get_object_or_404(PhotoDay.objects.for_user(request.user), pk=day_id)


def on_it(request: HttpRequest, day: PhotoDay) -> list[Retake]:
    """The requests on the day whose people the user may see, by name."""
    theirs = Retake.objects.for_user(request.user).filter(photo_day=day)
    ordered = theirs.order_by("person__last_name", "person__first_name", "pk")
    return list(ordered.select_related("person__department", "person__card"))


def line_of(retake: Retake) -> list[Any]:
    """One line of the list."""
    person = retake.person
    return [
        f"{person.employee_id}.jpg",
        person.full_name,
        person.employee_id,
        person.badge_number,
        person.department.name if person.department else "",
        person.job_title,
    ]
