"""The admin's doors: coming in, going out, changing the password.

Apart from config.site, which Django reads before there are models.
"""

from typing import Any, override

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csp import csp_override

from access.limits import count
from access.login_form import LoginForm
from access.login_page import answered, left, offered
from config.csp import ADMIN
from config.site import SameframeSite


class GuardedSite(SameframeSite):
    """The site as it is served: its doors slow down who guesses, and tell the trail."""

    login_form = LoginForm

    @override
    @method_decorator(csp_override(ADMIN))
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return answered(request, super().login(request, offered(request) | (extra_context or {})))

    @override
    @method_decorator(csp_override(ADMIN))
    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response: HttpResponse = super().logout(request, left(request) | (extra_context or {}))
        return response

    @override
    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST":  # a stolen session must not guess the password at leisure
            count(request, "login")
        response: HttpResponse = super().password_change(request, extra_context)
        return response
