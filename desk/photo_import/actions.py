"""What is done to an import by its pages: files sent, matched, confirmed, cancelled."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe
from PIL import Image

from access.limits import limited
from audit.trail import record
from desk.pages import needs
from desk.photo_import import arrivals, deciding, keeping, receiving, report, running
from desk.photo_import.matching import NotMatched, match
from desk.photo_import.pages import MAY_IMPORT, may_bring_people, own
from desk.photo_import.receiving import NotTaken
from desk.photo_import.rows import ImportedFile, PhotoImport
from photos.media import PICTURE_POLICY, kept_private
from photos.quality import apart
from photos.quality.limits import ASK_AGAIN, UnreadablePhoto
from photos.quality.master import encode_jpeg
from photos.quality.picture import shrunk
from photos.storage import DiskFull

THUMBNAIL_EDGE, THUMBNAIL_QUALITY = 320, 85  # px of a waiting file's picture
KIND = "desk.photoimport"  # in the trail
NO_LIST = gettext_noop("You may not change people: the list stays out.")
LONGEST_NUMBER = 15  # digits of a size or an offset in bytes
SECONDS_TO_COME_AGAIN = 5
REPORTS = {
    "csv": ("text/csv; charset=utf-8", report.as_csv),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        report.as_xlsx,
    ),
}


def to_page(photo_import: PhotoImport) -> HttpResponse:
    """On to the import's page."""
    return redirect("admin:desk-bring-in-one", photo_import.pk)


def uploading(request: HttpRequest, import_id: int) -> PhotoImport:
    """The import that takes files. Raises Http404."""
    return get_object_or_404(own(request), pk=import_id, state=PhotoImport.State.UPLOADING)


@needs(*MAY_IMPORT)
@require_POST
@limited("import")
def begin(request: HttpRequest) -> HttpResponseBase:
    """A new import, with the files of a plain form if there are any."""
    with transaction.atomic():
        photo_import = PhotoImport.objects.create(by_id=request.user.pk)
        record("photo_import.begin", kind=KIND, key=photo_import.pk)
    _take_form(request, photo_import)
    return to_page(photo_import)


