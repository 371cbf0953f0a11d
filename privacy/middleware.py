"""Pages about people who are erased while the page is made."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import get_resolver

from directory.models import Person
from photos.models import Photo


class GoneMeanwhile:
    """Answers "not found" where a person or photo was there a moment ago: no fault of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, as it is."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """404 for rows that are gone; all else is a fault, and left to be one."""
        if isinstance(exception, Person.DoesNotExist | Photo.DoesNotExist):
            not_found = get_resolver().resolve_error_handler(HTTPStatus.NOT_FOUND)
            return not_found(request, exception=exception)  # type: ignore[call-arg]
        return None
