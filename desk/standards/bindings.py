"""Who is judged by which standard, counted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from directory.models import Department, Person
from directory.reach import Reach
from photos.models import DepartmentStandard
from photos.quality.standard import Standard, standard_names
from photos.standards import all_standards, company_standard, photos_behind, photos_under


@dataclass(frozen=True, slots=True)
class Bound:
    """A department with a standard of its own."""

    department: Department
    people: int


@dataclass(frozen=True, slots=True)
class StandardLine:
    """One standard with those whom it judges."""

    standard: Standard
    is_shipped: bool
    is_company: bool
    company_people: int
    departments: tuple[Bound, ...]

    @property
    def people(self) -> int:
        """How many people it judges."""
        return self.company_people + sum(one.people for one in self.departments)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far judging anew has come."""

    total: int
    behind: int

    @property
    def done(self) -> int:
        """How many are judged."""
        return self.total - self.behind


def standard_lines(reach: Reach) -> list[StandardLine]:
    """All standards with those within reach whom they judge: six queries, however many people
    and departments."""
    company, shipped = company_standard(), set(standard_names())
    people = count_by_department(reach)
    bound: dict[str, list[Bound]] = {}
    own = DepartmentStandard.objects.filter(reach.those("department"))
    for row in own.select_related("department").order_by("department__name"):
        one = Bound(row.department, people.pop(row.department_id, 0))
        bound.setdefault(row.standard, []).append(one)
    rest = sum(people.values())
    return [
        StandardLine(
            standard=one,
            is_shipped=one.name in shipped,
            is_company=one.name == company,
            company_people=rest if one.name == company else 0,
            departments=tuple(bound.get(one.name, ())),
        )
        for one in all_standards()
    ]


def count_by_department(reach: Reach) -> dict[int | None, int]:
    """How many work in each department within reach: one query."""
    active = Person.objects.within(reach).active().order_by()
    counted = active.values_list("department_id").annotate(people=Count("pk"))
    return dict(counted)


def progress_of(standard: Standard, reach: Reach) -> Progress:
    """How far judging everybody within reach under it anew has come: a few queries."""
    behind = photos_behind(standard).within(reach).count()
    total = photos_under(standard.name).within(reach).count() if behind else 0
    return Progress(total, behind)
