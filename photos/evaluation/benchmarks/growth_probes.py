"""What is asked of a company of any size: pages, searches, one person's rows, work, jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import Client

from directory.models import Department, Person
from photos import assess, team_refresh
from photos.evaluation.benchmarks.api_caller import Caller
from photos.evaluation.benchmarks.growth_work import Uploads, claim_one, send_one, wait_in_line
from photos.models import Photo, TeamBaseline
from photos.people import erase_people
from photos.quality.analysis import Analysis

LIST, PERSON, WORK, BULK = "list", "person", "work", "bulk"
PEOPLE, PHOTOS, API = "/admin/directory/person/", "/admin/photos/photo/", "/api/v1/people/"
PAGE, LEAFED = 50, 10_000  # rows of a page; rows that can be leafed through
JUDGED = 2_000
OK = 200


@dataclass(frozen=True, slots=True)
class Probe:
    """One question; asked so many `times` a round where it takes but milliseconds."""

    name: str
    family: str
    ask: Callable[[], object]
    times: int = 1


def probes(people: int, measured: Sequence[Analysis]) -> list[Probe]:
    """All of them, of the company of so many that stands in the database."""
    somebody = Person.objects.get(pk=people // 2)
    leader = User.objects.create_superuser("benchmark")
    return [
        *pages(somebody, leader),
        *calls(somebody, leader),
        *work(people, measured),
        *jobs(people),
    ]


def pages(somebody: Person, user: User) -> Iterator[Probe]:
    """Of the admin."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    last = min(Person.objects.count(), LEAFED) // PAGE
    department = somebody.department_id
    photo = Photo.objects.filter(person__gte=somebody).order_by("person").first()
    addresses = {
        "people, first page": PEOPLE,
        "people, one department": f"{PEOPLE}?department__id__exact={department}",
        "people, in need of a retake": f"{PEOPLE}?status=active&retake=yes",
        "people, search by e-mail": f"{PEOPLE}?q={somebody.email}",
        "people, search by a common name": f"{PEOPLE}?q=schmidt",
        "people, search by two letters": f"{PEOPLE}?q=an",
        "people, last page": f"{PEOPLE}?p={last}",
        "photos, first page": PHOTOS,
        "photos, search by e-mail": f"{PHOTOS}?q={somebody.email}",
        "trail, first page": "/admin/audit/event/",
        "overview": "/admin/",
    }
    of_one = {
        "one person's page": f"{PEOPLE}{somebody.pk}/change/",
        "one photo's page": f"{PHOTOS}{photo.pk if photo else 0}/change/",
        "next photo to review": "/admin/desk/review/",
    }
    for family, some in ((LIST, addresses), (PERSON, of_one)):
        for name, address in some.items():
            yield Probe(f"admin: {name}", family, page_of(client, address))


def page_of(client: Client, address: str) -> Callable[[], Any]:
    """Asks for the page. Raises AssertionError for another answer: its figure means nothing."""

    def ask() -> None:
        answer = client.get(address)
        assert answer.status_code == OK, (address, answer.status_code)

    return ask


def calls(somebody: Person, user: User) -> Iterator[Probe]:
    """Of the API."""
    site = WSGIHandler()
    intranet, hr = (Caller(site, key_of(user, scope)) for scope in ("intranet", "hr"))
    department = somebody.department.slug if somebody.department else ""
    for name, caller, query in (
        ("people, first page", intranet, ""),
        ("people, one department", intranet, f"department={department}"),
        ("people, search by name", intranet, "search=falkenhofer"),
        ("people, search for nobody", intranet, "search=falkenhoferq"),
        ("people, worst first", hr, "ordering=score"),
    ):
        yield Probe(f"API: {name}", LIST, call_of(caller, API, query), 5)
    yield Probe("API: one person", PERSON, call_of(hr, f"{API}{somebody.employee_id}/", ""), 5)


def key_of(user: User, scope: str) -> str:
    """That of a new token."""
    said = StringIO()
    call_command("create_token", f"growth {scope}", scope=scope, user=user.username, stdout=said)
    return said.getvalue().strip().splitlines()[-1]


def call_of(caller: Caller, path: str, query: str) -> Callable[[], Any]:
    """Asks a process that has not answered it before. Raises AssertionError, as above."""

    def ask() -> None:
        caches["pages"].clear()
        answer = caller.get(path, f"{query}&page_size={PAGE}" if path == API else query)
        assert answer.status == OK, (path, query, answer.status)

    return ask


def work(people: int, measured: Sequence[Analysis]) -> Iterator[Probe]:
    """One photo's way through rows and queue."""
    uploads = Uploads(people, measured[0])
    wait_in_line(people)
    yield Probe("one upload's rows", WORK, uploads.store, 5)
    yield Probe("claim and verdict of one photo", WORK, uploads.judge, 5)
    yield Probe("send one message", WORK, send_one, 10)
    yield Probe("take one message", WORK, claim_one, 10)


def jobs(people: int) -> Iterator[Probe]:
    """What is done about many, and the end of one."""
    judged = Photo.objects.exclude(judgement=None).order_by("pk")
    some = list(judged.values_list("pk", flat=True)[:JUDGED])
    last_ones = count(people, -1)
    middle = Department.objects.order_by("pk")[Department.objects.count() // 2]
    yield Probe("judge 2,000 anew", BULK, lambda: assess.judge_again(some))
    yield Probe("alike: one department", BULK, lambda: compare(department=middle.pk))
    yield Probe("alike: the company", BULK, lambda: compare(department=None))
    yield Probe("erase one person", PERSON, lambda: erase_people([next(last_ones)]))


def compare(**scope: Any) -> None:
    """Compute one scope of consistency."""
    TeamBaseline.objects.filter(**scope).update(is_stale=True)
    team_refresh.refresh()
