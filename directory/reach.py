"""Whose records somebody may see: the one place that decides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Iterable

SEES_EVERYBODY = "directory.see_all_departments"
KNOWN = "_reach"  # on a user, as Django keeps permissions: for one request


@dataclass(frozen=True, slots=True)
class Reach:
    """The departments whose people may be seen; None means everybody, those without a
    department included."""

    departments: frozenset[int] | None

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole company's."""
        return self.departments is None

    def people(self, path: str = "") -> Q:
        """The condition for rows whose person is within it.

        `path` leads from the row to its person ("photo__person"), "" is the person itself.
        """
        return self._condition(f"{path}__department_id" if path else "department_id")

    def those(self, path: str = "pk") -> Q:
        """The condition for rows whose department, at `path`, is within it."""
        return self._condition(path)

    def holds(self, department_id: int | None) -> bool:
        """Whether people of that department are within it."""
        return self.departments is None or department_id in self.departments

    def within(self, other: Reach) -> Reach:
        """What both of them reach."""
        if self.departments is None:
            return other
        if other.departments is None:
            return self
        return Reach(self.departments & other.departments)

    def _condition(self, field: str) -> Q:
        return Q() if self.departments is None else Q(**{f"{field}__in": self.departments})


EVERYBODY = Reach(None)
NOBODY = Reach(frozenset())


def reach_of(user: AbstractBaseUser | AnonymousUser | None) -> Reach:
    """Whose people the user may see, whatever they may do with them.

    Superusers and HR leads (`see_all_departments`) reach everybody; others the departments
    they were given (DepartmentAccess), by one query a request. Nobody else reaches anybody.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return NOBODY
    known: Reach | None = vars(user).get(KNOWN)
    if known is None:
        known = _asked(user)
        setattr(user, KNOWN, known)
    return known


def _asked(user: AbstractBaseUser | AnonymousUser) -> Reach:
    if user.has_perm(SEES_EVERYBODY):  # type: ignore[union-attr]
        return EVERYBODY
    return reach_over(user.department_access.values_list("department_id", flat=True))  # type: ignore[union-attr]


def reach_over(department_ids: Iterable[int]) -> Reach:
    """The reach over these departments alone."""
    return Reach(frozenset(department_ids))
