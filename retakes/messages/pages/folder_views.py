"""The folder of mails in the admin, for superusers: personal links stand in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from audit.trail import record
from desk.pages import framed
from retakes.messages.pages.folder import is_folder, mail_named, names
from retakes.messages.pages.framed import framed_html

MAILS_A_PAGE = 50


def for_superusers(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of the admin that nobody else knows of, and only where mails go into the folder."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_superuser and is_folder()):
            raise Http404
        return view(request, *args, **kwargs)

    return admin.site.admin_view(guarded)


def may_see(request: HttpRequest) -> bool:
    """Whether the side bar offers it."""
    return bool(request.user.is_superuser) and is_folder()


@for_superusers
def mail_list(request: HttpRequest) -> HttpResponseBase:
    """All mails, newest first."""
    shown = Paginator(names(), MAILS_A_PAGE).get_page(request.GET.get("page"))
    mails = [mail_named(name) for name in shown]
    return framed(
        request, "retakes/messages/folder.html", _("Mail folder"), mails=mails, shown=shown
    )


@for_superusers
def one_mail(request: HttpRequest, name: str) -> HttpResponseBase:
    """One mail: its head, its text, its HTML in a frame where nothing runs."""
    if name not in names():
        raise Http404
    mail = mail_named(name)
    record("mail.view")
    return framed(
        request,
        "retakes/messages/filed.html",
        mail.subject,
        mail=mail,
        mail_html=framed_html(mail.html),
    )
