"""Private pictures, for staff who may see photos."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from django.contrib.auth.views import redirect_to_login
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from photos.models import Photo
from photos.quality.limits import UnreadablePhoto
from photos.squares import SQUARES, square_of
from photos.trail import record_photo

# Written by us at intake; anything else in the store is not shown.
CONTENT_TYPES = {".jpg": "image/jpeg"}
# Shown, never run: a file opened on its own may load and do nothing.
PICTURE_POLICY: Mapping[str, list[str]] = {"default-src": [CSP.NONE], "sandbox": [""]}
CACHED_FOR = 3600  # seconds, in the viewer's own browser only
SQUARES_CACHED_FOR = 60  # the crop changes when a photo is measured anew


def file_of(photo: Photo, kind: str) -> FieldFile:
    """The stored file of that kind. Raises Http404 for a word that is not a kind."""
    kinds: dict[str, FieldFile] = {
        "master": photo.master,
        "preview": photo.preview,
        "thumbnail": photo.thumbnail,
    }
    if kind not in kinds:
        raise Http404
    return kinds[kind]


def picture_response(file: FieldFile) -> FileResponse:
    """The file as it is stored, under our content type. Raises Http404 where there is none."""
    content_type = CONTENT_TYPES.get(PurePosixPath(file.name or "").suffix)
    if content_type is None:
        raise Http404
    try:
        stored = file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    return kept_private(FileResponse(stored, content_type=content_type))


def square_response(photo: Photo, kind: str) -> HttpResponse:
    """A square cut from the photo now. Raises Http404 where its file is gone."""
    try:
        square = square_of(photo, kind)
    except (FileNotFoundError, UnreadablePhoto) as gone:
        raise Http404 from gone
    return kept_private(HttpResponse(square, content_type="image/jpeg"), SQUARES_CACHED_FOR)


def kept_private[Response: HttpResponseBase](
    response: Response, seconds: int = CACHED_FOR
) -> Response:
    """The response, for the viewer's own browser and as nothing but a picture."""
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = f"private, max-age={seconds}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@csp_override(PICTURE_POLICY)
def private_picture(request: HttpRequest, photo_id: int, kind: str) -> HttpResponseBase:
    """One stored picture. Who may not see photos learns not even that it exists."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path, resolve_url("admin:login"))
    if not (request.user.is_staff and request.user.has_perm("photos.view_photo")):
        raise Http404
    if kind in SQUARES:
        photos = Photo.objects.select_related("publication")
        return square_response(get_object_or_404(photos, pk=photo_id), kind)
    photo = get_object_or_404(Photo, pk=photo_id)
    response = picture_response(file_of(photo, kind))
    if kind == "master":
        record_photo("photo.download", photo)
    return response
