"""Users and groups, with the theme's forms."""

from typing import Any, override

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Count, ManyToManyField, QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserCreationForm

from photos.admin.account_rules import AccountForm, GuardsAccounts
from photos.admin.department_access import DepartmentAccessInline

admin.site.unregister(User)
admin.site.unregister(Group)


# Django stores these in English.
MAY = {
    "add": _("Can add %(thing)s"),
    "change": _("Can change %(thing)s"),
    "delete": _("Can delete %(thing)s"),
    "view": _("Can view %(thing)s"),
}


# Apps of Django's whose permissions open no page here.
OPEN_NOTHING = ("admin", "contenttypes", "sessions")


def permission_words(permission: Permission) -> str:
    """A permission in the reader's language, after the place where it counts."""
    action = MAY.get(permission.codename.split("_")[0])
    thing = permission.content_type.name
    allowed = str(action) % {"thing": thing} if action else gettext(permission.name)
    return f"{permission.content_type} | {allowed}"


class NamesPermissions:
    """A form's permissions by their words."""

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any]:
        """The field, its choices in the reader's language."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
        if db_field.related_model is Permission:
            field.queryset = field.queryset.exclude(content_type__app_label__in=OPEN_NOTHING)
            field.label_from_instance = permission_words
        return field  # type: ignore[no-any-return]


@admin.register(User)
class UserAdmin(NamesPermissions, GuardsAccounts):
    """Who may log in. Only a superuser changes superusers or makes new ones."""

    form = AccountForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "email", "first_name", "last_name", "is_staff", "is_active"]
    list_per_page = 50

    @override
    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[type[TabularInline]]:
        return [DepartmentAccessInline] if obj else []

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        own: list[str] = ["last_login", "date_joined"]
        if request.user.is_superuser:
            return own
        return [*own, "is_superuser", "is_staff", "groups", "user_permissions"]


@admin.register(Group)
class GroupAdmin(NamesPermissions, DjangoGroupAdmin, ModelAdmin):  # type: ignore[misc]
    """Permissions given to several users, by superusers alone: others gave themselves more."""

    list_display = ["name", "members"]
    list_per_page = 50

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser and super().has_add_permission(request))

    @override
    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return bool(request.user.is_superuser and super().has_change_permission(request, obj))

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return bool(request.user.is_superuser and super().has_delete_permission(request, obj))

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        groups: QuerySet[Group] = super().get_queryset(request)
        return groups.annotate(member_count=Count("user"))

    @display(description=_("Members"), ordering="member_count")
    def members(self, group: Any) -> int:
        """How many users are in it."""
        return int(group.member_count)
