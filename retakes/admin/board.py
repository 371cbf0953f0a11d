"""The first page's part about requests, beside what the desk shows there."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from desk.dashboard import board
from retakes.models import Retake
from retakes.querysets import late


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The dashboard's part of the template context (UNFOLD's DASHBOARD_CALLBACK)."""
    context = board.fill(request, context)
    if not context.get("people_count") or not request.user.has_perm("retakes.view_retake"):
        return context
    rows = Retake.objects.for_user(request.user).open()
    counts = rows.aggregate(open=Count("pk"), overdue=Count("pk", filter=late()))
    return context | {"retakes": counts}
