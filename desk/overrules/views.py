"""The page of overrules, the faces behind a rule, and the export as labels."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from access.limits import limited
from audit.trail import record
from desk.decisions import final
from desk.overrules.counts import (
    FEWEST,
    by_group,
    by_rule,
    decisions,
    overruled_by,
    totals,
)
from desk.overrules.labels_export import MOST_PHOTOS, exported, labels_zip
from desk.overrules.recording import record_new
from desk.pages import needs, page
from directory.reach import reach_of
from photos.admin.rules import in_plain_words, rule_titles

FACES_A_PAGE = 48
SLICE_TITLES = {
    "department": gettext_lazy("By department"),
    "location": gettext_lazy("By place"),
    "standard": gettext_lazy("By standard"),
    "reviewer": gettext_lazy("By reviewer"),
}


def title_of(rule: str) -> str:
    """The rule in plain words."""
    return rule_titles().get(rule) or in_plain_words(rule)


@needs("photos.view_photo", "directory.view_person")
def overrules(request: HttpRequest) -> HttpResponseBase:
    """How often people decided otherwise, by rule and by group."""
    record_new()
    titles, reach = rule_titles(), reach_of(request.user)
    return page(
        request,
        "desk/overrules/overrules.html",
        _("Overrules"),
        totals=totals(reach),
        rules=[(titles.get(one.rule) or in_plain_words(one.rule), one) for one in by_rule(reach)],
        slices=[(title, by_group(name, reach)) for name, title in SLICE_TITLES.items()],
        fewest=FEWEST,
        most_photos=MOST_PHOTOS,
        not_recorded=final(reach).filter(decided=None).count(),
        unknown=decisions(reach).filter(decided__has_findings=False).count(),
        may_export=request.user.has_perm("desk.export_labels"),
        standards_url=standards_url(),
    )


@needs("photos.view_photo", "directory.view_person")
def overruled_faces(request: HttpRequest, rule: str) -> HttpResponseBase:
    """The photos that people took although this rule spoke against them, with their reasons."""
    shown = Paginator(overruled_by(rule, reach_of(request.user)), FACES_A_PAGE)
    return page(
        request,
        "desk/overrules/faces.html",
        title_of(rule),
        reviews=shown.get_page(request.GET.get("page")),
        standards_url=standards_url(),
    )


@require_POST
@needs("desk.export_labels", "photos.view_photo")
@limited("export")
def export_labels(request: HttpRequest) -> HttpResponseBase:
    """A ZIP of decided photos and labels.csv."""
    reviews = exported(reach_of(request.user))
    record("labels.export", kind="photos.photo", count=len(reviews))
    name = f"labels-{localdate():%Y-%m-%d}.zip"
    return FileResponse(labels_zip(reviews), as_attachment=True, filename=name)


def standards_url() -> str:
    """Where edges are moved; empty where there is no such page."""
    try:
        return reverse("admin:desk-standards")
    except NoReverseMatch:
        return ""
