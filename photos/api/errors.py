"""What the API answers when it cannot do what was asked: always one shape."""

from django.core.exceptions import (
    ObjectDoesNotExist,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import InterfaceError, OperationalError
from django.http import UnreadablePostError
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import status
from rest_framework.exceptions import (
    APIException,
    ErrorDetail,
    NotFound,
    ParseError,
    ValidationError,
)

from photos.quality.limits import ASK_AGAIN, UnreadablePhoto
from photos.storage import DISK_FULL, DiskFull, StorageAway, is_disk_full

RETRY_AFTER = 5  # seconds: how long a restarting database is away


class Conflict(APIException):
    """The request is right, the thing it asks for is in the wrong state."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class ChangedSince(APIException):
    """The thing is another than the one that the caller has seen."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "stale"


class BodyTooLarge(APIException):
    """The request's body is longer than this path takes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = "The request is too large."


class LengthRequired(APIException):
    """The request's body comes without its length."""

    status_code = status.HTTP_411_LENGTH_REQUIRED
    default_code = "length_required"
    default_detail = "Send the length of the request beforehand (Content-Length)."


class Unavailable(APIException):
    """The database or the store of files is away for the moment."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "unavailable"
    default_detail = "The service is not available for the moment. Please try again shortly."
    wait = RETRY_AFTER


class NoRoom(APIException):
    """The disk is full."""

    status_code = status.HTTP_507_INSUFFICIENT_STORAGE
    default_code = "no_room"
    default_detail = DISK_FULL


class ErrorHandler(ExceptionHandler):
    """Gives Django's own refusals their status too."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        """The API's exception for one of Django's."""
        if isinstance(exc, RequestDataTooBig):
            return BodyTooLarge()
        if isinstance(exc, SuspiciousOperation | UnreadablePostError):
            return ParseError("The request could not be read.")
        if isinstance(exc, ObjectDoesNotExist):
            return NotFound()  # erased while somebody was at work on it
        if isinstance(exc, DiskFull) or is_disk_full(exc):
            return NoRoom()
        if isinstance(exc, OperationalError | InterfaceError | StorageAway):
            return Unavailable()
        return super().convert_known_exceptions(exc)


def invalid(parameter: str, code: str, sentence: str) -> ValidationError:
    """A 400 about one parameter or field."""
    return ValidationError({parameter: [ErrorDetail(sentence, code=code)]})


def refused_photo(reason: UnreadablePhoto) -> APIException:
    """A 400 about the file in `photo`, with the intake's own code and sentence.

    Where it is not about the file, the answer is 503 or 507.
    """
    if isinstance(reason, DiskFull):
        return NoRoom()
    if reason.code in ASK_AGAIN:
        return Unavailable(reason.message)
    return invalid("photo", reason.code, reason.message)
