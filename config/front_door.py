"""What is refused before anything of a request is parsed."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property

from access.lengths import announced_bytes

# Where a personal link takes pictures: the key in the address is asked for before the body.
LINKS, PICTURES_BY_LINK = "/me/", ("/photo/", "/frame/")
NUL = "\x00"
API = "/api/"  # has limits of its own, path by path, and answers in JSON
BYTES_PER_KB = 1_000
MOST_KB = 100_000  # of somebody known: a file over its limit is still told so in its form
MOST_KB_OF_STRANGERS = 64  # a login form, with room to spare
NO_LENGTH = "Please send the length of the request beforehand (Content-Length)."
CUT_OFF = "The request was cut off on its way. Please send it again."
TOO_LARGE = "This is more than is taken here: at most {most:,} KB at once. Please go back."


class Utf8Request(WSGIRequest):
    """A request whose text is UTF-8, whatever charset it names, without a NUL in its cookies,
    which PostgreSQL takes in no text: not as a session's key either.

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

    @cached_property
    def COOKIES(self) -> dict[str, str]:  # type: ignore[override]  # noqa: N802  (Django's name)
        """The cookies that can be meant."""
        cookies: dict[str, str] = super().COOKIES
        return {name: value for name, value in cookies.items() if NUL not in value}


class FrontDoor:
    """Bounds request bodies by their announced length.

    The server reads no further than that length, so that a stranger cannot have 200 MB of
    temporary files written through the login form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The site's answer, or 411 or 413."""
        # The server hands such a body out without an end that is known before.
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.path_info.startswith(API):
            return refusal(NO_LENGTH, HTTPStatus.LENGTH_REQUIRED)
        if not request.path_info.startswith(API) and is_too_large(request):
            words = TOO_LARGE.format(most=most_kb(request))
            return refusal(words, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A 400 for a body that ended before its announced length; nobody else asks for it."""
        if isinstance(exception, UnreadablePostError):
            return refusal(CUT_OFF, HTTPStatus.BAD_REQUEST)
        return None


def refusal(words: str, status: HTTPStatus) -> HttpResponse:
    """An answer in plain words, before anything was parsed."""
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)


def is_too_large(request: HttpRequest) -> bool:
    """Whether the header promises more than this caller may send."""
    kilobytes = announced_bytes(request) / BYTES_PER_KB
    # Who calls is asked only where it matters: it may be a question to the database.
    return kilobytes > MOST_KB_OF_STRANGERS and kilobytes > most_kb(request)


def most_kb(request: HttpRequest) -> int:
    """How much the caller may send at once."""
    path = request.path_info
    by_link = path.startswith(LINKS) and path.endswith(PICTURES_BY_LINK)
    return MOST_KB if by_link or request.user.is_authenticated else MOST_KB_OF_STRANGERS
