"""Where somebody is logged in, and how to end that everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.session_time import SEEN, STARTED
from access.sessions import end_sessions_of, sessions_of


@dataclass(frozen=True, slots=True)
class Login:
    """One browser in which somebody is logged in."""

    since: datetime
    used: datetime
    is_this: bool


@admin.site.admin_view
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """One's own logins; a POST ends them all."""
    if request.method == "POST":
        end_sessions_of(request.user)  # type: ignore[arg-type]
        logout(request)
        messages.success(request, _("You are logged out everywhere."))
        return redirect("admin:login")
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Where you are logged in"),
        "logins": logins_of(request),
    }
    return TemplateResponse(request, "access/sessions.html", context)


def logins_of(request: HttpRequest) -> list[Login]:
    """The caller's, the one used last first."""
    rows = sessions_of(request.user)  # type: ignore[arg-type]
    found = [login_of(row, row.get_decoded(), request) for row in rows]
    return sorted(found, key=lambda one: one.used, reverse=True)


def login_of(row: Session, held: dict[str, Any], request: HttpRequest) -> Login:
    """What is told of a session."""
    return Login(
        since=moment(held.get(STARTED, 0)),
        used=moment(held.get(SEEN, 0)),
        is_this=row.session_key == request.session.session_key,
    )


def moment(seconds: int) -> datetime:
    """Unix seconds as a moment."""
    return datetime.fromtimestamp(seconds, UTC)
