"""The answer to who comes too often."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override

from access.limits import TooManyRequests
from access.words import come_back_in
from config.csp import ADMIN

type View = Callable[[HttpRequest], HttpResponseBase]
ADMIN_PATH = "/admin/"


class RateLimits:
    """Answers a used up rate with 429, in words."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The site's answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, refused: Exception) -> HttpResponse | None:
        """The page that says when to come back."""
        return too_many(request, refused) if isinstance(refused, TooManyRequests) else None


def too_many(request: HttpRequest, refused: TooManyRequests) -> HttpResponse:
    """429 as a page: in the admin's frame for who is at home there."""
    if request.path_info.startswith(ADMIN_PATH) and admin.site.has_permission(request):
        return in_admin(request, refused)
    return said(request, "access/too_many_plain.html", refused, {})


@csp_override(ADMIN)
def in_admin(request: HttpRequest, refused: TooManyRequests) -> HttpResponse:
    """The page with the admin's side bar."""
    return said(request, "access/too_many.html", refused, admin.site.each_context(request))


def said(
    request: HttpRequest, template: str, refused: TooManyRequests, frame: dict[str, Any]
) -> HttpResponse:
    """What was refused, and when to come back."""
    told = {"title": _("Too many at once"), "sentence": come_back_in(refused.wait)}
    response = render(request, template, {**frame, **told}, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(refused.wait)
    response["Cache-Control"] = "no-store"
    return response
