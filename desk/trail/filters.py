"""What the trail is narrowed by."""

from datetime import datetime, time, timedelta
from typing import Any, override

from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import DateField
from django.http import HttpRequest
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter, RangeDateFilter

from audit.models import Event
from audit.words import DOORS, GROUPS

FIRST_YEAR, LAST_YEAR = 2000, 2999  # databases know no day before or after all days


class GroupFilter(DropdownFilter):
    """By the sort of action."""

    title = _("sort of action")
    parameter_name = "group"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [(group.name, group.title) for group in GROUPS]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        group = next((one for one in GROUPS if one.name == self.value()), None)
        return queryset.filter(action__in=list(group.actions)) if group else queryset


class DoorFilter(DropdownFilter):
    """By the way in."""

    title = _("way in")
    parameter_name = "door"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return list(DOORS.items())

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(door=self.value()) if self.value() in DOORS else queryset


class DayFilter(RangeDateFilter):
    """From one day to another, both of them whole, in the site's time."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.title = _("day")

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        since, until = (self._day(end) for end in ("from", "to"))
        if since:
            queryset = queryset.filter(at__gte=since)
        return queryset.filter(at__lt=until + timedelta(days=1)) if until else queryset

    def _day(self, end: str) -> datetime | None:
        """The midnight with which the chosen day begins; None for no day that can be meant."""
        text = self.used_parameters.get(f"{self.parameter_name}_{end}")
        try:
            day = DateField(required=False).clean(text)
        except ValidationError:
            return None
        is_meant = day and FIRST_YEAR <= day.year <= LAST_YEAR
        return make_aware(datetime.combine(day, time.min)) if day and is_meant else None
