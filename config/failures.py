"""What is answered when a page cannot be: in words, and in the API's shape under /api/."""

import sys
from dataclasses import dataclass
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.context import acting
from config.front_door import API
from photos.api.errors import RETRY_AFTER
from photos.storage import StorageAway, is_disk_full


@dataclass(frozen=True, slots=True)
class Failure:
    """One way not to get a page; `code` is for programs, the rest for people."""

    status: HTTPStatus
    code: str
    title: str | Promise
    sentence: str | Promise


BAD_REQUEST = Failure(
    HTTPStatus.BAD_REQUEST,
    "parse_error",
    _("This request cannot be read"),
    _("It is damaged, or it holds more fields or files than are taken at once. Please go back and "
      "try again with less."),
)  # fmt: skip
FORBIDDEN = Failure(
    HTTPStatus.FORBIDDEN,
    "permission_denied",
    _("This is not yours to see"),
    _("Your account may not open this page. Ask HR's lead if you think that it should."),
)
NOT_FROM_HERE = Failure(
    HTTPStatus.FORBIDDEN,
    "permission_denied",
    _("This form is too old"),
    _("It was opened before you logged in or out, or your browser keeps no cookies. Nothing "
      "was changed. Please go back, load the page anew and send it once more."),
)  # fmt: skip
NOT_FOUND = Failure(
    HTTPStatus.NOT_FOUND,
    "not_found",
    _("There is nothing here"),
    _("The address may be mistyped, or what stood here is gone."),
)
BROKEN = Failure(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "error",
    _("Something went wrong"),
    _("That is our mistake. Please look whether what you did was stored before you do it again; "
      "if it fails again, tell the people who run this site, with the number below."),
)  # fmt: skip
AWAY = Failure(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "unavailable",
    _("Away for a moment"),
    _("The database does not answer just now. Please try again shortly."),
)
FILES_AWAY = Failure(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "unavailable",
    _("Away for a moment"),
    _("The store of the photos does not answer just now. Please try again shortly."),
)
NO_ROOM = Failure(
    HTTPStatus.INSUFFICIENT_STORAGE,
    "no_room",
    _("There is no room left"),
    _("The disk of this site is full. Please tell the people who run it."),
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return answer(request, BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return answer(request, FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form without its secret."""
    return answer(request, NOT_FROM_HERE)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return answer(request, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while database or files are away, 507 where the disk is full, and 500 else.

    Django calls this while it handles the exception, of a view and of a middleware alike.
    """
    return answer(request, failure_of(sys.exc_info()[1]))


def failure_of(error: BaseException | None) -> Failure:
    """What an exception that nobody caught means to the caller."""
    if error is not None and is_disk_full(error):
        return NO_ROOM
    if isinstance(error, StorageAway):
        return FILES_AWAY
    return AWAY if isinstance(error, OperationalError | InterfaceError) else BROKEN


def answer(request: HttpRequest, failure: Failure) -> HttpResponse:
    """The failure as a page, or as the API tells of failures; asks no database."""
    response = as_json(failure) if request.path_info.startswith(API) else as_page(failure)
    response["Cache-Control"] = "no-store"
    if failure.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def as_page(failure: Failure) -> HttpResponse:
    """A page of its own: the admin's needs the database."""
    told = {"failure": failure, "request_id": acting().request_id}
    page = render_to_string("failure.html", told)
    return HttpResponse(page, status=failure.status)


def as_json(failure: Failure) -> HttpResponse:
    """As photos.api.errors does."""
    kind = "server_error" if failure.status >= HTTPStatus.INTERNAL_SERVER_ERROR else "client_error"
    error = {"code": failure.code, "detail": str(failure.sentence), "attr": None}
    return JsonResponse({"type": kind, "errors": [error]}, status=failure.status)
