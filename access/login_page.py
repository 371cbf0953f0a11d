"""The pages on which people come in and go out: what they offer, and how they answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from access.login_form import KIND, LoginForm, entered, remember_device
from access.provider import BACKEND, SignOnFailed, is_on, provider
from audit.trail import record


def offered(request: HttpRequest) -> dict[str, Any]:
    """What the login page offers besides the password."""
    if not is_on():
        return {}
    onward = urlencode({"next": request.GET["next"]}) if "next" in request.GET else ""
    way = reverse("oidc_authentication_init")
    return {
        "sign_on_url": f"{way}?{onward}" if onward else way,
        "sign_on_words": settings.OIDC_NAME or _("Log in with your company account"),
        "takes_passwords": settings.SAMEFRAME_PASSWORD_LOGIN,
    }


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
    came_by_sign_on = request.session.get(BACKEND_SESSION_KEY) == BACKEND
    return {"provider_logout_url": provider_logout_url(request) if came_by_sign_on else ""}


def provider_logout_url(request: HttpRequest) -> str:
    """Where to end the session at the provider too, "" where it has no such address. A link: as
    an answer to a form it would lead off the site, which the pages' policy forbids."""
    try:
        address = provider().end_session_endpoint
    except SignOnFailed:
        return ""
    back = request.build_absolute_uri(reverse("admin:login"))
    asked = {"client_id": settings.OIDC_RP_CLIENT_ID, "post_logout_redirect_uri": back}
    return f"{address}?{urlencode(asked)}" if address else ""
