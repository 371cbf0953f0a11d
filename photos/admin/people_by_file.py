"""People by file: the page that imports a list."""

from typing import Any, override

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from import_export.admin import ImportMixin
from unfold.contrib.import_export.forms import ImportForm

from access.limits import count
from directory.csv_format import RosterCSV
from directory.models import Person
from directory.reach import NOBODY, Reach, reach_of
from photos.admin.written import PersonWithCardResource

# In the session: the one file whose changes this user has looked at.
LOOKED_AT = "people_import_file"
LOOK_AGAIN = _("That list is no longer at hand. Please choose the file again.")


def _reach(request: HttpRequest) -> Reach:
    return reach_of(request.user)


def forget(name: str) -> None:
    """Remove an uploaded list."""
    if name:
        storages["import_export"].delete(name)


class PeopleByFile(ImportMixin, admin.ModelAdmin[Person]):
    """Looking at a list's changes and importing it.

    An uploaded list waits in the private folder until it is confirmed. Its name goes
    through the browser and back, and counts only where this session was given it.
    """

    formats = [RosterCSV]
    import_form_class = ImportForm
    import_template_name = "photos/admin/import.html"
    # With a button for each direction; the export is photos.admin.exports.
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    @override
    def get_import_resource_classes(self, request: HttpRequest) -> list[type]:
        return [PersonWithCardResource]

    @override
    def get_import_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_import_resource_kwargs(request, **kwargs), "reach": _reach(request)}

    @override
    def get_tmp_storage_class_kwargs(self) -> dict[str, Any]:
        return {"MEDIA_FOLDER": None}  # the storage has a folder of its own

    @override
    def has_import_permission(self, request: HttpRequest) -> bool:
        may = request.user.has_perms(["directory.add_person", "directory.change_person"])
        return may and _reach(request) != NOBODY

    @override
    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page of one list; a list that can't go in isn't kept."""
        if request.method == "POST":
            count(request, "upload")
        response: TemplateResponse = super().import_action(request, **kwargs)
        context = response.context_data or {}
        if request.method == "POST" and "confirm_form" not in context:
            upload = context["form"].files.get("import_file")
            forget(getattr(upload, "tmp_storage_name", ""))
        return response

    @override
    def get_confirm_form_initial(
        self, request: HttpRequest, import_form: Any | None
    ) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_confirm_form_initial(request, import_form)
        if initial:
            forget(request.session.get(LOOKED_AT, ""))
            request.session[LOOKED_AT] = initial["import_file_name"]
        return initial

    @override
    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Import the list that was looked at, once."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        count(request, "import")
        name = request.session.pop(LOOKED_AT, "")
        is_at_hand = bool(name) and storages["import_export"].exists(name)
        if not is_at_hand or request.POST.get("import_file_name") != name:
            forget(name)
            self.message_user(request, LOOK_AGAIN, messages.ERROR)
            return redirect("admin:directory_person_import")
        try:
            response: HttpResponse = super().process_import(request, **kwargs)
        finally:
            forget(name)
        return response

    @override
    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        told = gettext(
            "The list is imported: %(new)s new, %(update)s changed, %(skip)s as before."
        )
        counted = {kind: number_format(count) for kind, count in result.totals.items()}
        self.message_user(request, told % counted, messages.SUCCESS)
