"""How the API's description names its answers."""

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

ALWAYS = (400, 401, 403, 406, 429, 503)
MEANINGS = {
    400: "Something in the request is wrong; `attr` names the parameter or field.",
    401: "No valid token and no session.",
    403: "The token or user may not do this.",
    404: "There is no such thing, or the caller may not know of it.",
    406: "Only the types in Accept that are described here can be answered.",
    409: "The request is right, but not in the present state.",
    412: "It is another than the one that If-Match names; look again.",
    413: "The body is too large.",
    415: "The body's type is not one that is taken here.",
    429: "Too many requests in too short a time; Retry-After says for how long to wait.",
    503: "Away for the moment; Retry-After says for how long.",
    507: "There is no room to store the photo.",
}


class Error(serializers.Serializer[None]):
    """One thing that is wrong."""

    code = serializers.CharField(help_text="For programs.")
    detail = serializers.CharField(help_text="For people: a plain sentence.")
    attr = serializers.CharField(
        allow_null=True, help_text="The parameter or field it is about, null for none."
    )


class Errors(serializers.Serializer[None]):
    """What every refusal looks like."""

    type = serializers.ChoiceField(["validation_error", "client_error", "server_error"])
    errors = Error(many=True)  # type: ignore[assignment]


EMPLOYEE_ID = OpenApiParameter(
    "employee_id",
    {"type": "string", "minLength": 1, "maxLength": 64, "pattern": r"^[^/\x00]+$"},
    OpenApiParameter.PATH,
    description="As text: 007 and 7 are two people.",
    examples=[
        OpenApiExample("Amara Okafor", value="e1001"),
        OpenApiExample("Nadia Fischer", value="e1021"),
    ],
)
PHOTO_ID = OpenApiParameter(
    "photo_id",
    {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
    OpenApiParameter.PATH,
    examples=[OpenApiExample("Nadia's photo", value=21)],
)


NOT_MODIFIED = {304: OpenApiResponse(None, "The answer is the one you have.")}


def errors(*codes: int) -> dict[int, OpenApiResponse]:
    """The refusals of an operation: those every one has, and `codes`."""
    return {
        code: OpenApiResponse(
            Errors, MEANINGS[code], [EXAMPLES[code]] if code in EXAMPLES else None
        )
        for code in sorted({*ALWAYS, *codes})
    }


def _example(name: str, kind: str, code: str, detail: str, attr: str | None) -> OpenApiExample:
    value = {"type": kind, "errors": [{"code": code, "detail": detail, "attr": attr}]}
    return OpenApiExample(name, value=value, response_only=True)


EXAMPLES = {
    401: _example(
        "no token",
        "client_error",
        "not_authenticated",
        "Authentication credentials were not provided.",
        None,
    ),
    404: _example("not found", "client_error", "not_found", "Not found.", None),
}
