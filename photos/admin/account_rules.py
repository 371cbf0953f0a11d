"""What nobody may do to accounts, whatever they may change."""

from __future__ import annotations

from typing import Any, override

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Permission, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import ModelAdmin
from unfold.forms import UserChangeForm

from access.sessions import end_sessions_of
from access.superusers import one_remains
from directory.models import DepartmentAccess
from directory.reach import reach_of

LAST_SUPERUSER = gettext_lazy("This is the last active superuser, and one has to stay.")


class AccountForm(UserChangeForm):
    """Leaves one active superuser."""

    @override
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        row = self.instance
        lost = [name for name in ("is_active", "is_superuser") if not cleaned.get(name, True)]
        if lost and row.is_active and row.is_superuser and not one_remains([row.pk]):
            self.add_error(lost[0], LAST_SUPERUSER)
        return cleaned


class GuardsAccounts(UserAdmin, ModelAdmin):  # type: ignore[type-arg]
    """Nobody but a superuser touches who may do more than they; one superuser stays; who may not
    work here any longer is logged out at once."""

    form = AccountForm
    actions = ["log_out_everywhere"]

    @override
    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_touch(request.user, obj))

    @override
    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_touch(request.user, obj))

    @override
    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """What would go; the last superuser is named as what stands in the way."""
        listed, counts, missing, protected = super().get_deleted_objects(objs, request)
        if takes_last_superuser(objs):
            protected = [*protected, str(LAST_SUPERUSER)]
        return listed, counts, missing, protected

    @override
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        with transaction.atomic():  # what was asked before may not hold any more
            if takes_last_superuser(queryset):
                raise PermissionDenied(LAST_SUPERUSER)
            super().delete_queryset(request, queryset)

    @override
    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and not (obj.is_active and obj.is_staff):
            end_sessions_of(obj)

    @admin.action(description=gettext_lazy("Log out everywhere"), permissions=["change"])
    def log_out_everywhere(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """End all sessions of the chosen users, except of those whom the caller may not touch."""
        allowed = [user for user in queryset if self.has_change_permission(request, user)]
        count = sum(end_sessions_of(user) for user in allowed)
        told = ngettext("%(count)s session ended.", "%(count)s sessions ended.", count)
        self.message_user(request, told % {"count": count}, messages.SUCCESS)
        if len(allowed) < len(queryset):
            told = _("Some of them may do more than you: a superuser has to log them out.")
            self.message_user(request, told, messages.WARNING)


def takes_last_superuser(users: Any) -> bool:
    """Whether no active superuser is left without these."""
    keys = [user.pk for user in users if user.is_superuser and user.is_active]
    return bool(keys) and not one_remains(keys)


def may_touch(who: AbstractBaseUser | AnonymousUser, account: User) -> bool:
    """Whether an account may do and reach no more than who wants to change it: its password
    could be set, and it be used."""
    if not isinstance(who, User) or who.is_superuser:
        return isinstance(who, User)
    if account.is_superuser:
        return False
    reach = reach_of(who)
    departments = DepartmentAccess.objects.filter(user=account).values_list(
        "department", flat=True
    )
    return permissions_of(account) <= permissions_of(who) and all(map(reach.holds, departments))


def permissions_of(user: User) -> set[int]:
    """What was given to a user, by themselves or by groups, active or not."""
    given = Permission.objects.filter(Q(user=user) | Q(group__user=user))
    return set(given.values_list("pk", flat=True))
