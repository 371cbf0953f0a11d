"""The trail's list under /admin/audit/event/: to read, to search and to take along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, override

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from audit.lines import line_of
from audit.models import Event
from audit.words import phrase_of
from desk.trail.about import about
from desk.trail.filters import DayFilter, DoorFilter, GroupFilter
from desk.trail.search import meant_by
from directory.reach import reach_of
from photos.admin.cells import two_lines
from photos.admin.change_list import Listed
from photos.admin.export_columns import ExportColumn, yes_or_no
from photos.admin.exports import WITH_BUTTON, ListExport
from photos.labels import NOTHING

MAY_SEE = "audit.view_event"
COLUMNS = (
    ExportColumn("at", lambda event: localtime(event.at).isoformat(timespec="seconds")),
    ExportColumn("who", lambda event: event.who),
    ExportColumn("user_id", lambda event: event.user_id),
    ExportColumn("door", lambda event: event.door),
    ExportColumn("action", lambda event: event.action),
    ExportColumn("in_words", lambda event: phrase_of(event.action, event.kind)),
    ExportColumn("kind", lambda event: event.kind),
    ExportColumn("key", lambda event: event.key),
    ExportColumn("person_key", lambda event: event.person_key),
    ExportColumn("fields", lambda event: ", ".join(event.fields)),
    ExportColumn("before", lambda event: event.before),
    ExportColumn("after", lambda event: event.after),
    ExportColumn("count", lambda event: event.count),
    ExportColumn("with_reason", lambda event: yes_or_no(event.has_reason)),
    ExportColumn("request_id", lambda event: event.request_id),
)


def may_see_trail(request: HttpRequest) -> bool:
    """Whether who asks may read the trail: it tells of everybody, so the whole company must be
    within their reach."""
    return request.user.has_perm(MAY_SEE) and reach_of(request.user).is_whole


class TrailList(Listed):
    """Events with what they were about."""

    @override
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        told = about(self.result_list, request)
        for event in self.result_list:
            event.line, event.about = line_of(event), told[event.pk]

    @override
    def rows_of(self, keys: Sequence[int]) -> list[Event]:
        found = Event.objects.in_bulk(keys)
        return [found[key] for key in keys if key in found]


@admin.register(Event)
class EventAdmin(ListExport):
    """Who did what, newest first. Nothing here can be changed."""

    export_columns = COLUMNS
    export_note = _("People stand in it by a random key, never by name.")
    change_list_template = WITH_BUTTON
    list_before_template = "desk/trail/above.html"
    list_display = ["when", "by_whom", "what", "about", "details"]
    list_display_links = None
    list_filter = [GroupFilter, DoorFilter, ("at", DayFilter)]
    list_filter_submit = True
    list_per_page = 50
    list_fullwidth = True
    search_fields = ["who"]
    search_help_text = _("Person, account, token, action, number")
    actions = None

    @display(description=_("When"), ordering="at")
    def when(self, event: Any) -> SafeString:
        """Day and time."""
        moment = localtime(event.at)
        return two_lines(
            date_format(moment, "SHORT_DATE_FORMAT"),
            f"{moment:%H:%M:%S}",
            title=moment.isoformat(),
        )

    @display(description=_("Who"), ordering="who")
    def by_whom(self, event: Any) -> SafeString | str:
        """The account or token, and by which door."""
        return two_lines(event.who or NOTHING, event.line.door)

    @display(description=_("What"))
    def what(self, event: Any) -> str:
        """What was done, in plain words."""
        return str(event.line.phrase)

    @display(description=_("About"))
    def about(self, event: Any) -> SafeString | str:
        """The person and the record, leading there while they exist."""
        links = [
            format_html('<a class="sf-link" href="{}">{}</a>', one.url, one.name)
            if one.url
            else one.name
            for one in event.about
        ]
        return format_html_join(", ", "{}", ((link,) for link in links)) or NOTHING

    @display(description=_("Details"))
    def details(self, event: Any) -> str:
        """Fields, states, how many."""
        return str(event.line.details) or NOTHING

    @override
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[TrailList]:
        return TrailList

    @override
    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Event], search_term: str
    ) -> tuple[QuerySet[Event], bool]:
        words = search_term.strip()
        return (queryset.filter(meant_by(words)) if words else queryset), False

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        events: QuerySet[Event] = super().get_queryset(request)
        return events if may_see_trail(request) else events.none()

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        raise Http404  # as on all pages of what is not one's own

    @override
    def has_view_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return may_see_trail(request)

    @override
    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_see_trail(request)

    @override
    def has_export_permission(self, request: HttpRequest) -> bool:
        return may_see_trail(request)

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False
