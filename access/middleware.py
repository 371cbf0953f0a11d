"""What stands before every page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from access.addresses import proxies_of

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
