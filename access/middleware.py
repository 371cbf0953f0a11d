"""What stands before every page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from access.addresses import proxies_of
from access.sessions import end_if_over

type View = Callable[[HttpRequest], HttpResponseBase]
SAID_BY_PROXIES = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


class ForwardedHeaders:
    """Takes away what only a proxy may say from everybody else, where proxies are named."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The site's answer."""
        named = tuple(settings.SAMEFRAME_TRUSTED_PROXIES)
        if named and not proxies_of(named).trusts(request.META.get("REMOTE_ADDR", "")):
            for name in SAID_BY_PROXIES:
                request.META.pop(name, None)
        return self.get_response(request)


class SessionRules:
    """Ends sessions whose time is up, before anything is answered to them."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The site's answer. Calls without a session's cookie cost nothing here."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            with suppress(OperationalError, InterfaceError):  # whoever answers meets it too
                end_if_over(request)
        return self.get_response(request)
