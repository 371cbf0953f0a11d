"""One line for each request: by which route, how it ended, how long it took, for whom."""

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from config.metrics.counting import count

logger = logging.getLogger("sameframe.requests")

NO_ROUTE = "none"
PROBES = frozenset({"livez", "readyz", "metrics"})  # every few seconds, mostly alike
MILLISECONDS = 1_000


class RequestLog:
    """Never the path itself: addresses hold keys of links, names of files and searches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, and its line."""
        started = perf_counter()
        response = self.get_response(request)
        seconds = perf_counter() - started
        logger.log(
            level_of(request, response.status_code),
            "request",
            extra=facts(request, response, seconds),
        )
        if settings.METRICS_TOKEN:
            count(route_of(request), method_of(request), response, seconds)
        return response


def facts(request: HttpRequest, response: HttpResponseBase, seconds: float) -> dict[str, Any]:
    """What the line says."""
    known: dict[str, Any] = {
        "method": method_of(request),
        "route": route_of(request),
        "status": response.status_code,
        "ms": round(seconds * MILLISECONDS),
        "bytes": size_of(response),
        "user": user_id(request),
        "token": getattr(getattr(request, "auth", None), "pk", None),
    }
    return {name: value for name, value in known.items() if value is not None}


def level_of(request: HttpRequest, status: int) -> int:
    """A failure is told everywhere, a probe that found all well nowhere."""
    if status >= 500:
        return logging.ERROR
    return logging.DEBUG if route_of(request) in PROBES else logging.INFO


def method_of(request: HttpRequest) -> str:
    """The method; of the caller's own invention is "other"."""
    known = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    return request.method if request.method in known else "other"


def route_of(request: HttpRequest) -> str:
    """The name of the path that answered, such as "admin:photos_photo_changelist"."""
    match = request.resolver_match
    return (match.view_name or NO_ROUTE) if match else NO_ROUTE


def size_of(response: HttpResponseBase) -> int | None:
    """Bytes of the body; None for a stream that does not say."""
    if isinstance(response, HttpResponse):
        return len(response.content)
    announced = response.get("Content-Length", "")
    return int(announced) if announced.isdecimal() else None


def user_id(request: HttpRequest) -> int | None:
    """Who called, where the request has found out; this asks no database for it."""
    user = vars(request).get("user")
    if isinstance(user, SimpleLazyObject):
        user = getattr(request, "_cached_user", None)
    return getattr(user, "pk", None)
