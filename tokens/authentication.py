"""Who calls the API, by token."""

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from tokens.models import ApiToken, digest
from tokens.reach import NO_CALLER, Caller, act_as_caller, found_token
from tokens.read_tokens import ReadAccess, looks_like_read_token, parsed_read_token

KEYWORD = "Bearer"
# An address is kept in logs, histories and referrers: a key in it is given away.
NOT_IN_ADDRESSES = ("token", "key", "api_key", "apikey", "access_token")
IN_ADDRESS = "A key is taken in the header Authorization alone, never in an address: revoke it."
# One sentence for every case: a caller learns nothing about which keys exist.
REFUSED = "This token is not valid: it is unknown, expired or revoked, or its user is inactive."


class ApiTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <key>`; the key is found by its hash, never compared itself.

    A read token in its place is found by its signature, and its maker by one query too.
    """

    def authenticate(
        self, request: Request
    ) -> tuple[AbstractBaseUser, ApiToken | ReadAccess] | None:
        """The token's user and the token; None without a Bearer header."""
        if any(name in request.query_params for name in NOT_IN_ADDRESSES):
            raise AuthenticationFailed(IN_ADDRESS)
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD.lower().encode():
            return None
        if len(words) != 2:
            raise AuthenticationFailed("Write the header as: Authorization: Bearer <key>.")
        text = words[1].decode("ascii", "replace")
        if looks_like_read_token(text):
            maker = self._maker_of(text)
            return maker.user, ReadAccess(maker)
        token = self._find(key_hash=digest(text))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 answers in WWW-Authenticate."""
        return f'{KEYWORD} realm="Sameframe"'

    @classmethod
    def _maker_of(cls, text: str) -> ApiToken:
        read_token = parsed_read_token(text, timezone.now())
        if read_token is None:
            raise AuthenticationFailed(REFUSED)
        return cls._find(pk=read_token.maker_id)

    @staticmethod
    def _find(**by: int | str) -> ApiToken:
        token = found_token(**by)
        if token is None or not token.is_valid or not token.user.is_active:
            raise AuthenticationFailed(REFUSED)
        act_as_caller(Caller(token.user, token))
        return token


def caller_of(request: HttpRequest) -> Caller:
    """Who asks for a page outside of the API: by a key, or else logged in."""
    try:
        known = ApiTokenAuthentication().authenticate(Request(request))
    except AuthenticationFailed:
        return NO_CALLER
    return Caller(*known) if known else Caller(request.user)


class ApiTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the OpenAPI description names the header."""

    target_class = "tokens.authentication.ApiTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """The Bearer scheme of OpenAPI."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": (
                "A key made by `manage.py create_token` or in the admin; where something is "
                "only read, a read token of POST /api/v1/read-tokens/ too."
            ),
        }
