"""Asking the provider again, every quarter of an hour, whether somebody may still come in."""

from __future__ import annotations

import time
from typing import override

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from mozilla_django_oidc.middleware import SessionRefresh

from access.provider import BACKEND, SignOnFailed, is_on, provider
from access.sessions import end

EXPIRES = "oidc_id_token_expiration"  # in the session, by the library: Unix seconds
ON_THE_WAY = ("/admin/sso/", "/admin/logout/")
LONGEST_OVERDUE = 3_600  # seconds without a renewal: the provider away, or pages left open


class SignOnRenewal(SessionRefresh):
    """Sends a page's reader by the provider and back, unseen, when their time is up.

    Only for sessions that began there. Pictures, scripts' calls and forms can't take that way:
    they are answered for an hour more, then the session ends.
    """

    OIDC_EXEMPT_URLS: tuple[str, ...] = ()
    OIDC_STATE_SIZE = OIDC_NONCE_SIZE = 32
    OIDC_AUTHENTICATION_CALLBACK_URL = "oidc_authentication_callback"
    OIDC_USE_NONCE = True

    def __init__(self, get_response: object) -> None:
        """Reads no settings and asks no provider: this is the start of the site."""
        MiddlewareMixin.__init__(self, get_response)  # type: ignore[arg-type]

    @property
    def exempt_urls(self) -> set[str]:
        """None but the library's own, which `process_request` has passed over."""
        return set()

    @override
    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        """The way to the provider, or None to go on."""
        if not is_on() or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if request.session.get(BACKEND_SESSION_KEY) != BACKEND or is_on_the_way(request):
            return None
        overdue = time.time() - request.session.get(EXPIRES, 0)
        if overdue < 0:
            return None
        if is_navigation(request):
            try:
                self.OIDC_OP_AUTHORIZATION_ENDPOINT = provider().authorization_endpoint
                self.OIDC_RP_CLIENT_ID = settings.OIDC_RP_CLIENT_ID
                self.OIDC_RP_SCOPES = settings.OIDC_RP_SCOPES
                response: HttpResponseBase | None = super().process_request(request)
            except SignOnFailed:
                response = None
            if response is not None:
                return response
        if overdue > LONGEST_OVERDUE and request.user.is_authenticated:
            end(request, "not renewed")
        return None


def is_on_the_way(request: HttpRequest) -> bool:
    """Whether this is single sign-on itself, or somebody leaving."""
    return request.path_info.startswith(ON_THE_WAY)


def is_navigation(request: HttpRequest) -> bool:
    """Whether a page is asked for, rather than something on one."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    is_page = "text/html" in request.headers.get("Accept", "")
    return request.method == "GET" and mode == "navigate" and is_page
