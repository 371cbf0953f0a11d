"""read-tokens/: what a server hands to its pages instead of its key."""

from typing import cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from photos.api import examples
from photos.api.access import MakesReadTokens
from photos.api.answers import errors
from photos.api.strict import StrictView
from tokens.models import ApiToken
from tokens.read_tokens import ReadToken, new_read_token


class ReadTokenAnswer(serializers.Serializer[ReadToken]):
    """A read token, and when to ask for the next."""

    token = serializers.CharField(
        source="signed", help_text="For the page: Authorization: Bearer <token>."
    )
    expires_at = serializers.DateTimeField(help_text="Fifteen minutes from now at most.")


class ReadTokensView(StrictView):
    """Read tokens are signed, not stored: there is nothing to list."""

    permission_classes = [MakesReadTokens]

    @extend_schema(
        operation_id="create_read_token",
        summary="Make a token that a page may hold",
        description=(
            "It opens what the intranet scope opens, never scores or reasons, whoever made it. "
            "It lives fifteen minutes, and ends at once when the token that made it is revoked, "
            "expires or is deleted, or its user is made inactive. It makes no further tokens."
        ),
        request=None,
        responses={201: ReadTokenAnswer, **errors(403)},
        examples=[examples.read_token],
        tags=["access"],
    )
    def post(self, request: Request) -> Response:
        """A new token with every call."""
        maker = cast(ApiToken, request.auth)  # MakesReadTokens lets nobody else in
        token = new_read_token(maker, timezone.now())
        return Response(
            ReadTokenAnswer(token).data,
            status=status.HTTP_201_CREATED,
            headers={"Cache-Control": "no-store"},
        )
