"""Headers that every answer carries, whoever wrote it."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# What a staff directory never asks a browser for.
UNUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("magnetometer", "microphone", "midi", "payment", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
PERMISSIONS = "Permissions-Policy"
OWN, ANY = "same-origin", "cross-origin"


class Headers:
    """Adds what Django's own middleware does not know; a view's own header stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with its headers."""
        response = self.get_response(request)
        asked = response.headers.get(PERMISSIONS, "")
        response.headers[PERMISSIONS] = permissions(asked)
        # Scripts and styles name nobody, and pages of the intranet load them.
        is_static = request.path.startswith(settings.STATIC_URL)
        response.headers.setdefault("Cross-Origin-Resource-Policy", ANY if is_static else OWN)
        return response


@cache
def permissions(asked: str) -> str:
    """What denies all of UNUSED but the feature that a view asks for ("camera=(self)")."""
    denied = [f"{feature}=()" for feature in UNUSED if feature != asked.partition("=")[0]]
    return ", ".join([asked, *denied] if asked else denied)
