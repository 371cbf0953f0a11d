"""A large company in an empty database: people with published photos, as the API reads them."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from itertools import batched
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from directory.models import Department, Person
from photos import cards, changes
from photos.models import Photo, Publication
from photos.publications import LAYOUT
from photos.quality.alignment import align
from photos.quality.analysis import Analysis
from photos.quality.uses import load_uses

AT_ONCE = 2_000  # rows
PEOPLE_A_DEPARTMENT = 250
FIRST = ("Amara", "Mateo", "Mei", "Jürgen", "Aisha", "Noor", "Sofía", "Kwame", "Yuki", "Ravi")
LAST = ("Okafor", "García", "Tanaka", "Müller", "Haddad", "Singh", "Rossi", "Mensah", "Novák")
TITLE = "Senior Specialist, Customer Programmes"
PLACEHOLDER = "data:image/webp;base64," + "A" * 140


def make_company(people: int, seen: Analysis) -> None:
    """So many people in departments, each with a photo published from what was `seen` on one."""
    departments = Department.objects.bulk_create(
        Department(name=f"Department {place}", slug=f"department-{place}")
        for place in range(max(people // PEOPLE_A_DEPARTMENT, 1))
    )
    cuts = {use.name: {"sizes": list(align(seen, use).sizes(use))} for use in load_uses()}
    for places in batched(range(people), AT_ONCE):
        made = Person.objects.bulk_create(
            person(place, departments[place % len(departments)]) for place in places
        )
        photos = Photo.objects.bulk_create(photo_row(one) for one in made)
        Publication.objects.bulk_create(publication(one, cuts, seen) for one in photos)
        cards.write(one.pk for one in made)
    changes.date_changes()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as its own housekeeping would have done overnight


def person(place: int, department: Department) -> Person:
    """Somebody with a name that others have too."""
    return Person(
        employee_id=f"b{place:06}",
        first_name=FIRST[place % len(FIRST)],
        last_name=f"{LAST[place % len(LAST)]} {place // 97:04}",
        email=f"b{place:06}@example.com",
        job_title=TITLE,
        location="Lisbon",
        department=department,
    )


def photo_row(of: Person) -> Photo:
    """An approved photo without files; nobody opens them."""
    return Photo(
        person=of,
        state=Photo.State.APPROVED,
        sha256=of.employee_id,
        width=1,
        height=1,
        source=Photo.Source.IMPORT,
        uploaded_at=timezone.now(),
    )


def publication(of: Photo, cuts: Mapping[str, Mapping[str, Any]], seen: Analysis) -> Publication:
    """What is shown of it."""
    whole = {"x": 0, "y": 0, "width": seen.width, "height": seen.height, "angle": 0}
    return Publication(
        photo=of,
        token=f"{of.pk:022x}",
        layout=LAYOUT,
        cuts={use: {**cut, "box": whole} for use, cut in cuts.items()},
        placeholder=PLACEHOLDER,
        colour="#8c8280",
    )


def intranet_key() -> str:
    """The key of a new token of the intranet's."""
    User.objects.create_user("benchmark")
    said = StringIO()
    call_command("create_token", "benchmark", scope="intranet", user="benchmark", stdout=said)
    return said.getvalue().strip().splitlines()[-1]
