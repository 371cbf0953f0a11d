"""In which language a page is written: those for people in the reader's, all else in English."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

type View = Callable[[HttpRequest], HttpResponseBase]
TRANSLATED = ("/admin/", "/me/", "/privacy/")


def reader_language(get_response: View) -> View:
    """Answer the pages of the admin and of personal links in the language chosen in the admin,
    or else the browser's.

    The API and pictures read no header of language: what they say is the same
    for all who ask, so that every cache may keep it.
    """
    in_readers_language = LocaleMiddleware(get_response)

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(TRANSLATED):
            return in_readers_language(request)  # type: ignore[return-value]
        with translation.override(settings.LANGUAGE_CODE):
            return get_response(request)

    return answer
