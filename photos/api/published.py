"""people/{employee_id}/photo/: the stable address of a person's picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import generics, status
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

from directory.models import Person
from photos.api import examples
from photos.api.access import ReadsDirectory
from photos.api.answers import EMPLOYEE_ID, errors
from photos.api.errors import invalid
from photos.api.people import visible_people
from photos.api.strict import StrictView
from photos.initials import initials_svg
from photos.models import Publication
from photos.people_json import DIRECTORY, USUAL_WIDTH, picture_path
from photos.quality.cut import FORMATS
from photos.quality.uses import Use, load_uses, use_named

FRESH_FOR = 60  # seconds: how long a withdrawn photo may still be seen in a browser
INITIALS, NOT_FOUND = "initials", "404"
HEADERS = {
    "Cache-Control": f"private, max-age={FRESH_FOR}",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
LOCATION = OpenApiParameter(
    "Location", str, OpenApiParameter.HEADER, response=[302], description="The picture's address."
)


class WhateverIsAccepted(DefaultContentNegotiation):
    """The answer is a redirect or a drawing and an error is JSON, whatever Accept says: <img>
    asks for types of pictures."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        """The JSON renderer, for errors."""
        return renderers[0], renderers[0].media_type


@dataclass(frozen=True, slots=True)
class Asked:
    """Which picture is wanted; without an extension the browser's best format."""

    use: Use
    size: int
    extension: str
    without: str


class PublishedPhotoView(StrictView):
    """A person's approved photo, cut for a use; initials where there is none."""

    permission_classes = [ReadsDirectory]
    content_negotiation_class = WhateverIsAccepted
    query_parameters = frozenset({"use", "size", "format", "default"})

    @extend_schema(
        operation_id="get_person_photo",
        summary="Get a person's approved photo",
        description=(
            "Redirects to the picture, whose address needs no token and never shows another "
            "one; where no photo is approved, or it has too few pixels for the use, the "
            "initials are drawn, or with default=404 there is nothing. A size that the photo "
            "has no pixels for is answered with the next smaller one: nothing is enlarged."
        ),
        parameters=[
            EMPLOYEE_ID,
            OpenApiParameter("use", str, enum=[use.name for use in load_uses()]),
            OpenApiParameter("size", int, description="Pixels of width: one of the use's sizes."),
            OpenApiParameter("format", str, enum=list(FORMATS)),
            OpenApiParameter("default", str, enum=[INITIALS, NOT_FOUND], default=INITIALS),
            LOCATION,
        ],
        responses={
            302: OpenApiResponse(None, "The picture is at Location."),
            (200, "image/svg+xml"): OpenApiTypes.STR,
            **errors(404),
        },
        examples=[examples.initials],
        tags=["people"],
    )
    def get(self, request: Request, employee_id: str) -> HttpResponseBase:
        """The redirect, or the drawing."""
        asked = asked_picture(request.query_params)
        person = generics.get_object_or_404(visible_people(request), employee_id=employee_id)
        published = Publication.objects.of_person(person.pk, asked.use.name).first()
        response = redirect_to(published, asked) if published else None
        if response is None:
            response = drawn(person, asked)
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return response


def redirect_to(published: Publication, asked: Asked) -> HttpResponse | None:
    """The way to the picture; None where the photo has too few pixels."""
    size = published.best_size(asked.use.name, asked.size)
    if size is None:
        return None
    where = picture_path(published, asked.use.name, size, asked.extension)
    return HttpResponse(status=status.HTTP_302_FOUND, headers=HEADERS | {"Location": where})


def drawn(person: Person, asked: Asked) -> HttpResponse:
    """The initials. Raises Http404 where they are not wanted."""
    if asked.without == NOT_FOUND:
        raise Http404
    return HttpResponse(
        initials_svg(person, asked.size), content_type="image/svg+xml", headers=HEADERS
    )


def asked_picture(parameters: Mapping[str, str]) -> Asked:
    """Which picture the query names. Raises a 400 for one that is not made."""
    use = use_named(one_of(parameters, "use", [one.name for one in load_uses()], DIRECTORY))
    sizes = {str(size): size for size in use.sizes}
    usual = max((size for size in use.sizes if size <= USUAL_WIDTH), default=use.sizes[0])
    size = one_of(parameters, "size", list(sizes), str(usual), f"For {use.name}, write")
    extension = one_of(parameters, "format", list(FORMATS), "")
    without = one_of(parameters, "default", [INITIALS, NOT_FOUND], INITIALS)
    return Asked(use, sizes[size], extension, without)


def one_of(
    parameters: Mapping[str, str], name: str, known: list[str], usual: str, words: str = "Write"
) -> str:
    """The parameter's value, `usual` without one. Raises a 400 for one that is not known."""
    value = parameters.get(name, usual)
    if value not in (usual, *known):
        raise invalid(name, "invalid_choice", f"{words} one of: {', '.join(known)}.")
    return value
