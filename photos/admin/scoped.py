"""Lists and pages that hold only whom the user may see."""

from typing import Any, override

from django.db.models import Field, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import RelatedDropdownFilter

from directory.models import Department
from directory.reach import NOBODY, reach_of
from photos.admin.dropdowns import QuickDropdownForm


class Scoped(ModelAdmin):
    """Every page, search, action and history of a model begins with what is the user's own.

    What isn't, isn't there: the same 404 as for a row that never was.
    """

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        own: QuerySet[Any] = rows.for_user(request.user)
        return own

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        raise Http404

    @override
    def get_changelist_instance(self, request: HttpRequest) -> Any:
        listed = super().get_changelist_instance(request)
        listed.sees_nobody = reach_of(request.user) == NOBODY  # an empty list says so
        return listed


class MadeByLeads(Scoped):
    """What only those who see everybody may make and remove."""

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(super().has_add_permission(request)) and reach_of(request.user).is_whole

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = bool(super().has_delete_permission(request, obj))
        return may and reach_of(request.user).is_whole


class OwnDepartmentsFilter(RelatedDropdownFilter):
    """By department, among those that are the user's."""

    form_class = QuickDropdownForm

    @override
    def field_choices(
        self, field: "Field[Any, Any]", request: HttpRequest, model_admin: ModelAdmin
    ) -> list[tuple[int, str]]:
        own = Department.objects.for_user(request.user).order_by("name")
        return list(own.values_list("pk", "name"))
