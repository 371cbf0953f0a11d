"""The login page's form: Django's, with waits and a trail."""

from __future__ import annotations

import secrets
from typing import Any, override

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.forms import AuthenticationForm

from access.addresses import address_key, address_of, keyed
from access.limits import TooManyRequests
from access.logins import Attempt, attempt_of, begin, spelled, succeed
from access.rates import rate_named
from access.words import come_back_in
from audit.context import act_as
from audit.trail import record

DEVICE_COOKIE = "sameframe_device"
DEVICE_LIFE = 31_536_000  # seconds: a year
DEVICE_BYTES = 12
KIND = "auth.user"
SALT = "sameframe.device"


class LoginForm(AuthenticationForm):
    """Hears an attempt only when nothing has to be waited for; the answer to the rest is one and
    the same, whether the account exists or not."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "Username and password do not fit together, or the account may not log in here. "
            "Capital letters count."
        ),
    }
    wait = 0  # seconds, where the attempt was not heard

    @override
    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not (name and password):
            return super().clean()  # type: ignore[no-any-return]
        attempt = attempt_on(self.request, name)
        try:
            is_last = begin(attempt)
        except TooManyRequests as refused:
            self.wait = refused.wait
            raise ValidationError(too_often(refused.wait), code="throttled") from refused
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            failed(name, is_last)
            raise
        succeed(attempt)
        return cleaned

    @override
    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if not (settings.SAMEFRAME_PASSWORD_LOGIN or user.is_superuser):
            raise self.get_invalid_login_error()


def too_often(wait: int) -> str:
    """What the login page says to who has to wait."""
    return " ".join([_("Too many attempts to log in."), come_back_in(wait)])


def attempt_on(request: HttpRequest, name: str) -> Attempt:
    """An attempt on the account of that name by the caller."""
    account = keyed(spelled(name))
    device = device_of(request, account)
    return attempt_of(account, address_key(address_of(request)), device, rate_named("login"))


def failed(name: str, is_last: bool) -> None:
    """Tell the trail; never what was typed, only which account it was."""
    key = User.objects.filter(username=name).values_list("pk", flat=True).first() or ""
    record("login.failed", kind=KIND, key=key)
    if is_last:
        record("login.throttled", kind=KIND, key=key)


def entered(request: HttpRequest, user: User, action: str = "login") -> None:
    """Tell the trail who has come in."""
    act_as(user_id=user.pk, who=user.get_username())
    record(action, kind=KIND, key=user.pk)


def device_of(request: HttpRequest, account: str) -> str:
    """The key of this browser, where the keyed account has logged in with it before; else ""."""
    try:
        signed = request.COOKIES.get(DEVICE_COOKIE, "")
        cookie = TimestampSigner(salt=SALT).unsign(signed, max_age=DEVICE_LIFE)
    except BadSignature:
        return ""
    owner, _dot, device = cookie.partition(".")
    return keyed(device) if owner == account else ""


def remember_device(response: HttpResponseBase, user: User) -> None:
    """Let the browser have a measure of its own the next time (access.logins)."""
    account = keyed(spelled(user.get_username()))
    response.set_cookie(
        DEVICE_COOKIE,
        TimestampSigner(salt=SALT).sign(f"{account}.{secrets.token_urlsafe(DEVICE_BYTES)}"),
        max_age=DEVICE_LIFE,
        path=settings.SESSION_COOKIE_PATH,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
