"""ETag and Last-Modified of what follows the directory's clock."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from rest_framework.request import Request

from photos.api.access import reach_of_request, scope_of

LAYOUT = "1"  # changes with the shape of the answers
# Last-Modified knows seconds alone: a change within the same second must not look like none.
SETTLED = timedelta(seconds=1)
MUST_ASK = "private, no-cache"  # may be kept, and is asked for each time


def not_modified(request: Request, changed_at: datetime | None) -> HttpResponseBase | None:
    """The 304 for a caller who has the newest answer; None where it must be sent."""
    if changed_at is None:
        return None
    known = get_conditional_response(
        request._request, etag_of(request, changed_at), modified_at(request, changed_at)
    )
    if known is not None:
        stamp(known, request, changed_at)
    return known


def stamp(response: HttpResponseBase, request: Request, changed_at: datetime | None) -> None:
    """Say how fresh an answer is; without a clock it can't be asked for conditionally."""
    response["Cache-Control"] = MUST_ASK
    patch_vary_headers(response, ["Authorization", "Cookie"])
    if changed_at is None:
        return
    response["ETag"] = etag_of(request, changed_at)
    second = modified_at(request, changed_at)
    if second is not None:
        response["Last-Modified"] = http_date(second)


def etag_of(request: Request, changed_at: datetime) -> str:
    """One for each change, kind of caller and reach; the address says which part of it."""
    content = f"{LAYOUT} {scope_of(request)} {reach_words(request)} {changed_at.isoformat()}"
    return f'"{sha256(content.encode()).hexdigest()[:32]}"'


def reach_words(request: Request) -> str:
    """The caller's reach, to tell answers apart."""
    departments = reach_of_request(request).departments
    return "whole" if departments is None else ",".join(map(str, sorted(departments)))


def modified_at(request: Request, changed_at: datetime) -> int | None:
    """The second of Last-Modified; None where it would not tell enough: a reach over some
    departments can become another without anybody being changed."""
    return settled_second(changed_at) if reach_of_request(request).is_whole else None


def settled_second(changed_at: datetime) -> int | None:
    """The second of the change, once it is over."""
    return int(changed_at.timestamp()) if timezone.now() - changed_at > SETTLED else None


def json_response(body: bytes) -> HttpResponse:
    """JSON that is ready."""
    return HttpResponse(body, content_type="application/json")
