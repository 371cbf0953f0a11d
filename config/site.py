"""The admin site: the theme's own, with the policy its scripts need."""

from collections.abc import Callable
from typing import Any, override

from django.apps import apps
from django.contrib.admin.apps import AdminConfig
from django.core.paginator import InvalidPage
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override
from unfold.sites import UnfoldAdminSite

from config.csp import ADMIN
from config.nul import without_nul

OWN_APPS = ("audit", "access", "directory", "photos", "tokens", "desk", "privacy", "links")


class SameframeSite(UnfoldAdminSite):
    """Every page under /admin/, the login included."""

    index_title = _("Overview")
    index_template = "desk/dashboard/dashboard.html"

    @override
    def get_urls(self) -> list[URLPattern | URLResolver]:
        own: list[URLPattern | URLResolver] = super().get_urls()
        return [path("desk/", include("desk.urls")), *own]  # before the one that takes all

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
    @method_decorator(csp_override(ADMIN))
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response: HttpResponse = super().login(request, extra_context)
        return response


class SameframeAdminConfig(AdminConfig):
    """django.contrib.admin on our site."""

    default_site = "config.site.SameframeSite"

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
    for field in options.fields:
        field.verbose_name = _(str(field.verbose_name))
