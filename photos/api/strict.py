"""Views that refuse what they do not understand."""

from typing import Any

from django.http import QueryDict
from rest_framework.request import Request
from rest_framework.views import APIView

from access.lengths import announced_bytes
from photos.api.errors import BodyTooLarge, LengthRequired, invalid
from photos.quality.limits import LIMITS

JSON_LIMIT = 64 * 1024  # bytes: the longest reason, with room to spare
# Around the photo: the multipart boundary, headers and field names.
UPLOAD_LIMIT = LIMITS.most_bytes + 64 * 1024


class StrictView(APIView):
    """Refuses bodies over `body_limit` before anything is parsed, and query parameters that
    are not among `query_parameters` or empty where that has no meaning: a filter that is
    mistyped or not filled in must not answer with everybody."""

    body_limit = JSON_LIMIT
    query_parameters: frozenset[str] = frozenset()
    may_be_empty: frozenset[str] = frozenset()
    http_method_names = ["get", "head", "post"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Everything that is checked before the view itself runs."""
        refuse_large_body(request, self.body_limit)
        super().initial(request, *args, **kwargs)
        if hasattr(self, str(request.method).lower()):  # a 405 says more otherwise
            refuse_unknown(request.query_params, self.query_parameters)
            refuse_repeated(request.query_params)
            refuse_empty(request.query_params, self.may_be_empty)


def refuse_large_body(request: Request, limit: int) -> None:
    """Raise BodyTooLarge by the announced length alone; the server reads no further than it.

    A body without one (chunked) is a LengthRequired.
    """
    if "HTTP_TRANSFER_ENCODING" in request.META:
        raise LengthRequired
    if announced_bytes(request) > limit:
        raise BodyTooLarge(f"The request is too large: at most {limit // 1000:,} KB are taken.")


def refuse_unknown(parameters: QueryDict, known: frozenset[str]) -> None:
    """Raise a 400 naming the first query parameter that this path does not have."""
    unknown = sorted(set(parameters) - known)
    if unknown:
        listed = ", ".join(sorted(known)) or "none"
        raise invalid(
            unknown[0],
            "unknown_parameter",
            f"This path has no such query parameter. It has: {listed}.",
        )


def refuse_repeated(parameters: QueryDict) -> None:
    """Raise a 400 naming the first query parameter that has more than one value."""
    repeated = sorted(name for name, values in parameters.lists() if len(values) > 1)
    if repeated:
        raise invalid(repeated[0], "repeated", "Give this parameter once.")


def refuse_empty(parameters: QueryDict, may_be_empty: frozenset[str]) -> None:
    """Raise a 400 naming the first query parameter without the value that it needs."""
    empty = sorted(name for name, value in parameters.items() if value == "")
    unfilled = [name for name in empty if name not in may_be_empty]
    if unfilled:
        raise invalid(unfilled[0], "empty", "Give this parameter a value, or leave it out.")
