"""What lists about people share: the reader's reach, and that nobody edits rows by hand."""

from __future__ import annotations

from typing import Any, override

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from directory.models import Person
from directory.reach import reach_of


def person_of(request: HttpRequest, person_id: int) -> Person:
    """A person whom the user may see. Raises Http404 for all others."""
    people = Person.objects.filter(reach_of(request.user).people())
    return get_object_or_404(people, pk=person_id)


def need(request: HttpRequest, permission: str) -> User:
    """The user, who holds that permission. Raises PermissionDenied."""
    if not isinstance(request.user, User) or not request.user.has_perm(permission):
        raise PermissionDenied
    return request.user


class OfPeople(ModelAdmin):
    """A list of rows about people within the user's reach, which nobody edits by hand."""

    list_per_page = 50
    list_select_related = ["person"]
    search_fields = ["person__search"]

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.filter(reach_of(request.user).people("person"))

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.opts.fields if field.editable]

    @display(description=_("Person"), ordering="person__last_name")
    def who(self, row: Any) -> str:
        """The person's name."""
        name: str = row.person.full_name
        return name
