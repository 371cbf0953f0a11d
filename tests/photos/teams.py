"""Published photos with looks made of numbers."""

from dataclasses import asdict
from typing import Any

from photos import consistency
from photos.models import Look, Photo, TeamBaseline
from photos.quality.analysis import ENGINE_VERSION
from tests import factories
from tests.quality.looks import look


def looking(department: str, employee_id: str = "", **changes: Any) -> Photo:
    """The published photo of a new person there; it looks good but for the changes."""
    photo = factories.published_photo(factories.person(employee_id, department=department))
    Look.objects.create(
        photo=photo,
        department=photo.person.department,
        engine_version=ENGINE_VERSION,
        **asdict(look(**changes)),
    )
    consistency.mark([photo.person.department_id])
    return photo


def finance(people: int) -> list[Photo]:
    """So many photos of Finance that look the same."""
    return [looking("Finance") for _ in range(people)]


def row_of(department: str | None) -> TeamBaseline:
    """The baseline of that department, or of the company."""
    if department is None:
        return TeamBaseline.objects.get(department=None)
    return TeamBaseline.objects.get(department__name=department)
