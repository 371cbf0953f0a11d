"""Pages of people whose JSON is ready: rows are joined, not read."""

from typing import Any

import orjson
from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request

from directory.models import Person
from photos import cards
from photos.api.fields import only
from photos.api.freshness import json_response
from photos.api.paging import Page, PageRequest
from photos.api.shapes import origin_of
from photos.people_json import with_host


def ready_page(
    request: Request, asked: PageRequest, people: QuerySet[Person], names: frozenset[str]
) -> HttpResponse:
    """The page in its envelope, as it is sent."""
    page = Page.of(asked, people.values_list(*asked.order.columns, "card__ready", named=True))
    if not all(row.card__ready for row in page.rows):
        # Cards from before they held this.
        cards.write(row.id for row in page.rows if not row.card__ready)
        page = Page.of(asked, people.values_list(*asked.order.columns, "card__ready", named=True))
    people_json = [row.card__ready for row in page.rows]
    return json_response(
        envelope(
            {"next": page.link(request, back=False), "previous": page.link(request, back=True)},
            results(people_json, names, origin_of(request)),
        )
    )


def results(people_json: list[str], names: frozenset[str], origin: str) -> str:
    """The people as one JSON list, or only some fields of them."""
    if names:
        people = [only(orjson.loads(person), names) for person in people_json]
        return with_host(orjson.dumps(people).decode(), origin)
    return with_host(f"[{','.join(people_json)}]", origin)


def envelope(around: dict[str, Any], people: str) -> bytes:
    """The answer with `people` (JSON) as its results."""
    return b"".join([orjson.dumps(around)[:-1], b',"results":', people.encode(), b"}"])
