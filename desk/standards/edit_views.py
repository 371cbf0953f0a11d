"""One standard: its rules, who would change, its versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desk.pages import for_leads, needs, page
from desk.standards.bindings import progress_of
from desk.standards.entered import Entered, read_entered
from desk.standards.forms import WhyForm
from desk.standards.list_views import CHANGE, VIEW, author_of, may_change, standard_or_404
from desk.standards.measured import numbers_of, photo_rows
from desk.standards.previews import preview_for_standard
from desk.standards.scales import groups_of
from desk.standards.words import changes_in_words
from directory.reach import reach_of
from photos import standard_changes
from photos.labels import spoken
from photos.models import OwnStandard, StandardVersion
from photos.quality.own_standards import SHOT_TYPES, OwnFile, Tables, differences, read_own
from photos.quality.shot_type import WORDS
from photos.quality.standard import Standard, load_standard
from photos.standard_changes import ChangedMeanwhile
from photos.standards import company_standard, file_of, people_under, standard_of


@needs(VIEW)
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """The rules with their bands; what is entered is previewed or saved. Shipped ones are
    only shown."""
    current = standard_or_404(name)
    version = newest_of(name)
    if request.method != "POST" or version is None or not may_change(request):
        return rules_page(request, current, version, Entered(current, {}, {}), WhyForm())
    entered = read_entered(request.POST, current, load_standard(current.based_on))
    is_saving = "save" in request.POST
    form = WhyForm(request.POST) if is_saving else WhyForm(initial=request.POST.dict())
    if is_saving and form.is_valid() and not entered.errors:
        saved = save(request, version, entered, form.cleaned_data["note"])
        if saved:
            return redirect("admin:desk-standard", name)
    told = (
        None
        if entered.errors or is_saving
        else preview_for_standard(as_saved(version, entered), reach_of(request.user))
    )
    return rules_page(request, current, version, entered, form, preview=told)


def save(request: HttpRequest, version: StandardVersion, entered: Entered, note: str) -> bool:
    """Save what was entered; whether nobody was faster."""
    seen = request.POST.get("seen", "")
    try:
        saved = standard_changes.save(
            version.standard,
            int(seen) if seen.isdecimal() else 0,
            tables_of(version, entered),
            author_of(request, note),
        )
    except ChangedMeanwhile as other:
        messages.error(request, said_meanwhile(other.newest))
        return False
    messages.success(
        request, _("Version %(number)s holds from now on.") % {"number": saved.number}
    )
    return True


def said_meanwhile(newest: StandardVersion) -> str:
    """What the second of two people is told."""
    return _(
        "%(who)s saved version %(number)s while you were changing this one: “%(note)s”. Your "
        "numbers are still here. Save again to put them in place of that version."
    ) % {
        "who": newest.author or _("Somebody"),
        "number": newest.number,
        "note": newest.note,
    }


def tables_of(version: StandardVersion, entered: Entered) -> Tables:
    """What was entered, as differences to the shipped start."""
    return differences(entered.standard, load_standard(version.standard.based_on))


def as_saved(version: StandardVersion, entered: Entered) -> Standard:
    """What was entered, as it would be judged by."""
    own = version.standard
    tables = tables_of(version, entered)
    return read_own(own.name, OwnFile(version.title, version.summary, own.based_on, tables))


def newest_of(name: str) -> StandardVersion | None:
    """The version in force of an own standard; None for a shipped one."""
    versions = StandardVersion.objects.filter(standard__name=name)
    return versions.select_related("standard", "author").first()


def rules_page(
    request: HttpRequest,
    current: Standard,
    version: StandardVersion | None,
    entered: Entered,
    form: WhyForm,
    **context: Any,
) -> HttpResponse:
    """The page of one standard's rules."""
    start = load_standard(current.based_on)
    reach = reach_of(request.user)
    rows = photo_rows(people_under(current.name, company_standard(), "person__"), reach)
    measured_of = rows or photo_rows(Q(), reach)
    numbers = numbers_of(measured_of)
    return page(
        request,
        "desk/standards/rules.html",
        spoken(current.title),
        standard=current,
        start=start,
        version=version,
        may_copy=may_change(request),
        is_whole=reach.is_whole,
        may_change=version is not None and may_change(request),
        groups=groups_of(entered.standard, start, numbers, entered.texts, entered.errors),
        shot_types=[(one, WORDS[one], one in entered.standard.shot_types) for one in SHOT_TYPES],
        errors=entered.errors,
        photos=len(measured_of),
        is_bound=bool(rows),
        progress=progress_of(current, reach) if rows else None,
        form=form,
        **context,
    )


@needs(VIEW, CHANGE)
@for_leads
@require_POST
def live_preview(request: HttpRequest, name: str) -> HttpResponse:
    """Who would change under what is entered, as a piece of the page."""
    current, version = standard_or_404(name), newest_of(name)
    entered = read_entered(request.POST, current, load_standard(current.based_on))
    told = None
    if version and not entered.errors:
        told = preview_for_standard(as_saved(version, entered), reach_of(request.user))
    context = {"preview": told, "errors": entered.errors}
    return render(request, "desk/standards/preview.html", context)


@needs(VIEW)
@require_safe
def history(request: HttpRequest, name: str) -> HttpResponse:
    """All versions: who, when, why, and what each changed."""
    own = get_object_or_404(OwnStandard, name=name)
    versions = list(own.versions.select_related("standard", "author"))
    befores = [*map(standard_of, versions[1:]), load_standard(own.based_on)]
    lines = [
        (version, list(changes_in_words(before, standard_of(version))))
        for version, before in zip(versions, befores, strict=True)
    ]
    title = _("Versions of %(title)s") % {"title": spoken(versions[0].title)}
    context = {"name": name, "lines": lines, "may_change": may_change(request)}
    return page(request, "desk/standards/history.html", title, **context)


@needs(VIEW, CHANGE)
@for_leads
def go_back(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """An earlier version once more: who would change, then the reason."""
    versions = StandardVersion.objects.select_related("standard", "author")
    earlier = get_object_or_404(versions, standard__name=name, number=number)
    newest = newest_of(name) or earlier
    form = WhyForm(request.POST or None)
    entered = Entered(standard_of(earlier), {}, {})
    is_meant = request.method == "POST" and form.is_valid()
    if is_meant and save(request, newest, entered, form.cleaned_data["note"]):
        return redirect("admin:desk-standard-history", name)
    return page(
        request,
        "desk/standards/go_back.html",
        _("Back to version %(number)s of %(title)s")
        % {"number": number, "title": spoken(file_of(earlier).title)},
        newest=newest,
        changes=list(changes_in_words(standard_of(newest), standard_of(earlier))),
        preview=preview_for_standard(standard_of(earlier), reach_of(request.user)),
        form=form,
        name=name,
    )
