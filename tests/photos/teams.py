"""Published photos with looks made of numbers."""

from dataclasses import asdict
from typing import Any

from photos import cards, consistency
from photos.models import Look, Photo, TeamBaseline
from photos.quality.analysis import ENGINE_VERSION
from tests import factories
from tests.quality.looks import look


def looking(department: str, **changes: Any) -> Photo:
    """The published photo of a new person there, without files; it looks good but for the
    changes."""
    person = factories.person(department=department)
    photo = Photo.objects.create(
        person=person,
        state=Photo.State.APPROVED,
        sha256=person.employee_id,
        master="gone.jpg",
        width=640,
        height=800,
        source=Photo.Source.API,
    )
    cards.write([person.pk])
    Look.objects.create(
        photo=photo,
        department=person.department,
        engine_version=ENGINE_VERSION,
        **asdict(look(**changes)),
    )
    consistency.mark([person.department_id])
    return photo


def finance(people: int) -> list[Photo]:
    """So many photos of Finance that look the same."""
    return [looking("Finance") for _ in range(people)]


def row_of(department: str | None) -> TeamBaseline:
    """The baseline of that department, or of the company."""
    if department is None:
        return TeamBaseline.objects.get(department=None)
    return TeamBaseline.objects.get(department__name=department)
