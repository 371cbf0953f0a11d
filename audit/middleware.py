"""Lets every request tell the trail who acts."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from audit.context import Acting, acting, acting_as

DOORS = {"/api/": "api", "/admin/": "admin", "/me/": "link"}


class Trail:
    """Stands behind the session's login; a token's user is named when the token is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; all that is recorded meanwhile is the caller's doing."""
        door = door_of(request.path_info)
        # Asked late: most requests record nothing, and a login makes another user of it.
        caller = Acting(door=door, session=lambda: getattr(request, "user", None))
        with acting_as(replace(caller, request_id=acting().request_id)):
            return self.get_response(request)


def door_of(path: str) -> str:
    """The door that an address belongs to, "" for none."""
    return next((door for start, door in DOORS.items() if path.startswith(start)), "")
