"""How often keys may be tried and photos sent by a link."""

from __future__ import annotations

from importlib.util import find_spec

from django.http import HttpRequest
from django.utils.module_loading import import_string

from links.models import PersonLink

LIMITS = "access.limits"


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
    if find_spec(LIMITS) is None:
        return 0
    too_many: type[Exception] = import_string(f"{LIMITS}.TooManyRequests")
    try:
        import_string(f"{LIMITS}.count")(request, name, whose)
    except too_many as refused:
        return int(refused.wait)  # type: ignore[attr-defined]
    return 0
