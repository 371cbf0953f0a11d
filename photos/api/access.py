"""Who may see and do what over the API."""

from typing import cast

from django.contrib.auth.models import User
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from directory.reach import Reach
from tokens.models import ApiToken
from tokens.reach import Caller, reach_of_caller, scope_of_caller
from tokens.read_tokens import ReadAccess

ADD = "photos.add_photo"
CHANGE = "photos.change_photo"
DELETE_PERSON = "directory.delete_person"
WRITE_PEOPLE = ("directory.add_person", "directory.change_person")
NOT_SO_FAR = "This is beyond the token's scope, or beyond what its user may do."


def caller_of_request(request: Request) -> Caller:
    """Who calls, and by which token."""
    return Caller(request.user, cast(ApiToken | ReadAccess | None, request.auth))


def scope_of(request: Request) -> ApiToken.Scope | None:
    """What the caller may see: INTRANET, HR, or None for nothing."""
    return scope_of_caller(caller_of_request(request))


def reach_of_request(request: Request) -> Reach:
    """Whose records the caller may see: every view's rows are those within it."""
    return reach_of_caller(caller_of_request(request))


def sees_verdicts(request: Request) -> bool:
    """Whether scores, verdicts and reasons may be shown to the caller."""
    return scope_of(request) == ApiToken.Scope.HR


class ReadsDirectory(BasePermission):
    """The intranet and HR."""

    message = NOT_SO_FAR

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the caller has any scope."""
        return scope_of(request) is not None


class ErasesPeople(ReadsDirectory):
    """The intranet and HR; to erase somebody, those of HR who may delete people."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the caller has any scope, and may erase if that is asked."""
        may = request.method != "DELETE" or (
            sees_verdicts(request) and request.user.has_perm(DELETE_PERSON)
        )
        return may and super().has_permission(request, view)


class MakesReadTokens(ReadsDirectory):
    """Programs with a key of their own; a read token makes no further ones."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the caller holds a key that opens anything."""
        return isinstance(request.auth, ApiToken) and super().has_permission(request, view)


class ReadsPhotos(BasePermission):
    """HR."""

    message = NOT_SO_FAR

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the caller is HR."""
        return sees_verdicts(request)


class WritesPeople(ReadsPhotos):
    """Those of HR who may add and change people."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the caller is HR and may do both."""
        return request.user.has_perms(WRITE_PEOPLE) and super().has_permission(request, view)


class AddsPhotos(ReadsPhotos):
    """HR; to upload, those of HR who may add photos."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the caller is HR, and may add what they send."""
        may = request.method in SAFE_METHODS or request.user.has_perm(ADD)
        return may and super().has_permission(request, view)


class ReviewsPhotos(ReadsPhotos):
    """Those of HR who may change photos."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the caller is HR and may change photos."""
        return request.user.has_perm(CHANGE) and super().has_permission(request, view)


def user_of(request: Request) -> User:
    """The user who calls; every permission above lets in nobody without one."""
    return cast(User, request.user)
