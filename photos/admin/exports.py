"""The page that hands on a list as it was shown: its filters, its search, its order."""

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any, override

from django.conf import settings
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override as override_language
from unfold.admin import ModelAdmin

from access.limits import count
from audit.trail import record
from photos.admin.bulk_outcomes import tell_outcomes
from photos.admin.change_list import FirstPage, Listed, Pages
from photos.admin.export_columns import ExportColumn
from photos.admin.table_files import ROWS_AT_ONCE, Cell, csv_chunks, xlsx_file

WITH_BUTTON = "admin/import_export/change_list_export.html"
CSV_TYPE = "text/csv; charset=utf-8"


class ListExport(ModelAdmin):
    """A list with an Export button; `export_columns` says what each line holds."""

    export_columns: tuple[ExportColumn, ...]
    export_note: str | Promise = ""
    show_full_result_count = False  # Listed counts as far as it is worth it

    @override
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        urls: list[URLPattern] = super().get_urls()
        return [path("export/", view, name=name), *urls]

    @override
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        if request.method == "GET":
            tell_outcomes(request)
        may = {"has_export_permission": self.has_export_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    @override
    def get_paginator(
        self, request: HttpRequest, queryset: QuerySet[Any], per_page: int, *more: Any, **rest: Any
    ) -> Paginator[Any]:
        if request.path.endswith("/export/"):  # which says how many lines the file will have
            return Paginator(queryset, per_page, *more, **rest)
        pages = Pages if PAGE_VAR in request.GET else FirstPage
        return pages(queryset, per_page, *more, **rest)

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Whoever may change the rows may take them along."""
        return bool(self.has_change_permission(request))

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """How many lines there are and in which format; then the file."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect("..")
        if request.method == "POST":
            count(request, "export")
            chosen = (name for name in request.GET if name not in (ORDER_VAR, PAGE_VAR))
            record(
                "list.export", kind=self.opts.label_lower, count=shown.result_count, fields=chosen
            )
            return self.file_of(shown, request.POST.get("format", ""))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Export"),
            "count": shown.result_count,
            "is_filtered": bool(shown.query or shown.has_active_filters),
            "columns": [column.name for column in self.export_columns],
            "note": self.export_note,
        }
        return TemplateResponse(request, "photos/admin/export.html", context)

    def file_of(self, shown: Any, kind: str) -> HttpResponseBase:
        """Every line of the list in its order, as CSV unless a workbook is asked for."""
        titles = [column.name for column in self.export_columns]
        rows = lines_of(shown, self.export_columns)
        plural = str(self.opts.verbose_name_plural)
        name = f"{plural}-{localdate():%Y-%m-%d}"
        if kind == "xlsx":
            file = xlsx_file(plural.capitalize(), titles, rows)
            return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")
        response = StreamingHttpResponse(csv_chunks(titles, rows), content_type=CSV_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response


def lines_of(shown: Listed, columns: Iterable[ExportColumn]) -> Iterator[list[Cell]]:
    """The cells of every row, some hundred rows a query; the same for readers of any language."""
    keys = shown.queryset.values_list("pk", flat=True)
    for some in batched(list(keys), ROWS_AT_ONCE):
        rows = shown.rows_of(some)
        with override_language(settings.LANGUAGE_CODE):
            lines = [[column.cell(row) for column in columns] for row in rows]
        yield from lines
