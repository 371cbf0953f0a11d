"""Every class of the admin tells the trail what it did, and shows it on its History page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audit.changed import changed_fields
from audit.lines import line_of
from audit.models import Event
from audit.trail import record
from audit.words import GROUPS

NOUNS = {"apitoken": "token"}  # others are called as their models are
LOOKING = tuple(next(group.actions for group in GROUPS if group.name == "looking"))
MAY_SEE_ALL = "audit.view_event"
EVENTS_A_PAGE = 100


class Trailed(admin.ModelAdmin[Any]):
    """In place of Django's log, which stores what people and records are called.

    The site adds it to every class that is registered, behind the class itself.
    """

    def person_key_of(self, row: Any) -> str | Combinable:
        """The random key of the person whom a row is about, "" for none."""
        return ""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """The names of the fields, for the two methods below."""
        return changed_fields(form, formsets or ())

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Record a new row; all its fields are new."""
        self._record("add", obj)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Record a changed row."""
        self._record("change", obj, message if isinstance(message, list) else ())

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Nothing yet: deletions are recorded in the transaction that deletes."""

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete the row and record it, together."""
        with transaction.atomic():
            self._record("delete", obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete the rows and record each, together."""
        with transaction.atomic():
            for row in queryset:
                self._record("delete", row)
            super().delete_queryset(request, queryset)

    def log_view(self, row: Model) -> None:
        """Record that a row was looked at; the pages of people's data call it."""
        self._record("view", row)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The trail of one record, for whoever may see the record; who only looked is shown to
        those who may see the whole trail."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        events = Event.objects.filter(self.events_about(row))
        if not request.user.has_perm(MAY_SEE_ALL):
            events = events.exclude(action__in=LOOKING)
        shown = Paginator(events, EVENTS_A_PAGE).get_page(request.GET.get("p"))
        context = self.admin_site.each_context(request) | {
            "title": _("History: %(name)s") % {"name": row},
            "opts": self.opts,
            "object": row,
            "module_name": capfirst(str(self.opts.verbose_name_plural)),
            "part": shown,
            "lines": [line_of(event) for event in shown],
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "audit/history.html", context)

    def events_about(self, row: Any) -> Q:
        """The condition for what is shown as the row's history."""
        return Q(key=str(row.pk), kind=self.opts.label_lower)

    def _record(self, verb: str, row: Model, fields: Iterable[str] = ()) -> None:
        name = self.opts.model_name or ""
        record(
            f"{NOUNS.get(name, name)}.{verb}",
            kind=self.opts.label_lower,
            key=row.pk,
            person_key=self.person_key_of(row),
            fields=fields,
        )
