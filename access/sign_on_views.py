"""The two addresses of single sign-on: going to the provider, and coming back."""

from __future__ import annotations

import logging
from typing import Any, override

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from mozilla_django_oidc.views import (
    OIDCAuthenticationCallbackView,
    OIDCAuthenticationRequestView,
)

from access.limits import count
from access.login_form import KIND, entered
from access.provider import SignOnFailed, is_on, provider
from audit.trail import record

logger = logging.getLogger(__name__)
ON_THE_WAY = 600  # seconds: how long somebody may take at the provider
RATE = "sign-on"


class SignOnRequest(OIDCAuthenticationRequestView):
    """Sends the browser to the provider, with state, nonce and a PKCE challenge."""

    def __init__(self, **kwargs: Any) -> None:
        """Reads no settings; `get` does."""
        View.__init__(self, **kwargs)

    @override
    def get(self, request: HttpRequest) -> HttpResponse:
        """The way there, or back to the login page where there is none."""
        begin(request)
        if not request.user.is_authenticated:
            request.session.set_expiry(ON_THE_WAY)
        try:
            self.OIDC_OP_AUTH_ENDPOINT = provider().authorization_endpoint
        except SignOnFailed as failure:
            return sent_back(request, failure)
        self.OIDC_RP_CLIENT_ID = self.get_settings("OIDC_RP_CLIENT_ID")
        response: HttpResponse = super().get(request)
        return response


class SignOnCallback(OIDCAuthenticationCallbackView):
    """Where the provider sends the browser back to."""

    user: User | None = None

    @override
    def get(self, request: HttpRequest) -> HttpResponse:
        """Into the admin, or back to the login page with a sentence."""
        begin(request)
        if request.GET.get("state") not in request.session.get("oidc_states", {}):
            # Not what this browser was sent there for; the library would log out for an error.
            return sent_back(request, SignOnFailed("answer was not asked for"))
        try:
            response: HttpResponse = super().get(request)
        except SignOnFailed as failure:
            return sent_back(request, failure)
        except (SuspiciousOperation, ValueError, KeyError, TypeError, AttributeError) as error:
            # What no honest provider sends.
            logger.warning("single sign-on: %s", type(error).__name__)
            return sent_back(request, SignOnFailed("answer is not understood"))
        return response

    @override
    def login_failure(self) -> HttpResponse:
        """Back to the login page."""
        return sent_back(self.request, SignOnFailed("provider refused"))

    @override
    def login_success(self) -> HttpResponse:
        """Into the admin; a renewal of the same login is no new one."""
        assert self.user is not None
        is_new = self.request.user != self.user
        response: HttpResponse = super().login_success()
        self.request.session.set_expiry(None)
        if is_new:
            entered(self.request, self.user, "sso.login")
        return response


def begin(request: HttpRequest) -> None:
    """Count the request. Raises Http404 where single sign-on is off, TooManyRequests."""
    if not is_on():
        raise Http404
    count(request, RATE)


def sent_back(request: HttpRequest, failure: SignOnFailed) -> HttpResponse:
    """The login page, with what to do; the trail gets the reason, nobody's name."""
    record("sso.failed", kind=KIND, after=failure.reason)
    if failure.subject:
        told = _(
            "No active account here belongs to your company login. Whoever looks after Sameframe "
            "can link one; they need this: %(subject)s"
        )
        messages.error(request, told % {"subject": failure.subject})
    else:
        messages.error(request, _("The company login did not work. Please try again."))
    return redirect("admin:login")
