"""What a caller opens, and whose records: the one place that decides it for API and pictures."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import F

from directory.reach import EVERYBODY, NOBODY, Reach, reach_of, reach_over
from tokens.models import ApiToken
from tokens.read_tokens import ReadAccess

VIEW = "photos.view_photo"
KNOWN = "_department_ids"  # on a token, as directory.reach keeps a user's: for one request

User = AbstractBaseUser | AnonymousUser | None


def scope_of_caller(user: User, auth: object) -> ApiToken.Scope | None:
    """What the caller may see: INTRANET, HR, or None for nothing.

    `auth` is the token, or what was made of it; without one it is HR for staff who may see
    photos. A read token sees what the intranet sees, whoever made it, as long as its maker
    sees anything.
    """
    if isinstance(auth, ReadAccess):
        return ApiToken.Scope.INTRANET if _scope_of_token(auth.maker) else None
    if isinstance(auth, ApiToken):
        return _scope_of_token(auth)
    is_hr = user is not None and user.is_active and getattr(user, "is_staff", False)
    return ApiToken.Scope.HR if is_hr and _may_see_photos(user) else None


def reach_of_caller(user: User, auth: object) -> Reach:
    """Whose records the caller may see: the user's, within the departments of the token.

    The intranet's tokens reach the whole company unless they are bound to departments; a
    read token reaches what its maker reaches.
    """
    if scope_of_caller(user, auth) is None:
        return NOBODY
    token = auth.maker if isinstance(auth, ReadAccess) else auth
    return reach_of_token(token) if isinstance(token, ApiToken) else reach_of(user)


def reach_of_token(token: ApiToken) -> Reach:
    """Whom the token reaches, whatever its scope shows of them."""
    own = reach_of(token.user) if token.sees_verdicts else EVERYBODY
    departments = department_ids_of(token)
    is_bound = token.is_bound or departments
    return own.within(reach_over(departments)) if is_bound else own


def department_ids_of(token: ApiToken) -> frozenset[int]:
    """The departments that bind the token; asked once, or not at all after `found_token`."""
    known: frozenset[int] | None = vars(token).get(KNOWN)
    if known is None:
        known = frozenset(token.departments.values_list("pk", flat=True))
        setattr(token, KNOWN, known)
    return known


def found_token(**by: int | str) -> ApiToken | None:
    """The stored token with its user and departments: one query, a row a department."""
    found = ApiToken.objects.select_related("user").filter(**by)
    rows = list(found.annotate(department_id=F("departments")).order_by())
    if not rows:
        return None
    ids = frozenset(row.department_id for row in rows if row.department_id is not None)
    setattr(rows[0], KNOWN, ids)
    return rows[0]


def _scope_of_token(token: ApiToken) -> ApiToken.Scope | None:
    """One of HR's is worth no more than its user: it opens nothing once the user may not see
    photos any more."""
    if not token.sees_verdicts:
        return ApiToken.Scope.INTRANET
    return ApiToken.Scope.HR if _may_see_photos(token.user) else None


def _may_see_photos(user: User) -> bool:
    return bool(user and user.has_perm(VIEW))  # type: ignore[union-attr]
