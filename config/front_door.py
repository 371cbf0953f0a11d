"""What is refused before anything of a request is parsed."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

# Where a personal link takes a photo: the key in the address is asked for before the body.
LINKS, PHOTO_BY_LINK = "/me/", "/photo/"
API = "/api/"  # has limits of its own, path by path, and answers in JSON
BYTES_PER_KB = 1_000
MOST_KB = 100_000  # of somebody known: a file over its limit is still told so in its form
MOST_KB_OF_STRANGERS = 64  # a login form, with room to spare
TOO_LARGE = "This is more than is taken here: at most {most:,} KB at once. Please go back."


class Utf8Request(WSGIRequest):
    """A request whose text is UTF-8, whatever charset it names.

    A charset of the caller's choice is a Python codec of the caller's choice: with "rot13",
    Django fails before any of our code runs.
    """

    @property
    def encoding(self) -> str:
        """UTF-8."""
        return "utf-8"

    @encoding.setter
    def encoding(self, name: str) -> None:
        """Passed over."""


class FrontDoor:
    """Bounds request bodies by their announced length.

    The server reads no further than that length, so that a stranger cannot have 200 MB of
    temporary files written through the login form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The site's answer, or 413."""
        if not request.path_info.startswith(API) and is_too_large(request):
            return HttpResponse(
                TOO_LARGE.format(most=most_kb(request)),
                content_type="text/plain; charset=utf-8",
                status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            )
        return self.get_response(request)


def is_too_large(request: HttpRequest) -> bool:
    """Whether the header promises more than this caller may send."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    kilobytes = int(announced) / BYTES_PER_KB if announced.isdecimal() else 0
    # Who calls is asked only where it matters: it may be a question to the database.
    return kilobytes > MOST_KB_OF_STRANGERS and kilobytes > most_kb(request)


def most_kb(request: HttpRequest) -> int:
    """How much the caller may send at once."""
    path = request.path_info
    by_link = path.startswith(LINKS) and path.endswith(PHOTO_BY_LINK)
    return MOST_KB if by_link or request.user.is_authenticated else MOST_KB_OF_STRANGERS
