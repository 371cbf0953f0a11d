"""A sign that comes in requests and that no text can hold."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\0"


def without_nul(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, told nothing of a sign that no text holds and that PostgreSQL refuses."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if holds_nul(request.GET):
            request.GET = cleaned(request.GET)  # type: ignore[assignment]
        if holds_nul(request.POST):
            request.POST = cleaned(request.POST)  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    return answered


def holds_nul(sent: QueryDict) -> bool:
    """Whether any value has a NUL in it."""
    return any(NUL in value for _, values in sent.lists() for value in values)


def cleaned(sent: QueryDict) -> QueryDict:
    """The same without NULs."""
    kept = sent.copy()
    for name, values in sent.lists():
        kept.setlist(name, [value.replace(NUL, "") for value in values])
    return kept
