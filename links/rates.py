"""How often keys may be tried and photos sent by a link."""

from __future__ import annotations

from django.http import HttpRequest

from access.limits import TooManyRequests, count
from links.models import PersonLink


def wait_after_guess(request: HttpRequest) -> int:
    """Count a key that opens nothing, of the caller's address. Seconds to wait, 0 for none.

    Good keys are not counted: a whole company may open theirs from one address.
    """
    return _wait(request, "link", "")


def wait_before_sending(request: HttpRequest, link: PersonLink) -> int:
    """Count a photo that is sent by the link, taken or not. Seconds to wait, 0 for none."""
    return _wait(request, "link_upload", f"l{link.pk}")


def wait_before_copying(request: HttpRequest, link: PersonLink) -> int:
    """Count a copy of all data. Seconds to wait, 0 for none."""
    return _wait(request, "export", f"l{link.pk}")


def _wait(request: HttpRequest, name: str, whose: str) -> int:
    try:
        count(request, name, whose)
    except TooManyRequests as refused:
        return refused.wait
    return 0
