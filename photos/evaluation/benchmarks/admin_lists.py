"""What HR's list pages cost in a large company, of what they cost in a small one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import Department
from photos.evaluation.benchmarks.admin_company import make_mixed_company
from photos.evaluation.benchmarks.api_caller import processor_seconds
from photos.evaluation.benchmarks.stopwatch import MS
from photos.models import Photo, Review

PEOPLE, PHOTOS = "/admin/directory/person/", "/admin/photos/photo/"
# Half a page of the small company; and nobody of either, as the department is elsewhere.
MANY_FILTERS = "verdict=retake&retake=yes&reviewer=nobody"
EVERY_FILTER = f"{MANY_FILTERS}&reason=sharpness&location=Place+1&age=1_to_3"
MOST_QUERIES = 20
MOST_GROWTH = 2.0  # a page shows as many rows whatever the company's size
ROWS = 50  # of a page
OK = 200

# Where each page is; {department} and {last} are known once the company is made.
PAGES = {
    "people": PEOPLE,
    "people, many filters": f"{PEOPLE}?status=active&photo=in_review&{MANY_FILTERS}",
    "people, every filter": f"{PEOPLE}?status=active&photo=in_review&{EVERY_FILTER}"
    "&department__id__exact={department}",
    "people, by age": f"{PEOPLE}?age=over_5",
    "people, by reviewer": f"{PEOPLE}?reviewer={{reviewer}}",
    "people, retakes": f"{PEOPLE}?status=active&retake=yes",
    "people, search": f"{PEOPLE}?q=garcia",
    "people, last page": f"{PEOPLE}?p={{last}}",
    "photos": PHOTOS,
    "photos, many filters": f"{PHOTOS}?state=in_review&is_current__exact=1&{MANY_FILTERS}",
    "photos, every filter": f"{PHOTOS}?state=in_review&is_current__exact=1&{EVERY_FILTER}"
    "&person__department__id__exact={department}",
    "photos, by age": f"{PHOTOS}?age=over_5",
    "photos, by reviewer": f"{PHOTOS}?reviewer={{reviewer}}",
    "photos, search": f"{PHOTOS}?q=garcia",
    "photos, last page": f"{PHOTOS}?p={{last_photos}}",
    "departments": "/admin/directory/department/",
    "departments, by retakes": "/admin/directory/department/?o=-4",
    "tokens": "/admin/tokens/apitoken/",
    "users": "/admin/auth/user/",
}


@dataclass(frozen=True, slots=True)
class ListEffort:
    """People in the small and the large company, and how often each page is asked for."""

    few: int
    many: int
    rounds: int


THOROUGH = ListEffort(few=300, many=30_000, rounds=15)
QUICK = ListEffort(few=300, many=3_000, rounds=3)


@dataclass(frozen=True, slots=True)
class ListCosts:
    """Processor time in ms of each page, application and database together, and queries."""

    effort: ListEffort
    database: str
    few: dict[str, float]
    many: dict[str, float]
    queries: dict[str, int]

    def growth(self, page: str) -> float:
        """What a page costs in the large company where 1 is the small one."""
        return self.many[page] / self.few[page]

    @property
    def most_growth(self) -> float:
        """That of the page that grows most."""
        return max(self.growth(page) for page in self.many)

    @property
    def most_queries(self) -> int:
        """Those of the page that asks most."""
        return max(self.queries.values())

    @property
    def keeps_bars(self) -> bool:
        """Whether every page is as good as promised."""
        return self.most_growth <= MOST_GROWTH and self.most_queries < MOST_QUERIES

    def as_json(self) -> dict[str, Any]:
        """The figures by their names."""
        return {
            "people": self.effort.many,
            "database": self.database,
            "admin_growth": round(self.most_growth, 2),
            "admin_queries": self.most_queries,
            "keeps_bars": self.keeps_bars,
            "pages": {page: round(self.growth(page), 2) for page in self.many},
        }


def list_costs(
    effort: ListEffort, database: Callable[[], AbstractContextManager[None]]
) -> ListCosts:
    """Every page in both companies, each in a `database` of its own."""
    with database():
        few, _ = pages_of(effort.few, effort.rounds)
    with database():
        many, queries = pages_of(effort.many, effort.rounds)
    return ListCosts(effort, connection.vendor, few, many, queries)


def pages_of(people: int, rounds: int) -> tuple[dict[str, float], dict[str, int]]:
    """Milliseconds and queries of each page in a company of so many."""
    make_mixed_company(people)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as its own housekeeping would have done overnight
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.create_superuser("benchmark"))
    addresses = {name: filled(page, people) for name, page in PAGES.items()}
    queries = {name: queries_of(client, address) for name, address in addresses.items()}
    spent: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(rounds):
        for name, address in addresses.items():
            before = processor_seconds()
            ask(client, address)
            spent[name].append(MS * (processor_seconds() - before))
    return {name: float(np.median(costs)) for name, costs in spent.items()}, queries


def filled(page: str, people: int) -> str:
    """The page's address in a company of so many."""
    review = Review.objects.order_by("pk").first()
    return page.format(
        department=Department.objects.order_by("pk").values_list("pk", flat=True)[5],
        reviewer=review.reviewer_id if review else "",
        last=people // ROWS,
        last_photos=Photo.objects.count() // ROWS,
    )


def queries_of(client: Client, address: str) -> int:
    """How often the page asks the database, once what is remembered is."""
    ask(client, address)
    with CaptureQueriesContext(connection) as captured:
        ask(client, address)
    return len(captured)


def ask(client: Client, address: str) -> None:
    """The page. Raises AssertionError for another answer: its figure would mean nothing."""
    answer = client.get(address)
    assert answer.status_code == OK, (address, answer.status_code)
