"""Which standard judges whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from directory.models import Person
from photos.models import DepartmentStandard
from photos.quality.standard import Standard, load_standard


@dataclass(frozen=True, slots=True)
class StandardsInUse:
    """The company's standard, and those of departments that have their own (by id)."""

    company: Standard
    of_departments: Mapping[int, Standard]

    def of(self, person: Person) -> Standard:
        """The standard that the person's photos are held against."""
        if person.department_id is None:
            return self.company
        return self.of_departments.get(person.department_id, self.company)


def standards_in_use() -> StandardsInUse:
    """All standards that judge anybody now: one query."""
    bound = DepartmentStandard.objects.values_list("department_id", "standard")
    return StandardsInUse(
        company=load_standard(settings.SAMEFRAME_STANDARD),
        of_departments={department: load_standard(name) for department, name in bound},
    )


def standard_for(person: Person) -> Standard:
    """The standard of the person's department, else the company's."""
    return standards_in_use().of(person)
