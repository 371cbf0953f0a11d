"""Who calls the API, by token."""

from django.contrib.auth.models import AbstractBaseUser
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from tokens.models import ApiToken, digest

KEYWORD = "Bearer"
# One sentence for every case: a caller learns nothing about which keys exist.
REFUSED = "This token is not valid: it is unknown, expired or revoked, or its user is inactive."


class ApiTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <key>`; the key is found by its hash, never compared itself."""

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, ApiToken] | None:
        """The token's user and the token; None without a Bearer header."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD.lower().encode():
            return None
        if len(words) != 2:
            raise AuthenticationFailed("Write the header as: Authorization: Bearer <key>.")
        token = self._find(words[1])
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 answers in WWW-Authenticate."""
        return f'{KEYWORD} realm="Sameframe"'

    @staticmethod
    def _find(key: bytes) -> ApiToken:
        key_hash = digest(key.decode("ascii", "replace"))
        token = ApiToken.objects.select_related("user").filter(key_hash=key_hash).first()
        if token is None or not token.is_valid or not token.user.is_active:
            raise AuthenticationFailed(REFUSED)
        return token


class ApiTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the OpenAPI description names the header."""

    target_class = "tokens.authentication.ApiTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """The Bearer scheme of OpenAPI."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A key made by `manage.py create_token` or in the admin.",
        }
