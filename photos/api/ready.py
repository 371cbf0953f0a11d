"""Pages of people whose JSON is ready: rows are joined, not read."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

import orjson
from django.core.cache import caches
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request

from directory.models import Person
from photos import cards
from photos.api.fields import only
from photos.api.freshness import json_response, reach_words
from photos.api.paging import Order, Page, PageRequest
from photos.api.shapes import origin_of
from photos.people_json import with_host

PAGES = "pages"  # the cache, in settings
NEWEST = "newest"  # in it: the change that its pages know of
BY_NAME = Order(("last_name", "first_name", "id"))
# The list that most pages ask for, without filters. As SQL, because building it from models
# takes twice as long as the database needs to answer; one comparison of three columns, because
# it leads into the index by name also far down the list.
EVERYBODY = """
    SELECT person.last_name, person.first_name, person.id, card.ready
    FROM directory_person person
    LEFT JOIN photos_personcard card ON card.person_id = person.id
    WHERE person.status = 'active' {beyond}
    ORDER BY person.last_name {way}, person.first_name {way}, person.id {way}
    LIMIT %s
"""
BEYOND = "AND (person.last_name, person.first_name, person.id) {sign} (%s, %s, %s)"


class Row(NamedTuple):
    """Somebody's place in the list, and their JSON; empty or None on a card from before."""

    last_name: str
    first_name: str
    id: int
    ready: str | None


def ready_page(
    request: Request, asked: PageRequest, people: QuerySet[Person] | None, names: frozenset[str]
) -> bytes:
    """The page in its envelope, as it is sent; of everybody where `people` is None."""
    page = Page.cut(asked, rows_of(asked, people))
    outdated = [row.id for row in page.rows if not row.ready]
    if outdated:
        cards.write(outdated)
        page = Page.cut(asked, rows_of(asked, people))
    around = {"next": page.link(request, back=False), "previous": page.link(request, back=True)}
    ready = [row.ready or "" for row in page.rows]
    return envelope(around, results(ready, names, origin_of(request)))


def remembered(
    request: Request, changed_at: datetime | None, make: Callable[[], bytes]
) -> HttpResponse:
    """An answer that follows the directory's clock: out of this process's memory, if it gave the
    same since the last change to somebody of the same reach, else made and remembered."""
    if changed_at is None:
        return json_response(make())
    forget_older(changed_at)
    where = f"{origin_of(request)}{request.get_full_path()}"
    known_by = f"{changed_at.isoformat()} {reach_words(request)} {where}"
    key = sha256(known_by.encode()).hexdigest()
    body = caches[PAGES].get(key)
    if body is None:
        body = make()
        caches[PAGES].set(key, body)
    return json_response(body)


def forget_older(changed_at: datetime) -> None:
    """Keep no page from before the last change: whoever is erased is in no memory either."""
    if caches[PAGES].get(NEWEST) != changed_at:
        caches[PAGES].clear()
        caches[PAGES].set(NEWEST, changed_at)


def rows_of(asked: PageRequest, people: QuerySet[Person] | None) -> list[Row]:
    """The page's rows in the direction of reading, and one more if the list goes on."""
    if people is None:
        return rows_of_everybody(asked)
    columns = people.values_list(*BY_NAME.columns, "card__ready")
    return [Row(*row) for row in asked.rows(columns)]


def rows_of_everybody(asked: PageRequest) -> list[Row]:
    """Those of all who work here."""
    way, sign = ("DESC", "<") if asked.back else ("ASC", ">")
    place = asked.cursor.place if asked.cursor else []
    beyond = BEYOND.format(sign=sign) if place else ""
    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY.format(beyond=beyond, way=way), [*place, asked.size + 1])
        return [Row(*row) for row in cursor.fetchall()]


def results(ready: list[str], names: frozenset[str], origin: str) -> str:
    """The people as one JSON list, or only some fields of them."""
    if names:
        people = [only(orjson.loads(one), names) for one in ready]
        return with_host(orjson.dumps(people).decode(), origin)
    return with_host(f"[{','.join(ready)}]", origin)


def envelope(around: dict[str, Any], people: str) -> bytes:
    """The answer with `people` (JSON) as its results; times end with Z, which an address may
    hold as it is."""
    head = orjson.dumps(around, option=orjson.OPT_UTC_Z)
    return b"".join([head[:-1], b',"results":', people.encode(), b"}"])
