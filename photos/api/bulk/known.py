"""bulk/photos/known/: which of a company's photos need not be sent."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from directory.models import Person
from photos.api.access import AddsPhotos, reach_of_request
from photos.api.answers import errors
from photos.api.bulk import examples
from photos.api.bulk.shapes import LONGEST_ID, MOST_PAIRS, PAIRS_SENT, SHA256, KnownPhotos
from photos.api.errors import invalid
from photos.api.strict import StrictView
from photos.models import Photo

PAIRS_LIMIT = 500_000  # bytes
FIELDS = {"employee_id", "sha256"}
NO_LIST = f"Send a list of 1 to {MOST_PAIRS:,} photos."
NO_PAIR = "A photo is an object of employee_id and sha256, both text; the sum in 64 hex digits."
SUM = re.compile(SHA256)


@dataclass(frozen=True, slots=True)
class Pair:
    """A photo, by its person and the SHA-256 of its file."""

    employee_id: str
    sha256: str


class KnownPhotosView(StrictView):
    """Which photos are there already, by their sums."""

    permission_classes = [AddsPhotos]
    body_limit = PAIRS_LIMIT
    http_method_names = ["post"]

    @extend_schema(
        operation_id="known_photos",
        summary="Ask which of up to 1,000 photos are missing",
        description=(
            "By the SHA-256 of each file, as it would be sent: what is stored for the person "
            "need not be sent once more. Nothing is changed."
        ),
        request={"application/json": PAIRS_SENT},
        responses={200: OpenApiResponse(KnownPhotos, "What to send."), **errors(413, 415)},
        examples=[examples.pairs_sent, examples.pairs_told],
        tags=["bulk"],
    )
    def post(self, request: Request) -> Response:
        """What is missing, in the list's order, and of whom nothing would be taken."""
        pairs = pairs_in(request.data)
        ids = {pair.employee_id for pair in pairs}
        reach = reach_of_request(request)
        reached = Person.objects.within(reach).filter(employee_id__in=ids)
        people = set(reached.values_list("employee_id", flat=True))
        photos = Photo.objects.within(reach).filter(
            person__employee_id__in=ids, sha256__in={pair.sha256 for pair in pairs}
        )
        stored = {Pair(*row) for row in photos.values_list("person__employee_id", "sha256")}
        of_somebody = [pair for pair in pairs if pair.employee_id in people]
        missing = [asdict(pair) for pair in of_somebody if pair not in stored]
        return Response(
            {
                "known": len(of_somebody) - len(missing),
                "missing": missing,
                "nobody": sorted(ids - people),
            }
        )


def pairs_in(items: Any) -> list[Pair]:
    """The photos of the body. Raises a 400 that names the place of what is none."""
    if not isinstance(items, list) or not 0 < len(items) <= MOST_PAIRS:
        raise ValidationError([ErrorDetail(NO_LIST, code="invalid")])
    return [pair_of(place, item) for place, item in enumerate(items, start=1)]


def pair_of(place: int, item: Any) -> Pair:
    """One photo of the body. Raises a 400."""
    if not isinstance(item, dict) or set(item) != FIELDS:
        raise invalid(f"{place}", "invalid", NO_PAIR)
    employee_id, digest = item["employee_id"], item["sha256"]
    is_id = isinstance(employee_id, str) and 0 < len(employee_id) <= LONGEST_ID
    if not is_id or "\x00" in employee_id:
        raise invalid(f"{place}.employee_id", "invalid", NO_PAIR)
    if not isinstance(digest, str) or not SUM.fullmatch(digest):
        raise invalid(f"{place}.sha256", "invalid", NO_PAIR)
    return Pair(employee_id, digest)
