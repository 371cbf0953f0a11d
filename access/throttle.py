"""The API's rates."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.db import OperationalError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from access.addresses import address_key, address_of
from access.limits import caller_of
from access.meters import take
from access.rates import rate_named

if TYPE_CHECKING:  # REST framework's views read the settings, which name this module
    from rest_framework.views import APIView

BULK = "bulk"  # the scope of tokens that bring whole companies: no rate holds their uploads
READ, UPLOAD = "read", "upload"


class CallerRate(BaseThrottle):
    """What a view's `rate` says of the method, or else "read"; by token or user.

    A view that takes pictures says `rates = {"POST": "upload"}`.
    """

    waiting = 0.0

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Whether the caller may go on; counts the request."""
        name = getattr(view, "rates", {}).get(request.method, READ)
        if name == UPLOAD and getattr(request.auth, "scope", "") == BULK:
            return True
        try:
            self.waiting = take(key_of(request, name), rate_named(name))
        except OperationalError:  # a full disk, say, on which can still be read
            if name != READ:
                raise
        return not self.waiting

    def wait(self) -> int:
        """Seconds, for Retry-After."""
        return max(math.ceil(self.waiting), 1)


def key_of(request: Request, name: str) -> str:
    """The token's measure, a read token's being its maker's; reads are counted by address too."""
    token = getattr(request.auth, "maker", request.auth)
    who = f"t{token.pk}" if token is not None else caller_of(request)
    return f"{who}:{address_key(address_of(request))}" if name == READ else who
