"""`?fields=`: only what a page needs of each person."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from photos.api.errors import invalid

FIELDS = "fields"
FIELDS_PARAMETER = OpenApiParameter(
    FIELDS,
    str,
    description=(
        "Only these fields, separated by commas; all if not given. The others are then missing, "
        "also those that are otherwise always there."
    ),
)


def asked_fields(
    request: Request, shape: type[serializers.Serializer[Any]], extra: str = ""
) -> frozenset[str]:
    """The fields wanted of a shape; none named means all. Raises a 400 for an unknown one."""
    text = request.query_params.get(FIELDS)
    if text is None:
        return frozenset()
    known = [*shape().fields, *([extra] if extra and extra not in shape().fields else [])]
    names = frozenset(name.strip() for name in text.split(","))
    if names - set(known):
        raise invalid(FIELDS, "invalid_choice", f"Write some of: {', '.join(known)}.")
    return names


def only(fields: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """Those of the fields, in their order; all of them where none is named."""
    return {name: fields[name] for name in fields if name in names} if names else fields
