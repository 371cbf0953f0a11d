"""Every request has an id: in its answer, in the trail, and on every line of the log."""

import re
import secrets
from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from access.addresses import proxies_of
from audit.context import acting, acting_as

HEADER = "X-Request-ID"
# 32 hex digits, as nginx makes them, or a UUID: nothing that could hold a name or a key.
SHAPE = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ID_BYTES = 16


class RequestIds:
    """Stands before everything else, so that refusals have an id too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with the id that all lines and the trail name meanwhile."""
        request_id = id_of(request)
        with acting_as(replace(acting(), request_id=request_id)):
            response = self.get_response(request)
        response[HEADER] = request_id
        return response


def id_of(request: HttpRequest) -> str:
    """The id that a trusted proxy gave, where it looks like one; else a new one."""
    given = request.headers.get(HEADER, "") if comes_from_proxy(request) else ""
    return given if SHAPE.fullmatch(given) else secrets.token_hex(ID_BYTES)


def comes_from_proxy(request: HttpRequest) -> bool:
    """Whether a trusted proxy calls; without named ones, whether there is one at all."""
    named = tuple(settings.SAMEFRAME_TRUSTED_PROXIES)
    if not named:
        return bool(settings.TRUST_PROXY)
    return proxies_of(named).trusts(request.META.get("REMOTE_ADDR", ""))
