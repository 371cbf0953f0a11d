"""people/?changed_since=: what became another, for systems that hold a copy of the directory."""

from datetime import UTC, datetime

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from rest_framework.request import Request

from directory.reach import Reach
from photos.api.access import reach_of_request
from photos.api.errors import invalid
from photos.api.fields import FIELDS
from photos.api.freshness import json_response, stamp
from photos.api.paging import PAGE_PARAMETERS, Order, Page, page_request
from photos.api.ready import envelope, results
from photos.api.shapes import origin_of
from photos.changes import newest_change
from photos.models import PersonCard, RemovedCard

CHANGED_SINCE = "changed_since"
BY_CHANGE = Order(("changed_at", "person_id"))
NOT_TOGETHER = "This does not go with changed_since, which tells of everybody."
EXPLAINED = "Write a moment such as 2026-11-02T09:30:00Z; in an address, + is written %2B."


def changed_page(request: Request, names: frozenset[str]) -> HttpResponse:
    """People who changed after the moment, the oldest change first, and keys to take out.

    `as_of` is null until the last page: whoever stops before has not seen everything.
    """
    refuse_filters(request)
    since = moment(request.query_params[CHANGED_SINCE])
    seen_to = newest_change()  # first: what changes meanwhile is told again the next time
    asked = page_request(request, {"change": BY_CHANGE})
    reach = reach_of_request(request)
    changed = PersonCard.objects.filter(reach.people("person"), changed_at__gt=since)
    page = Page.of(
        asked, changed.values_list("changed_at", "person_id", "key", "ready", named=True)
    )
    here = [row.ready for row in page.rows if row.ready]
    around = {
        "next": page.link(request, back=False),
        "previous": None,
        "as_of": None if page.has_next else (seen_to or since),
        "removed": [row.key for row in page.rows if not row.ready] + removed(since, page, reach),
    }
    response = json_response(envelope(around, results(here, names, origin_of(request))))
    stamp(response, request, None)
    return response


def removed(since: datetime, page: Page, reach: Reach) -> list[str]:
    """Keys of people who went out of reach: with the last page, all of them. Its `as_of` is of
    that moment, so whoever goes while the pages are read must not be missing here."""
    if page.has_next:
        return []
    here = PersonCard.objects.filter(reach.people("person"), key=OuterRef("key"))
    gone = RemovedCard.objects.filter(
        ~Exists(here), reach.those("department_id"), changed_at__gt=since
    )
    return list(gone.order_by("changed_at", "pk").values_list("key", flat=True))


def refuse_filters(request: Request) -> None:
    """Raise a 400 for a filter: who leaves a department would go unnoticed."""
    other = sorted(set(request.query_params) - PAGE_PARAMETERS - {CHANGED_SINCE, FIELDS})
    if other:
        raise invalid(other[0], "not_with_changed_since", NOT_TOGETHER)


def moment(text: str) -> datetime:
    """The moment in `text`, in UTC. Raises a 400 for anything else."""
    try:
        read = parse_datetime(text)
        if read is not None:
            return (read if timezone.is_aware(read) else timezone.make_aware(read)).astimezone(UTC)
    except (ValueError, OverflowError) as error:  # UTC may be in the year 0 or 10000
        raise invalid(CHANGED_SINCE, "invalid", EXPLAINED) from error
    raise invalid(CHANGED_SINCE, "invalid", EXPLAINED)
