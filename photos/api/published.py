"""people/{employee_id}/photo/: the approved photo, ready for <img>."""

from hashlib import sha256
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

from photos.api.access import ReadsDirectory
from photos.api.answers import EMPLOYEE_ID, errors
from photos.api.errors import invalid
from photos.api.people import visible_people
from photos.api.shapes import card_of
from photos.api.strict import StrictView
from photos.models import Photo, Rendition
from photos.renditions import USES, NotPublished, rendition

DEFAULT_USE = "directory"
DEFAULT_SIZE = "240"
FRESH_FOR = 300  # seconds: how long a withdrawn photo may still be seen in a browser
HEADERS = {
    "Cache-Control": f"private, max-age={FRESH_FOR}",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
}


class WhateverIsAccepted(DefaultContentNegotiation):
    """A picture is a JPEG and an error is JSON, whatever Accept says: <img> asks for types
    that we don't make."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        """The JSON renderer, for errors."""
        return renderers[0], renderers[0].media_type


class PublishedPhotoView(StrictView):
    """A person's approved photo, cut for a use."""

    permission_classes = [ReadsDirectory]
    content_negotiation_class = WhateverIsAccepted
    query_parameters = frozenset({"use", "size"})

    @extend_schema(
        operation_id="get_person_photo",
        summary="Get a person's approved photo",
        description=(
            "A square JPEG for five minutes' keeping in the viewer's browser; with its ETag in "
            "If-None-Match the answer is 304 while the photo stays the same. 404 as soon as no "
            "photo is published."
        ),
        parameters=[
            EMPLOYEE_ID,
            OpenApiParameter("use", str, enum=list(USES), default=DEFAULT_USE),
            OpenApiParameter("size", int, description="Pixels a side: one of the use's sizes."),
            OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200, 304]),
        ],
        responses={
            (200, "image/jpeg"): OpenApiTypes.BINARY,
            304: OpenApiResponse(None, "The photo is the one you have."),
            **errors(404),
        },
        tags=["people"],
    )
    def get(self, request: Request, employee_id: str) -> HttpResponseBase:
        """The picture, or 304."""
        photo = published_photo(request, employee_id)
        use, size = asked_cut(request)
        try:
            cut = rendition(photo, use, size)
        except (NotPublished, FileNotFoundError) as withdrawn:
            raise Http404 from withdrawn
        etag = f'"{sha256((cut.file.name or "").encode()).hexdigest()[:32]}"'
        response = HttpResponse(content_type="image/jpeg", headers=HEADERS | {"ETag": etag})
        patch_vary_headers(response, ["Authorization"])
        unchanged = get_conditional_response(request._request, etag, response=response)
        if unchanged is not None and unchanged is not response:
            return unchanged
        response.content = content_of(cut)
        return response


def published_photo(request: Request, employee_id: str) -> Photo:
    """The photo that the person is shown with. Raises Http404 where there is none."""
    people = visible_people(request).select_related("card__published_photo")
    person = generics.get_object_or_404(people, employee_id=employee_id)
    card = card_of(person)
    if card is None or card.published_photo is None:
        raise Http404
    return card.published_photo


def content_of(cut: Rendition) -> bytes:
    """The stored JPEG. Raises Http404 where the photo was erased a moment ago."""
    try:
        with cut.file.open("rb") as stored:
            return bytes(stored.read())
    except FileNotFoundError as gone:
        raise Http404 from gone


def asked_cut(request: Request) -> tuple[str, int]:
    """Use and size as asked for. Raises a 400 for those that are not made."""
    use = request.query_params.get("use", DEFAULT_USE)
    if use not in USES:
        raise invalid("use", "invalid_choice", f"Write one of: {', '.join(USES)}.")
    sizes = {str(size): size for size in USES[use]}
    size = request.query_params.get("size", DEFAULT_SIZE)
    if size not in sizes:
        raise invalid("size", "invalid_choice", f"For {use}, write one of: {', '.join(sizes)}.")
    return use, sizes[size]
