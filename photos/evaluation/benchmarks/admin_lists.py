"""What HR's list pages cost in a large company, of what they cost in a small one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import numpy as np
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from directory.models import Department
from photos.evaluation.benchmarks.admin_company import make_mixed_company
from photos.evaluation.benchmarks.api_caller import processor_seconds
from photos.evaluation.benchmarks.stopwatch import MS
from photos.models import Photo, Review

PEOPLE, PHOTOS = "/admin/directory/person/", "/admin/photos/photo/"
MANY_FILTERS = "verdict=retake&retake=yes&reviewer=nobody"
# With the search for one person of this department, each holds one row in either company.
EVERY_FILTER = f"{MANY_FILTERS}&reason=sharpness&location=Place+4&age=1_to_3"
EVERY_FILTERS_DEPARTMENT, EVERY_FILTERS_PERSON = 9, "b000009"
MOST_QUERIES = 20
MOST_GROWTH = 2.0  # a page shows as many rows whatever the company's size
ROWS = 50  # of a page
OK = 200

# Where each page is; {department} and the like are known once the company is made. The search
# finds more than a page in either company.
PAGES = {
    "people": PEOPLE,
    "people, many filters": f"{PEOPLE}?status=active&photo=in_review&{MANY_FILTERS}",
    "people, every filter": f"{PEOPLE}?status=active&photo=in_review&{EVERY_FILTER}"
    "&department__id__exact={department}&q={person}",
    "people, every filter, nobody": f"{PEOPLE}?status=active&photo=in_review&{EVERY_FILTER}"
    "&department__id__exact={department}&q=nobody",
    "people, by age": f"{PEOPLE}?age=over_5",
    "people, by reviewer": f"{PEOPLE}?reviewer={{reviewer}}",
    "people, retakes": f"{PEOPLE}?status=active&retake=yes",
    "people, search": f"{PEOPLE}?q=si",
    "people, last page": f"{PEOPLE}?p={{last}}",
    "photos": PHOTOS,
    "photos, many filters": f"{PHOTOS}?state=in_review&is_current__exact=1&{MANY_FILTERS}",
    "photos, every filter": f"{PHOTOS}?state=in_review&is_current__exact=1&{EVERY_FILTER}"
    "&person__department__id__exact={department}&q={person}",
    "photos, by age": f"{PHOTOS}?age=over_5",
    "photos, by reviewer": f"{PHOTOS}?reviewer={{reviewer}}",
    "photos, search": f"{PHOTOS}?q=si",
    "photos, last page": f"{PHOTOS}?p={{last_photos}}",
    "departments": "/admin/directory/department/",
    "departments, by retakes": "/admin/directory/department/?o=-4",
    "tokens": "/admin/tokens/apitoken/",
    "users": "/admin/auth/user/",
}
# What these hold grows with the company or with the department: no ratio is promised.
DESK_PAGES = {
    "dashboard": "/admin/",
    "retakes": "/admin/retakes/retake/",
    "freshness": "/admin/retakes/freshness/",
    "review queue": "/admin/desk/review/",
    "overrules": "/admin/desk/overrules/",
    "contact sheet of a department": "/admin/desk/sheet/?department={slug}",
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
class PageCost:
    """Processor time in ms, application and database together; queries; rows that a list holds
    on all its pages, None for a page that is no list."""

    spent: float
    queries: int
    rows: int | None


@dataclass(frozen=True, slots=True)
class ListCosts:
    """What each page costs in both companies."""

    effort: ListEffort
    database: str
    few: dict[str, PageCost]
    many: dict[str, PageCost]

    def growth(self, page: str) -> float:
        """What a page costs in the large company where 1 is the small one."""
        return self.many[page].spent / self.few[page].spent

    @property
    def most_growth(self) -> float:
        """That of the list that grows most."""
        return max(map(self.growth, PAGES))

    @property
    def most_queries(self) -> int:
        """Those of the page that asks most."""
        return max(cost.queries for cost in self.many.values())

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
            "pages": {page: round(self.growth(page), 2) for page in PAGES},
            "desk_ms": {page: round(self.many[page].spent, 1) for page in DESK_PAGES},
        }


def list_costs(
    effort: ListEffort, database: Callable[[], AbstractContextManager[None]]
) -> ListCosts:
    """Every page in both companies, each in a `database` of its own."""
    # A site that was never prepared has no key yet; set for good, as there is none to go back to.
    settings.SECRET_KEY = token_hex()
    with override_settings(ALLOWED_HOSTS=["localhost"], SECURE_SSL_REDIRECT=False):
        with database():
            few = costs_with(effort.few, effort.rounds)
        with database():
            many = costs_with(effort.many, effort.rounds)
    return ListCosts(effort, connection.vendor, few, many)


def costs_with(people: int, rounds: int) -> dict[str, PageCost]:
    """What each page costs in a company of so many."""
    make_mixed_company(people)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as its own housekeeping would have done overnight
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.create_superuser("benchmark"))
    addresses = {name: filled(page, people) for name, page in (PAGES | DESK_PAGES).items()}
    first = {name: queries_and_rows(client, address) for name, address in addresses.items()}
    spent: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(rounds):
        for name, address in addresses.items():
            before = processor_seconds()
            ask(client, address)
            spent[name].append(MS * (processor_seconds() - before))
    return {name: PageCost(float(np.median(spent[name])), *first[name]) for name in addresses}


def filled(page: str, people: int) -> str:
    """The page's address in a company of so many."""
    review = Review.objects.order_by("pk").first()
    department = Department.objects.order_by("pk")[EVERY_FILTERS_DEPARTMENT]
    return page.format(
        department=department.pk,
        slug=department.slug,
        person=EVERY_FILTERS_PERSON,
        reviewer=review.reviewer_id if review else "",
        last=people // ROWS,
        last_photos=Photo.objects.count() // ROWS,
    )


def queries_and_rows(client: Client, address: str) -> tuple[int, int | None]:
    """How often the page asks the database, once what is remembered is; and its list's rows."""
    ask(client, address)
    with CaptureQueriesContext(connection) as captured:
        answer = ask(client, address)
    context = getattr(answer, "context_data", None) or {}
    changes = context.get("cl")
    return len(captured), changes.result_count if changes else None


def ask(client: Client, address: str) -> Any:
    """The page. Raises AssertionError for another answer: its figure would mean nothing."""
    answer = client.get(address)
    assert answer.status_code == OK, (address, answer.status_code)
    return answer
