"""What a caller opens, and whose records: the one place that decides it for API and pictures."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import F

from audit.context import act_as
from directory.reach import EVERYBODY, NOBODY, Reach, reach_of, reach_over
from tokens.models import ApiToken
from tokens.read_tokens import ReadAccess

VIEW = "photos.view_photo"
TOKEN, USER = "t", "u"  # how names of callers start
KNOWN = "_department_ids"  # on a token, as directory.reach keeps a user's: for one request

Somebody = AbstractBaseUser | AnonymousUser | None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: a user, and with `auth` by which token; None is a login."""

    user: Somebody
    auth: ApiToken | ReadAccess | None = None


NO_CALLER = Caller(None)


def scope_of_caller(caller: Caller) -> ApiToken.Scope | None:
    """What the caller may see: INTRANET, HR, or None for nothing.

    Without a token it is HR for staff who may see photos. A read token sees what the intranet
    sees, whoever made it, as long as its maker sees anything.
    """
    if isinstance(caller.auth, ReadAccess):
        return ApiToken.Scope.INTRANET if _scope_of_token(caller.auth.maker) else None
    if caller.auth is not None:
        return _scope_of_token(caller.auth)
    is_hr = getattr(caller.user, "is_staff", False) and _may_see_photos(caller.user)
    return ApiToken.Scope.HR if is_hr else None


def reach_of_caller(caller: Caller) -> Reach:
    """Whose records the caller may see: the user's, within the departments of the token.

    The intranet's tokens reach the whole company unless they are bound to departments; a
    read token reaches what its maker reaches.
    """
    if scope_of_caller(caller) is None:
        return NOBODY
    if caller.auth is None:
        return reach_of(caller.user)
    maker = caller.auth.maker if isinstance(caller.auth, ReadAccess) else caller.auth
    return reach_of_token(maker)


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


def caller_name(caller: Caller) -> str:
    """Names a caller to be found again by `caller_named`; none who calls by a read token."""
    if isinstance(caller.auth, ApiToken):
        return f"{TOKEN}{caller.auth.pk}"
    return f"{USER}{caller.user.pk if caller.user else 0}"


def caller_named(name: str) -> Caller:
    """The caller of that name as they stand now: nobody for a token that has ended."""
    kind, key = name[0], int(name[1:])
    if kind == TOKEN:
        token = found_token(pk=key)
        is_open = token and token.is_valid and token.user.is_active
        return Caller(token.user, token) if token and is_open else NO_CALLER
    return Caller(get_user_model().objects.filter(pk=key, is_active=True).first())


def act_as_caller(caller: Caller) -> None:
    """Let what is recorded from now on be the caller's doing; nobody's leaves it as it is."""
    if caller.user is None or not caller.user.is_authenticated:
        return
    token = caller.auth.maker if isinstance(caller.auth, ReadAccess) else caller.auth
    who = f"token: {token.name}" if token else caller.user.get_username()
    act_as(user_id=caller.user.pk, who=who)


def _scope_of_token(token: ApiToken) -> ApiToken.Scope | None:
    """One of HR's is worth no more than its user: it opens nothing once the user may not see
    photos any more."""
    if not token.sees_verdicts:
        return ApiToken.Scope.INTRANET
    return ApiToken.Scope.HR if _may_see_photos(token.user) else None


def _may_see_photos(user: Somebody) -> bool:
    return bool(user and user.has_perm(VIEW))  # type: ignore[union-attr]
