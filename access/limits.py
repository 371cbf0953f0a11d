"""Holding callers to a rate: pages and the API alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from access.addresses import address_key, address_of
from access.meters import take
from access.rates import rate_named

type View = Callable[..., HttpResponseBase]


class TooManyRequests(Exception):
    """A rate is used up; `wait` is in whole seconds. access.middleware answers it with 429."""

    def __init__(self, wait: float) -> None:
        self.wait = max(math.ceil(wait), 1)
        super().__init__(f"{self.wait} s")


def caller_of(request: HttpRequest) -> str:
    """Whose measure it is: the user's, or the address's of somebody unknown."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"u{user.pk}"
    return f"a{address_key(address_of(request))}"


def count(request: HttpRequest, name: str, whose: str = "") -> None:
    """Count one use of `name` in access.rates, in the caller's measure unless `whose` is given.

    Raises TooManyRequests where it is used up.
    """
    wait = take(whose or caller_of(request), rate_named(name))
    if wait:
        raise TooManyRequests(wait)


def limited(name: str, methods: Collection[str] = ()) -> Callable[[View], View]:
    """Make a view count against a rate, for all methods or only for those named."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not methods or request.method in methods:
                count(request, name)
            return view(request, *args, **kwargs)

        return guarded

    return guard
