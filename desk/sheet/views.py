"""The contact sheet: a page to look at and print, and the same as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.limits import limited
from audit.trail import record
from desk.pages import needs, page
from desk.sheet import export
from desk.sheet.options import BOTH, BY_MARK, MODES, ORDERS, Options, options_of
from desk.sheet.tiles import PAGE, Tile, legend_of, misfits_first, people_on, tiles_of
from directory.models import Department
from directory.reach import reach_of

FORMS: dict[str, tuple[str, Callable[[Options, Sequence[Tile]], bytes]]] = {
    "pdf": ("application/pdf", export.as_pdf),
    "png": ("image/png", export.as_png),
}
MAY_LOOK = ("directory.view_person", "photos.view_photo")


@require_safe
@needs(*MAY_LOOK)
def sheet(request: HttpRequest) -> HttpResponse:
    """The page; a department mostly whole, the company in parts."""
    options = options_of(request.GET, reach_of(request.user))
    people = people_on(options.reach, options.department, worst_first=options.order == BY_MARK)
    count = people.count()
    shown = Paginator(people, export.MOST if options.department else PAGE)
    part = shown.get_page(request.GET.get("page"))
    tiles = in_order(tiles_of(list(part.object_list), options.department), options)
    title = _("Contact sheet")
    context = choices_of(options) | {
        "options": options,
        "heading": export.title_of(options),
        "tiles": tiles,
        "legend": legend_of(tiles),
        "part": part,
        "count": count,
        "today": localdate(),
        "is_exportable": 0 < count <= export.MOST,
        "most": export.MOST,
    }
    return page(request, "desk/sheet/sheet.html", title, **context)


@require_safe
@needs(*MAY_LOOK)
@limited("export")
def sheet_file(request: HttpRequest, form: str) -> HttpResponse:
    """Everybody on it as a PDF or a PNG; too many people are sent back with a sentence."""
    options = options_of(request.GET, reach_of(request.user))
    listed = people_on(options.reach, options.department, worst_first=options.order == BY_MARK)
    people = list(listed[: export.MOST + 1])
    if len(people) > export.MOST:
        told = _("A file holds at most %(most)d people: please choose a department.")
        messages.error(request, told % {"most": export.MOST})
        return redirect(f"{reverse('admin:desk-sheet')}?{options.query()}")
    content_type, made = FORMS[form]
    tiles = in_order(tiles_of(people, options.department), options)
    key = options.department.pk if options.department else ""
    record("sheet.export", kind="directory.department", key=key, count=len(people))
    response = HttpResponse(made(options, tiles), content_type=content_type)
    name = slugify(export.title_of(options)) or "sheet"
    response["Content-Disposition"] = f'attachment; filename="{name}-{localdate()}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def in_order(tiles: list[Tile], options: Options) -> list[Tile]:
    """As the address asks."""
    return misfits_first(tiles) if options.order == BY_MARK else tiles


def choices_of(options: Options) -> dict[str, Any]:
    """What can be chosen, each with its address."""
    return {
        "modes": [
            (words, options.query(mode=mode), mode == options.mode)
            for mode, words in MODES.items()
        ],
        "orders": [
            (words, options.query(sort=order), order == options.order)
            for order, words in ORDERS.items()
        ],
        "without_marks": options.query(marks="0" if options.has_marks else "1"),
        "departments": Department.objects.within(options.reach),
        "everybody": export.title_of(replace(options, department=None)),
        "is_pair": options.mode == BOTH,
    }
