"""The filters of the list of requests."""

from __future__ import annotations

from typing import Any, cast, override

from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from photos.admin.filters import Choices, ColumnFilter, DropdownFilter, choice_of
from retakes import querysets
from retakes.models import OPEN_STATES, Retake
from retakes.querysets import RetakeQuerySet

OPEN = "open"
OVERDUE, UNANSWERED, PAUSED = "overdue", "unanswered", "paused"
BY_HAND, NOTED = "by_hand", "noted"


class StateFilter(DropdownFilter):
    """By where they stand; those of which something is still to come in one."""

    title = _("state")
    parameter_name = "state"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return [(OPEN, _("all open ones")), *Retake.State.choices]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        answer, requests = choice_of(self), queryset
        if answer == OPEN:
            return requests.filter(state__in=OPEN_STATES)
        return requests.filter(state=answer) if answer else requests


class AttentionFilter(DropdownFilter):
    """By what HR may have to do about them."""

    title = _("to look at")
    parameter_name = "look"

    @override
    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return [
            (OVERDUE, _("overdue")),
            (UNANSWERED, _("never answered")),
            (NOTED, _("with a note from the person")),
            (BY_HAND, _("without an e-mail address")),
            (PAUSED, _("paused")),
        ]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        requests = cast(RetakeQuerySet, queryset)
        match choice_of(self):
            case "overdue":
                return requests.overdue()
            case "unanswered":
                return requests.unanswered()
            case "by_hand":
                return requests.filter(querysets.BY_HAND)
            case "noted":
                return requests.filter(querysets.NOTED)
            case "paused":
                return requests.open().exclude(paused_at=None)
        return requests


class CauseFilter(ColumnFilter):
    """By why they were asked."""

    title = _("cause")
    parameter_name = "cause"
    column = "cause"
    answers = Retake.Cause.choices


class NoteFilter(ColumnFilter):
    """By what the person wrote to HR: such requests need a person."""

    title = _("note from the person")
    parameter_name = "note"
    column = "person_note_kind"
    answers = [one for one in Retake.NoteKind.choices if one[0]]
