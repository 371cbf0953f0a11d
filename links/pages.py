"""What all pages behind a personal link share: the key, the headers, the one refusal."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate

from django.core.exceptions import SuspiciousOperation
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    UnreadablePostError,
)
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt

from audit.context import act_as
from links.models import PersonLink
from links.rates import wait_after_guess

SECONDS_A_MINUTE = 60
# What a body that is no form, or that breaks off, raises where it is read.
BROKEN = (MultiPartParserError, SuspiciousOperation, UnreadablePostError)
LOOKING, SENDING = ("GET", "HEAD"), ("POST",)
# No script, nothing of other sites, no frame around it.
POLICY: Mapping[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# The address is a key: it goes into no other site's log, no cache and no index.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}

type PersonalView = Callable[Concatenate[HttpRequest, PersonLink, ...], HttpResponseBase]
type View = Callable[..., HttpResponseBase]


def personal(
    methods: Collection[str] = LOOKING, policy: Mapping[str, list[str]] = POLICY
) -> Callable[[PersonalView], View]:
    """Make a view a page of whoever holds the key that its address begins with.

    It answers these methods alone; Django's own decorators would log the address.

    A key that opens nothing gets the one refusal, whatever the reason, and its request's body
    is not read. There is no token against forged requests: a forger would lack the key, no
    cookie speaks for anybody here, and browsers that keep the address to themselves send no
    origin to check.
    """

    def guard(view: PersonalView) -> View:
        @csrf_exempt
        @csp_override(policy)
        @wraps(view)
        def answered(
            request: HttpRequest, key: str, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            link = PersonLink.objects.opened_by(key)
            if link is None:
                wait = wait_after_guess(request)
                return unseen(too_often(request, wait) if wait else refused(request))
            act_as(who=f"link: {link.pk}", user_id=None)
            if request.method not in methods:
                return unseen(HttpResponseNotAllowed(methods))
            try:
                return unseen(view(request, link, key, *args, **kwargs))
            except Http404:
                return unseen(refused(request))
            except BROKEN:
                return unseen(HttpResponseBadRequest())

        return answered

    return guard


def refused(request: HttpRequest) -> HttpResponse:
    """The same page for every link that opens nothing: wrong, ended, revoked, or not for this."""
    return render(request, "links/refused.html", status=HTTPStatus.NOT_FOUND)


def too_often(request: HttpRequest, wait: int, key: str = "") -> HttpResponse:
    """The page that asks for patience; `wait` in seconds, a good `key` leads back."""
    minutes = math.ceil(wait / SECONDS_A_MINUTE)
    answer = render(
        request,
        "links/too_often.html",
        {"minutes": minutes, "key": key},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    answer["Retry-After"] = str(wait)
    return answer


def unseen[Response: HttpResponseBase](response: Response) -> Response:
    """The response, with the headers that keep its address and content to its reader."""
    for name, value in HEADERS.items():
        response[name] = value
    # Django writes the address of every refusal into its log, and the address is a key.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
