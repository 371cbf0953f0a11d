"""Saved lists above the admin's own."""

from typing import Any

from django import template
from django.http import HttpRequest

from desk.lists.queries import address_of, cleaned, kind_of, shown_to

register = template.Library()


@register.inclusion_tag("desk/lists/saved.html", takes_context=True)
def saved_lists(context: dict[str, Any]) -> dict[str, Any]:
    """Links to what is kept of this list, and the form that keeps it as it is shown: two
    queries at most."""
    request: HttpRequest = context["request"]
    of = kind_of(context["cl"].model)
    query = cleaned(of, request.GET.urlencode())
    known = shown_to(request.user, of, query)  # type: ignore[arg-type]
    shown = next((one for one in known.saved if one.query == query), None)
    return {
        "of": of,
        "address": address_of(of),
        "saved": known.saved,
        "lost": known.lost,
        "shown": shown,
        "is_lost": query in known.lost,
        "query": query,
        "user": request.user,
        "csrf_token": context.get("csrf_token"),
    }
