"""/pictures/: published photos under names that nobody can guess, the same for all viewers."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from photos.media import PICTURE_POLICY
from photos.models import Publication, Rendition
from photos.quality.cut import AVIF, FORMATS, JPEG, WEBP, Format
from photos.renditions import NotMade, kept, rendition
from photos.storage import DamagedFile, read_file
from tokens.authentication import caller_of
from tokens.reach import reach_of_caller

KEPT_FOR = 86_400  # seconds; a new publication has new addresses, so nothing is ever stale
BEST_FIRST = (AVIF, WEBP)  # a browser that takes a format names it; JPEG all of them read
NOTHING = re.compile(r";\s*q=0(\.0*)?\s*(,|$)")


@require_safe
@csp_override(PICTURE_POLICY)
def published_picture(
    request: HttpRequest, token: str, use: str, size: str, extension: str | None = None
) -> HttpResponseBase:
    """One picture, in the format of its extension or the best that the browser takes."""
    if settings.PICTURES_FOR_MEMBERS and not is_member(request, token):
        raise Http404
    form = FORMATS[extension] if extension else accepted(request.headers.get("Accept", ""))
    try:
        response = picture_response(request, made(token, use, int(size), form), form)
    except (NotMade, FileNotFoundError, DamagedFile) as gone:
        raise Http404 from gone
    if not extension:
        patch_vary_headers(response, ["Accept"])
    if settings.PICTURES_FOR_MEMBERS:
        patch_vary_headers(response, ["Authorization", "Cookie"])
    return response


def made(token: str, use: str, size: int, form: Format) -> Rendition:
    """The picture from the store, or cut now. Raises NotMade."""
    found = kept(token, use, size, form)
    if found:
        return found
    published = Publication.objects.filter(token=token, photo__person__status="active")
    publication = published.select_related("photo").first()
    if publication is None:
        raise NotMade(token)
    return rendition(publication, use, size, form)


def accepted(accept: str) -> Format:
    """The best format among those that an Accept header names; JPEG where it names none."""
    types = {
        part.split(";")[0].strip().lower()
        for part in accept.split(",")
        if not NOTHING.search(part)
    }
    return next((form for form in BEST_FIRST if form.content_type in types), JPEG)


def picture_response(request: HttpRequest, picture: Rendition, form: Format) -> HttpResponseBase:
    """The stored file, or 304.

    Raises FileNotFoundError where it has just gone, and DamagedFile.
    """
    etag = f'"{picture.sha256[:32]}"'
    unchanged = get_conditional_response(request, etag)
    response = (
        HttpResponse(content_of(picture), content_type=form.content_type)
        if unchanged is None
        else unchanged
    )
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={KEPT_FOR}, immutable"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # pages of the intranet show it
    return response


def content_of(picture: Rendition) -> bytes:
    """The stored bytes. Raises FileNotFoundError and DamagedFile."""
    return read_file(picture.file)


def is_member(request: HttpRequest, token: str) -> bool:
    """Whether the caller's directory shows the person of that publication."""
    reach = reach_of_caller(caller_of(request))
    return Publication.objects.within(reach).filter(token=token).exists()
