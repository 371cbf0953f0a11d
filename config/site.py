"""The admin site: the theme's own, with the policy its scripts need."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, override

from django.apps import apps
from django.contrib.admin import ModelAdmin
from django.contrib.admin.apps import AdminConfig
from django.core.paginator import InvalidPage
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override
from unfold.sites import UnfoldAdminSite

from config.csp import ADMIN
from config.nul import without_nul

OWN_APPS = (
    *("audit", "work", "access", "directory", "tokens", "webhooks", "photos", "desk"),
    *("privacy", "links", "retakes"),
)


class SameframeSite(UnfoldAdminSite):
    """Every page under /admin/, the login included."""

    index_title = _("Overview")
    index_template = "desk/dashboard/dashboard.html"

    @override
    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Whoever registers a class, what it does goes into the trail."""
        from audit.admin_pages import Trailed

        own: Any = admin_class or ModelAdmin
        made: Any = type(own)  # a class of the same sort
        trailed = made(f"Trailed{own.__name__}", (own, Trailed), {"__module__": own.__module__})
        super().register(model_or_iterable, trailed, **options)

    @override
    def get_urls(self) -> list[URLPattern | URLResolver]:
        own: list[URLPattern | URLResolver] = super().get_urls()
        ours = [
            path("desk/", include("desk.urls")),
            path("sessions/", include("access.urls")),
            path("privacy/", include("privacy.urls")),
            path("retakes/messages/", include("retakes.messages.pages.urls")),
            path("retakes/", include("retakes.admin.urls")),
            path("photo-days/", include("retakes.days.urls")),
        ]
        return [*ours, *own]  # before the one that takes all

    @override
    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context: dict[str, Any] = super().each_context(request)
        return context | {"colors": None}  # they stand in a style sheet: config.colours

    @override
    def admin_view(
        self, view: Callable[..., HttpResponse], cacheable: bool = False
    ) -> Callable[..., HttpResponse]:
        guarded: Callable[..., HttpResponse] = super().admin_view(without_nul(view), cacheable)
        return csp_override(ADMIN)(guarded)

    @override
    def search(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse | HttpResponse:
        try:
            found: HttpResponse = super().search(request, extra_context)
        except (ValueError, InvalidPage) as no_page:
            raise Http404 from no_page
        return found

    @override
    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form by which users choose another password of their own."""
        with transaction.atomic():
            response: HttpResponse = super().password_change(request, extra_context)
            if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
                from audit.trail import record

                record("user.change", kind="auth.user", key=request.user.pk, fields=["password"])
        return response


class SameframeAdminConfig(AdminConfig):
    """django.contrib.admin on our site."""

    default_site = "config.doors.GuardedSite"

    @override
    def ready(self) -> None:
        for app in OWN_APPS:
            for model in apps.get_app_config(app).get_models():
                translate_names(model)
        super().ready()  # finds the admin's classes, whose forms take the names over


def translate_names(model: type[Model]) -> None:
    """Let a model and its fields be named in the reader's language.

    Here rather than in the models: there, each name written out would be a migration.
    """
    options = model._meta
    options.verbose_name = _(str(options.verbose_name))
    options.verbose_name_plural = _(str(options.verbose_name_plural))
    for field in (*options.fields, *options.many_to_many):
        field.verbose_name = _(str(field.verbose_name))
