"""Saved lists above the admin's own."""

from typing import Any

from django import template
from django.http import HttpRequest

from desk.lists.queries import address_of, cleaned, kind_of, lost_departments
from desk.lists.rows import SavedList

register = template.Library()


@register.inclusion_tag("desk/lists/saved.html", takes_context=True)
def saved_lists(context: dict[str, Any]) -> dict[str, Any]:
    """Links to what is kept of this list, and the form that keeps it as it is shown: two
    queries at most."""
    request: HttpRequest = context["request"]
    of = kind_of(context["cl"].model)
    query = cleaned(of, request.GET.urlencode())
    saved = list(SavedList.objects.for_user(request.user, of))  # type: ignore[arg-type]
    lost = lost_departments(of, [*(one.query for one in saved), query])
    shown = next((one for one in saved if one.query == query), None)
    return {
        "of": of,
        "address": address_of(of),
        "saved": saved,
        "lost": lost,
        "shown": shown,
        "is_lost": query in lost,
        "query": query,
        "user": request.user,
        "csrf_token": context.get("csrf_token"),
    }
