"""Pages of what is one's own: a superuser's is everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, override

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin


class Owned(ModelAdmin):
    """Rows of the user's own endpoints; what is not theirs is not there."""

    list_per_page = 50

    def deeds(self) -> dict[str, Callable[..., HttpResponse]]:
        """What is done to one row, each by a POST to <its id>/<name>/."""
        return {}

    @override
    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name, view in self.deeds().items()
        ]
        urls: list[URLPattern] = super().get_urls()
        return [*own, *urls]

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        own: QuerySet[Any] = rows.for_user(request.user)
        return own
