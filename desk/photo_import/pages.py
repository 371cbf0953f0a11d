"""The pages of an import, one for each state, and the list of the recent ones."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.pages import needs, page
from desk.photo_import import deciding, running
from desk.photo_import.matching import NotMatched, people_list
from desk.photo_import.progress import progress_of, unpacking_progress
from desk.photo_import.rows import ImportedFile, PhotoImport, PhotoImportQuerySet
from directory.importing import plan_import
from directory.models import Person
from directory.reach import NOBODY, Reach, reach_of
from photos.models import Outcome

MAY_IMPORT = ("photos.add_photo", "directory.view_person")
RECENT = 20
ASKED_AT_ONCE = 50  # a form of more is tiring, and longer than Django reads
LISTED = 200
State = PhotoImport.State
TEMPLATES = {
    State.UPLOADING: "desk/photo_import/uploading.html",
    State.CONFIRMING: "desk/photo_import/confirming.html",
}
PROGRESS = "desk/photo_import/progress.html"


def own(request: HttpRequest) -> PhotoImportQuerySet:
    """The imports that the user may open."""
    return PhotoImport.objects.for_user(request.user).select_related("by")


@needs(*MAY_IMPORT)
@require_safe
def bring_in(request: HttpRequest) -> HttpResponse:
    """Where files are dropped, and the recent imports."""
    running.send_lost()
    pictures = Count("files", filter=Q(files__kind=ImportedFile.Kind.PHOTO))
    counted = own(request).annotate(file_count=pictures)
    recent = counted.order_by("-created_at", "-pk")[:RECENT]  # grouping drops the rows' own order
    return page(
        request,
        "desk/photo_import/bring_in.html",
        _("Bring in photos"),
        recent=recent,
        may_bring_people=may_bring_people(request),
    )


def may_bring_people(request: HttpRequest) -> bool:
    """Whether a people list may come with the photos."""
    may = request.user.has_perms(["directory.add_person", "directory.change_person"])
    return may and reach_of(request.user) != NOBODY


@needs(*MAY_IMPORT)
@require_safe
def one_import(request: HttpRequest, import_id: int) -> HttpResponse:
    """The page of an import, as its state asks for."""
    running.send_lost()
    photo_import = get_object_or_404(own(request), pk=import_id)
    state = State(photo_import.state)
    shown = {State.UPLOADING: _uploading, State.CONFIRMING: _confirming}.get(state, _progress)
    return page(
        request,
        TEMPLATES.get(state, PROGRESS),
        _("Bring in photos"),
        photo_import=photo_import,
        may_bring_people=may_bring_people(request),
        may_see_pictures=request.user.has_perm("photos.view_photo"),
        **shown(photo_import),
    )


def _uploading(photo_import: PhotoImport) -> dict[str, object]:
    files = photo_import.files
    arrived = files.undecided()
    return {
        "arrived_count": arrived.count(),
        "arrived": arrived[:LISTED],
        "refused": files.filter(state=ImportedFile.State.REFUSED)[:LISTED],
        "begun": files.filter(state=ImportedFile.State.ARRIVING),
        "archives": files.unpacking(),
        "progress": unpacking_progress(photo_import),
        "lists": files.filter(kind=ImportedFile.Kind.PEOPLE, state=ImportedFile.State.ARRIVED),
        **_told_of_list(photo_import),
    }


def _told_of_list(photo_import: PhotoImport) -> dict[str, object]:
    """What the people list would change, or what is wrong with it."""
    try:
        roster = people_list(photo_import)
    except NotMatched as refusal:
        return {"list_problem": str(refusal)}
    return {"plan": plan_import(roster, photo_import.reach) if roster else None}


def _confirming(photo_import: PhotoImport) -> dict[str, object]:
    files = photo_import.files
    ready, undecided = files.ready().within(photo_import.reach), files.undecided()
    asked = undecided.order_by("-clarity", "name", "pk")[:ASKED_AT_ONCE]
    return {
        "asked": with_people(asked, photo_import.reach),
        "undecided_count": undecided.count(),
        "ready_count": ready.count(),
        "ready": ready.select_related("person")[:LISTED],
        "out": files.pictures().filter(
            state__in=[ImportedFile.State.LEFT_OUT, ImportedFile.State.REFUSED]
        )[:LISTED],
        "has_decided": deciding.decided(photo_import).exists(),
        "are_plain": deciding.has_plain_suggestions(photo_import),
    }


def with_people(
    files: Iterable[ImportedFile], reach: Reach
) -> list[tuple[ImportedFile, list[Person]]]:
    """Each file with its candidates within reach, likeliest first; all in one query."""
    rows = list(files)
    ids = {person_id for file in rows for person_id in file.candidates}
    people = Person.objects.within(reach).select_related("card", "department").in_bulk(ids)
    return [
        (file, [people[candidate] for candidate in file.candidates if candidate in people])
        for file in rows
    ]


def _progress(photo_import: PhotoImport) -> dict[str, object]:
    progress = progress_of(photo_import)
    verdicts = [(Outcome(key), count) for key, count in progress.verdicts.items()]
    stayed_out = (
        photo_import.files.within(photo_import.reach)
        .pictures()
        .filter(state__in=[ImportedFile.State.REFUSED, ImportedFile.State.LEFT_OUT])
    )
    return {
        "progress": progress,
        "verdicts": verdicts,
        "stayed_out": stayed_out[:LISTED],
        "stayed_out_count": stayed_out.count(),
    }


@needs(*MAY_IMPORT)
@require_safe
def progress(request: HttpRequest, import_id: int) -> HttpResponse:
    """The counts, for the page that asks every two seconds."""
    running.send_lost()
    photo_import = get_object_or_404(own(request), pk=import_id)
    if photo_import.state == State.UPLOADING:
        return JsonResponse(unpacking_progress(photo_import).as_json())
    return JsonResponse(progress_of(photo_import).as_json())