@needs(*MAY_IMPORT)
@require_POST
def add(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """More files, by a plain form."""
    photo_import = uploading(request, import_id)
    _take_form(request, photo_import)
    return to_page(photo_import)


def _take_form(request: HttpRequest, photo_import: PhotoImport) -> None:
    for upload in request.FILES.getlist("files"):
        name = upload.name or ""
        try:
            _check_may(request, photo_import, name)
            file = receiving.begin(photo_import, name, upload.size or 0)
            if file and upload.file:
                receiving.receive(file, 0, upload.file)
        except NotTaken as refusal:
            messages.error(request, f"{name}: {gettext(str(refusal))}")
        except DiskFull as full:
            messages.error(request, full.message)


def _check_may(request: HttpRequest, photo_import: PhotoImport, name: str) -> None:
    """Raises NotTaken for a people list of somebody who may not change people."""
    if receiving.kind_of(name) == ImportedFile.Kind.PEOPLE and not may_bring_people(request):
        keeping.refuse(photo_import, name, NO_LIST)
        raise NotTaken(NO_LIST)


@needs(*MAY_IMPORT)
@require_POST
def send(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """A slice of a file: raw bytes, with name, size and offset in the address.

    Without an offset nothing is written: the answer says from where to go on.
    """
    photo_import = uploading(request, import_id)
    name, size = request.GET.get("name", ""), _number(request, "size") or 0
    try:
        _check_may(request, photo_import, name)
        file = receiving.begin(photo_import, name, size)
        if file is None:
            return JsonResponse({"offset": size})
        return JsonResponse({"offset": _receive(request, file)})
    except NotTaken as refusal:
        return JsonResponse({"refusal": gettext(str(refusal))})
    except DiskFull as full:
        return JsonResponse({"refusal": full.message})


def _receive(request: HttpRequest, file: ImportedFile) -> int:
    """How much of the file is here, after writing the slice if there is one."""
    offset = _number(request, "offset")
    if offset is None:
        return receiving.look(file)
    return receiving.receive(file, offset, request)  # nothing has read the raw body yet


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


@needs(*MAY_IMPORT)
@require_POST
def go_on(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """All files are here: match them to people."""
    photo_import = uploading(request, import_id)
    lists = photo_import.files.filter(kind=ImportedFile.Kind.PEOPLE)
    if lists.exists() and not may_bring_people(request):
        messages.error(request, gettext(NO_LIST))
    elif photo_import.files.unpacking().exists():
        messages.error(request, gettext("A ZIP is still being unpacked."))
    elif not photo_import.files.undecided().exists():
        messages.error(request, gettext("No photo has arrived yet."))
    else:
        try:
            match(photo_import)
        except NotMatched as refusal:
            messages.error(request, str(refusal))
    return to_page(photo_import)


@needs(*MAY_IMPORT)
@require_POST
def remove(request: HttpRequest, import_id: int, file_id: int) -> HttpResponseBase:
    """Take a file out of an import that isn't matched yet."""
    photo_import = uploading(request, import_id)
    file = get_object_or_404(photo_import.files, pk=file_id)
    keeping.discard([file])
    with transaction.atomic():
        file.delete()
        record("photo_import.remove", kind=KIND, key=photo_import.pk)
    return to_page(photo_import)


@needs(*MAY_IMPORT)
@require_POST
@transaction.atomic
def confirm(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """Write what was chosen; begin to take in once nothing is open."""
    photo_import = get_object_or_404(
        own(request), pk=import_id, state=PhotoImport.State.CONFIRMING
    )
    what = request.POST.get("do", "save")
    record("photo_import.decide", kind=KIND, key=photo_import.pk)
    if what == "again":
        deciding.decide_again(photo_import)
        return to_page(photo_import)
    for complaint in deciding.decide_all(photo_import, request.POST.dict()):
        messages.error(request, complaint)
    if what == "suggestions":
        deciding.accept_suggestions(photo_import)
    elif what == "rest":
        deciding.leave_rest_out(photo_import)
    elif what == "start" and not photo_import.files.undecided().exists():
        running.start(photo_import)
    return to_page(photo_import)


@needs(*MAY_IMPORT)
@require_POST
def cancel(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """End an import; what is taken in already stays."""
    if running.cancel(get_object_or_404(own(request), pk=import_id)):
        messages.success(
            request, gettext("The import is cancelled; its waiting files are removed.")
        )
    return redirect("admin:desk-bring-in")


@csp_override(PICTURE_POLICY)  # outermost: a page of the admin has the admin's policy
@needs(*MAY_IMPORT)
@require_safe
def waiting_picture(request: HttpRequest, import_id: int, file_id: int) -> HttpResponseBase:
    """A waiting file in small, decoded as intake would; a placeholder where it can't be."""
    file = get_object_or_404(
        ImportedFile, pk=file_id, photo_import__in=own(request).filter(pk=import_id)
    )
    try:
        content = arrivals.read(file.stored) if file.stored else b""
        pixels = apart.read_picture(content).pixels
    except (UnreadablePhoto, FileNotFoundError) as refusal:
        if getattr(refusal, "code", "") in ASK_AGAIN:
            return HttpResponse(status=503, headers={"Retry-After": SECONDS_TO_COME_AGAIN})
        return redirect(static("desk/unreadable.svg"))
    small = shrunk(Image.fromarray(pixels), THUMBNAIL_EDGE)
    content = encode_jpeg(small, THUMBNAIL_QUALITY)
    return kept_private(HttpResponse(content, content_type="image/jpeg"))


@needs(*MAY_IMPORT)
@require_safe
def download(request: HttpRequest, import_id: int, form: str) -> HttpResponseBase:
    """The report of an import."""
    photo_import = get_object_or_404(own(request), pk=import_id)
    record("photo_import.report", kind=KIND, key=photo_import.pk)
    content_type, write = REPORTS[form]
    name = f"photos-{photo_import.created_at:%Y-%m-%d}-{photo_import.pk}.{form}"
    return HttpResponse(
        write(photo_import),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
