"""The people of a made-up company, and where they work."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils import timezone

from directory.fields import SearchField
from directory.models import Department, Person
from photos.evaluation.companies.loading import Row, moment
from photos.evaluation.companies.names import Name

PEOPLE_A_DEPARTMENT, PEOPLE_A_PLACE = 250, 2_000  # on average
FEWEST_DEPARTMENTS, FEWEST_PLACES = 4, 5
UNEVEN = 1.6  # power of an even draw: some departments are several times as large as others
SHARE_THAT_LEFT = 0.04
FIELDS = (
    "Nursing", "Surgery", "Cardiology", "Radiology", "Pharmacy", "Logistics", "Finance", "IT",
)  # fmt: skip
TITLES = (
    "Registered Nurse", "Senior Consultant", "Ward Manager", "Medical Technologist",
    "Specialist, Customer Programmes", "Head of Facilities and Building Services",
)  # fmt: skip
COLUMNS = (
    "id", "employee_id", "first_name", "last_name", "email", "job_title", "department_id",
    "location", "status", "left_at", "search", "name_search",
)  # fmt: skip
FOLDED = [field for field in Person._meta.concrete_fields if isinstance(field, SearchField)]


def make_departments(people: int) -> list[Department]:
    """One for every 250 people."""
    count = max(people // PEOPLE_A_DEPARTMENT, FEWEST_DEPARTMENTS)
    return Department.objects.bulk_create(
        Department(name=f"{FIELDS[place % len(FIELDS)]} {place:04}", slug=f"department-{place}")
        for place in range(count)
    )


def draw_people(
    random: np.random.Generator,
    numbers: Sequence[int],
    names: Sequence[Name],
    departments: Sequence[Department],
    company: int,
) -> list[Person]:
    """One of each number and name, in a company of so many."""
    count, places = len(numbers), max(company // PEOPLE_A_PLACE, FEWEST_PLACES)
    rooms = (random.random(count) ** UNEVEN * len(departments)).astype(int).tolist()
    where = random.integers(places, size=count).tolist()
    gone = (random.random(count) < SHARE_THAT_LEFT).tolist()
    now = moment(timezone.now())
    return [
        Person(
            id=number,
            employee_id=f"g{number:07}",
            first_name=name.first,
            last_name=name.last,
            # With the number, because others have the name too.
            email=f"{name.address or 'staff'}{number}@clinic.example",
            job_title=TITLES[number % len(TITLES)],
            department=departments[room],
            location=f"Campus {at:02}",
            status=Person.Status.LEFT if has_left else Person.Status.ACTIVE,
            left_at=now if has_left else None,
        )
        for number, name, room, at, has_left in zip(
            numbers, names, rooms, where, gone, strict=True
        )
    ]


def row_of(one: Person) -> Row:
    """What is written of them: COLUMNS."""
    for field in FOLDED:
        field.pre_save(one, add=True)
    return tuple(getattr(one, name) for name in COLUMNS)
