"""What every page of the desk shares: the admin's login, policy and frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse

from directory.reach import NOBODY, reach_of

LONGEST_ID = 18  # digits

NOBODY_PAGE = "desk/nobody.html"

type View = Callable[..., HttpResponseBase]


def needs(*permissions: str) -> Callable[[View], View]:
    """Make a view a page of the admin, for staff who have all these permissions."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.has_perms(permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return admin.site.admin_view(guarded)

    return guard


def for_leads(view: View) -> View:
    """Let only those who see the whole company do what holds for all of it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not reach_of(request.user).is_whole:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def is_id(given: str | None) -> bool:
    """Whether a word of an address can be a row's id: no database takes longer numbers."""
    return given is not None and given.isascii() and given.isdecimal() and len(given) <= LONGEST_ID


def page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """A page about people, in the admin's frame; who sees nobody is told why."""
    if reach_of(request.user) == NOBODY:
        template = NOBODY_PAGE
    return framed(request, template, title, **context)


def framed(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """A page in the admin's frame, with its side bar and title."""
    frame = admin.site.each_context(request)
    return TemplateResponse(request, template, {**frame, "title": title, **context})
