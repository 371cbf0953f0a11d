"""Addresses behind a key that lead nowhere."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from links.models import PersonLink
from links.pages import LOOKING, SENDING, personal, refused


@personal(LOOKING + SENDING)
def elsewhere(
    request: HttpRequest, link: PersonLink, key: str, rest: str = ""
) -> HttpResponseBase:
    """No page: refused here, because Django's own answer would write the key into its log."""
    return refused(request)
