"""Photos going out: what would be sent, and the ZIP itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.limits import limited
from audit.trail import record
from desk.exports.archive import archive
from desk.exports.choices import MOST, OWN, choices_of
from desk.exports.targets import load_targets
from desk.pages import needs, page
from directory.models import Department, Person
from directory.reach import reach_of
from photos.quality.cut import AVIF, JPEG, WEBP
from photos.quality.uses import load_uses

MAY_EXPORT = ("directory.view_person", "photos.view_photo", "photos.change_photo")
NAMED = 10  # people told by name


@require_safe
@needs(*MAY_EXPORT)
def exports(request: HttpRequest) -> HttpResponseBase:
    """The page on which an export is chosen, with what it would hold."""
    choices = choices_of(request.GET, reach_of(request.user))
    people, ready = choices.people.count(), choices.ready.count()
    nameless = choices.nameless
    people_here = Person.objects.within(choices.reach).active()
    places = people_here.exclude(location="").order_by("location")
    return page(
        request,
        "desk/exports/exports.html",
        _("Export photos"),
        choices=choices,
        targets=load_targets().values(),
        own=OWN,
        uses=load_uses(),
        forms=(JPEG, WEBP, AVIF),
        departments=Department.objects.within(choices.reach),
        locations=places.values_list("location", flat=True).distinct(),
        people_count=people,
        ready_count=ready,
        missing_count=people - choices.publications.count(),
        nameless=nameless[:NAMED],
        nameless_count=nameless.count(),
        is_possible=0 < ready <= MOST and not choices.problem,
        most=MOST,
    )


@require_safe
@needs(*MAY_EXPORT)
@limited("export")
def exports_zip(request: HttpRequest) -> HttpResponseBase:
    """The ZIP; what can't be exported is sent back to the page, which says why."""
    choices = choices_of(request.GET, reach_of(request.user))
    ready = choices.ready.count()
    if choices.problem or not 0 < ready <= MOST:
        messages.error(request, choices.problem or _("There is nothing to export, or too much."))
        return redirect(f"{reverse('admin:desk-exports')}?{choices.query}")
    record(
        "photos.export",
        kind="photos.photo",
        count=ready,
        after=choices.use.name,
        fields=QueryDict(choices.query),
    )
    response = StreamingHttpResponse(archive(choices), content_type="application/zip")
    name = f"photos-{choices.use.name}-{localdate()}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
