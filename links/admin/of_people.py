"""What lists about people share: the reader's reach, and that nobody edits rows by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, override

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.decorators import display

from directory.models import Person
from links.making import key_of
from photos.admin.scoped import Scoped


def person_of(request: HttpRequest, person_id: int) -> Person:
    """A person whom the user may see. Raises Http404 for all others."""
    return get_object_or_404(Person.objects.for_user(request.user), pk=person_id)


def need(request: HttpRequest, permission: str) -> User:
    """The user, who holds that permission. Raises PermissionDenied."""
    if not isinstance(request.user, User) or not request.user.has_perm(permission):
        raise PermissionDenied
    return request.user


class OfPeople(Scoped):
    """A list of rows about people within the user's reach, which nobody edits by hand."""

    list_display_links = None
    list_per_page = 50
    list_select_related = ["person"]
    search_fields = ["person__search"]
    search_help_text = _("Search by name, e-mail or employee id")
    empty_hint: str | Promise = ""  # where such rows come from, for a list that has none yet

    def deeds(self) -> dict[str, Callable[..., HttpResponse]]:
        """What is done from a person's page, each by a POST to of/<person's id>/<name>/."""
        return {}

    @override
    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"of/<int:person_id>/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name, view in self.deeds().items()
        ]
        urls: list[URLPattern] = super().get_urls()
        return [*own, *urls]

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and bool(super().has_change_permission(request))

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.opts.fields if field.editable]

    def person_key_of(self, row: Any) -> str:
        """The random key of the person, for the trail."""
        return key_of(row.person_id)

    @display(description=_("Person"), ordering="person__last_name")
    def who(self, row: Any) -> SafeString:
        """The person's name, leading to their page, where there is something to do."""
        address = reverse("admin:directory_person_change", args=[row.person_id])
        return format_html('<a class="sf-link" href="{}">{}</a>', address, row.person.full_name)
