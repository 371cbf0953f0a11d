"""The departments of a user, on the user's page."""

from typing import Any, override

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from directory.models import DepartmentAccess
from directory.reach import reach_of


class DepartmentAccessInline(TabularInline):
    """Whose records the user sees. Nobody gives more than they have: only those who see
    everybody, superusers among them, give departments or take them away."""

    model = DepartmentAccess
    extra = 0
    fields = ["department"]
    show_title = False
    verbose_name = _("department")
    verbose_name_plural = _("Departments whose people this user sees")

    def may_give(self, request: HttpRequest) -> bool:
        """Whether who asks may give departments; that they may change users is asked before."""
        return reach_of(request.user).is_whole

    @override
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_give(request)

    @override
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_give(request)

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_give(request)

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_give(request)
