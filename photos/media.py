"""Private pictures, for HR of the person's department: by login, key or signed address."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePosixPath
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, TimestampSigner
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, resolve_url
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.http import urlencode
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from photos.models import Photo
from photos.quality.limits import UnreadablePhoto
from photos.squares import SQUARES, square_of
from photos.storage import DamagedFile, read_file
from photos.trail import record_photo
from tokens.authentication import caller_of
from tokens.models import ApiToken
from tokens.reach import (
    NO_CALLER,
    Caller,
    act_as_caller,
    caller_named,
    reach_of_caller,
    scope_of_caller,
)

# Written by us at intake; anything else in the store is not shown.
CONTENT_TYPES = {".jpg": "image/jpeg"}
# Shown, never run: a file opened on its own may load and do nothing.
PICTURE_POLICY: Mapping[str, list[str]] = {"default-src": [CSP.NONE], "sandbox": [""]}
# Seconds, in the viewer's own browser only: paging to and fro is quick, and who may not see a
# photo any more, or has logged out, leaves none behind for longer.
CACHED_FOR = 60
SIGNED = "signed"  # the query parameter of a signed address
SIGNED_FOR = timedelta(minutes=5)


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


def picture_response(file: FieldFile) -> HttpResponseBase:
    """The file as it is stored, under our content type. Raises Http404 where there is none."""
    if settings.SAMEFRAME_ACCEL_REDIRECT:
        return kept_private(handed_over(file))
    content_type = content_type_of(file)
    try:
        content = read_file(file)
    except (FileNotFoundError, DamagedFile) as gone:
        raise Http404 from gone
    return kept_private(HttpResponse(content, content_type=content_type))


def content_type_of(file: FieldFile) -> str:
    """What the file is sent as. Raises Http404 for one that is not of ours."""
    content_type = CONTENT_TYPES.get(PurePosixPath(file.name or "").suffix)
    if content_type is None:
        raise Http404
    return content_type


def square_response(photo: Photo, kind: str) -> HttpResponse:
    """A square cut from the photo now. Raises Http404 where its file is gone."""
    try:
        square = square_of(photo, kind)
    except (FileNotFoundError, UnreadablePhoto) as gone:
        raise Http404 from gone
    return kept_private(HttpResponse(square, content_type="image/jpeg"))


def kept_private[Response: HttpResponseBase](response: Response) -> Response:
    """The response, for the viewer's own browser and as nothing but a picture."""
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = f"private, max-age={CACHED_FOR}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def handed_over(file: FieldFile) -> HttpResponse:
    """What tells the web server in front to send the file itself (X-Accel-Redirect)."""
    stored = quote(str(file.name))
    where = {"X-Accel-Redirect": f"{settings.SAMEFRAME_ACCEL_REDIRECT}/{stored}"}
    return HttpResponse(content_type=content_type_of(file), headers=where)


def signed_address(photo: Photo, kind: str, caller: str) -> str:
    """An address that opens one picture for five minutes, without a login.

    It opens what `caller` (tokens.reach.caller_name) may see at that time: nothing any more
    once the token is revoked or the user has lost the department.
    """
    signed = _signer(photo.pk, kind).sign(caller)
    return f"{reverse('private-picture', args=[photo.pk, kind])}?{urlencode({SIGNED: signed})}"


def _signer(photo_id: int, kind: str) -> TimestampSigner:
    return TimestampSigner(salt=f"photos.media/{photo_id}/{kind}")


def viewer(request: HttpRequest, photo_id: int, kind: str) -> Caller:
    """Who asks: by a signed address, by a key, or logged in."""
    signed = request.GET.get(SIGNED)
    if signed is None:
        return caller_of(request)
    try:
        caller = caller_named(_signer(photo_id, kind).unsign(signed, max_age=SIGNED_FOR))
    except BadSignature:
        return NO_CALLER
    act_as_caller(caller)
    return caller


@require_safe
@csp_override(PICTURE_POLICY)
def private_picture(request: HttpRequest, photo_id: int, kind: str) -> HttpResponseBase:
    """One stored picture. Who may not see it learns not even that it exists."""
    if is_stranger(request):
        return redirect_to_login(request.path, resolve_url("admin:login"))
    caller = viewer(request, photo_id, kind)
    if scope_of_caller(caller) != ApiToken.Scope.HR:
        raise Http404
    photos = Photo.objects.within(reach_of_caller(caller)).select_related("publication")
    photo = get_object_or_404(photos, pk=photo_id)
    if kind in SQUARES:
        return square_response(photo, kind)
    response = picture_response(file_of(photo, kind))
    if kind == "master":
        record_photo("photo.download", photo)
    return response


def is_stranger(request: HttpRequest) -> bool:
    """Whether the caller says nothing of who they are: a browser that is logged out."""
    brings_some = SIGNED in request.GET or "Authorization" in request.headers
    return not brings_some and not request.user.is_authenticated
