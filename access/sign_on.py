"""Single sign-on by OpenID Connect: mozilla-django-oidc, with the checks that it leaves open."""

from __future__ import annotations

from typing import Any, override

import requests
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from access.id_tokens import claims_of
from access.provider import Provider, SignOnFailed, provider
from access.sign_on_accounts import account_for


class SignOnBackend(OIDCAuthenticationBackend):
    """Exchanges the code of a callback for an account.

    The library checks neither the audience nor the issuer of a token, knows one algorithm, and
    finds accounts by e-mail address; access.id_tokens and access.sign_on_accounts do.
    """

    def __init__(self) -> None:
        """Reads no settings: Django makes one for every password too."""
        self.UserModel = User
        self.OIDC_RP_CLIENT_ID = settings.OIDC_RP_CLIENT_ID
        self.OIDC_RP_CLIENT_SECRET = settings.OIDC_RP_CLIENT_SECRET

    @override
    def authenticate(self, request: HttpRequest, *, nonce: str, code_verifier: str) -> User | None:
        """The account that the code in the request stands for; a password is not for us.

        Raises SignOnFailed.
        """
        self.provider: Provider = provider()
        self.OIDC_OP_TOKEN_ENDPOINT = self.provider.token_endpoint
        try:
            user: User | None = super().authenticate(
                request, nonce=nonce, code_verifier=code_verifier
            )
        except requests.RequestException as error:
            raise SignOnFailed("code was not taken") from error
        return user

    @override
    def get_settings(self, attr: str, *args: Any) -> Any:
        """A setting of the library's; how the secret is sent, the provider says."""
        if attr == "OIDC_TOKEN_USE_BASIC_AUTH":
            return not self.provider.takes_secret_in_body
        return super().get_settings(attr, *args)

    @override
    def verify_token(self, token: object, **kwargs: Any) -> dict[str, Any]:
        """The claims of an ID token. Raises SignOnFailed."""
        nonce = str(kwargs.get("nonce") or "")
        return claims_of(token, self.provider, self.OIDC_RP_CLIENT_ID, nonce)

    @override
    def get_userinfo(
        self, access_token: str, id_token: str, payload: dict[str, Any]
    ) -> dict[str, Any]:
        """The token's claims, and what else the provider tells of the same person."""
        if not self.provider.userinfo_endpoint:
            return payload
        response = requests.get(
            self.provider.userinfo_endpoint,
            headers={"Authorization": f"Bearer {access_token}"},
            timeout=settings.OIDC_TIMEOUT,
            allow_redirects=False,
        )
        response.raise_for_status()
        told = response.json()
        if not isinstance(told, dict) or told.get("sub") != payload["sub"]:
            raise SignOnFailed("provider tells of somebody else")
        return {**told, **payload}

    @override
    def get_or_create_user(
        self, access_token: str, id_token: str, payload: dict[str, Any]
    ) -> User:
        """The account of who was named. Raises SignOnFailed."""
        claims = self.get_userinfo(access_token, id_token, payload)
        return account_for(claims, self.provider.issuer)

    @override
    def get_user(self, user_id: int) -> User | None:
        """The session's user, as long as they are active; the library's own asks no such thing."""
        user = ModelBackend.get_user(self, user_id)
        return user if isinstance(user, User) else None
