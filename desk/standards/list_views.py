"""All standards: who is judged by which, choosing, copying, carrying to and fro."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.trail import record
from desk.pages import for_leads, is_id, needs, page
from desk.standards.bindings import progress_of, standard_lines
from desk.standards.forms import CopyForm, ImportForm, WhyForm
from desk.standards.measured import photo_rows
from desk.standards.previews import preview
from directory.models import Department
from directory.reach import reach_of
from photos import standard_changes
from photos.labels import spoken
from photos.models import StandardChoice
from photos.quality.own_standards import OwnFile, as_file, differences
from photos.quality.standard import Standard, load_standard
from photos.standard_changes import Why
from photos.standards import company_standard, people_under, standard_named

VIEW, CHANGE = "photos.view_photo", "photos.change_ownstandard"
CHOICES_SHOWN = 10


def may_change(request: HttpRequest) -> bool:
    """Whether who asks may make and change standards, which hold for everybody."""
    return reach_of(request.user).is_whole and request.user.has_perm(CHANGE)


def standard_or_404(name: str) -> Standard:
    """The standard of that name."""
    try:
        return standard_named(name)
    except KeyError as error:
        raise Http404(str(error)) from error


def author_of(request: HttpRequest, note: str) -> Why:
    """Who asks, and why."""
    return Why(cast("User", request.user), note)


@needs(VIEW)
@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    """Shipped and own standards with those whom they judge."""
    reach = reach_of(request.user)
    lines = standard_lines(reach)
    chosen = StandardChoice.objects.select_related("department", "author")
    if not reach.is_whole:
        chosen = chosen.filter(Q(department=None) | reach.those("department"))
    titles = {line.standard.name: line.standard.title for line in lines}
    return page(
        request,
        "desk/standards/standards.html",
        _("Standards"),
        lines=lines,
        company=next((line.standard.title for line in lines if line.is_company), ""),
        departments=Department.objects.within(reach).order_by("name"),
        choices=[(one, titles.get(one.standard, one.standard)) for one in chosen[:CHOICES_SHOWN]],
        progress=[
            (line, told)
            for line in lines
            if line.people and (told := progress_of(line.standard, reach)).behind
        ],
        may_choose=request.user.has_perm(CHANGE),
        may_change=may_change(request),
        is_whole=reach.is_whole,
    )


@needs(VIEW, CHANGE)
def choose(request: HttpRequest) -> HttpResponse:
    """Another standard for a department or the company: who would change, then the reason."""
    asked = request.POST if request.method == "POST" else request.GET
    name, scope = asked.get("standard", ""), asked.get("department", "")
    reach = reach_of(request.user)
    own = Department.objects.within(reach)
    department = get_object_or_404(own, pk=scope) if is_id(scope) else None
    if not (department or reach.is_whole):
        raise PermissionDenied
    if not department and not name:
        raise Http404("Nobody and nothing was chosen.")
    standard = standard_or_404(name or company_standard())
    words = {"standard": spoken(standard.title), "whom": department or _("the company")}
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        standard_changes.choose(name, department, author_of(request, form.cleaned_data["note"]))
        told = _("%(standard)s holds for %(whom)s from now on.") % words
        messages.success(request, told)
        return redirect("admin:desk-standards")
    company = company_standard()
    people = (
        Q(person__department=department)
        if department
        else people_under(company, company, "person__")
    )
    return page(
        request,
        "desk/standards/choose.html",
        _("%(standard)s for %(whom)s") % words,
        standard=standard,
        name=name,
        department=department,
        preview=preview(standard, photo_rows(people, reach)),
        form=form,
    )


@needs(VIEW, CHANGE)
@for_leads
def copy(request: HttpRequest, name: str) -> HttpResponse:
    """A new own standard with the rules of this one."""
    standard = standard_or_404(name)
    start = {
        "title": _("%(title)s, our own") % {"title": spoken(standard.title)},
        "summary": spoken(standard.summary),
    }
    form = CopyForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        own = standard_changes.create(
            OwnFile(
                form.cleaned_data["title"],
                form.cleaned_data["summary"],
                standard.based_on,
                differences(standard, load_standard(standard.based_on)),
            ),
            author_of(request, _("Copied from %(title)s.") % {"title": standard.title}),
        )
        return redirect("admin:desk-standard", own.name)
    title = _("Copy “%(title)s”") % {"title": spoken(standard.title)}
    return page(request, "desk/standards/small_form.html", title, form=form, button=_("Copy"))


@needs(VIEW)
@require_safe
def export(request: HttpRequest, name: str) -> HttpResponse:
    """The standard as a file that import takes."""
    standard = standard_or_404(name)
    record("standard.export", after=standard_changes.word_for(name))
    tables = differences(standard, load_standard(standard.based_on))
    file = OwnFile(standard.title, standard.summary, standard.based_on, tables)
    answer = HttpResponse(as_file(file), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{standard.name}.toml"'
    return answer


@needs(VIEW, CHANGE)
@for_leads
def bring_in(request: HttpRequest) -> HttpResponse:
    """A new own standard from an exported file; nobody is judged by it yet."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file: OwnFile = form.cleaned_data["file"]
        own = standard_changes.create(file, author_of(request, _("Brought in from a file.")))
        messages.success(request, _("Brought in. Nobody is judged by it until you choose it."))
        return redirect("admin:desk-standard", own.name)
    return page(
        request,
        "desk/standards/small_form.html",
        _("Bring in a standard"),
        form=form,
        button=_("Bring in"),
        is_file=True,
    )
