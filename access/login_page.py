"""The pages on which people come in and go out: what they offer, and how they answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from access.login_form import KIND, LoginForm, entered, remember_device
from audit.trail import record


def offered(request: HttpRequest) -> dict[str, Any]:
    """What the login page offers besides the password."""
    return {}


def answered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The login page's answer: 429 to who has to wait; who has come in is told to the trail."""
    form = (getattr(response, "context_data", None) or {}).get("form")
    if isinstance(form, LoginForm) and form.wait:
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response["Retry-After"] = str(form.wait)
    elif request.method == "POST" and response.status_code == HTTPStatus.FOUND:
        user = request.user
        assert isinstance(user, User), "a login that worked has a user"
        entered(request, user)
        remember_device(response, user)
    return response


def left(request: HttpRequest) -> dict[str, Any]:
    """Tell the trail who goes; what the page that sees them out offers."""
    if request.method == "POST" and request.user.is_authenticated:
        record("logout", kind=KIND, key=request.user.pk)
    return {}
