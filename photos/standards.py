"""Which standard judges whom: shipped ones, and the company's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db import connection
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from directory.models import Person
from photos.models import (
    DepartmentStandard,
    Judgement,
    OwnStandard,
    Photo,
    StandardChoice,
    StandardVersion,
)
from photos.quality.analysis import ENGINE_VERSION
from photos.quality.own_standards import OwnFile, read_own
from photos.quality.standard import DEFAULT, Standard, load_standard, standard_names
from photos.querysets import PhotoQuerySet

WITH_STANDARD = """
SELECT person.id, person.department_id, person.status,
    (SELECT standard FROM photos_departmentstandard WHERE department_id = person.department_id)
        AS of_department,
    (SELECT standard FROM photos_standardchoice WHERE department_id IS NULL
        ORDER BY id DESC LIMIT 1) AS of_company
FROM directory_person AS person WHERE person.id = %s
"""
WITH_USE = "+"  # photos for one use are judged by "digest+use"


@dataclass(frozen=True, slots=True)
class StandardsInUse:
    """The company's standard, and those of departments that have their own (by id)."""

    company: Standard
    of_departments: Mapping[int, Standard]

    def of(self, person: Person) -> Standard:
        """The standard that the person's photos are held against."""
        return self.of_department(person.department_id)

    def of_department(self, department_id: int | None) -> Standard:
        """The department's standard, or the company's."""
        if department_id is None:
            return self.company
        return self.of_departments.get(department_id, self.company)


def standards_in_use() -> StandardsInUse:
    """All standards that judge anybody now: one query, two with own ones."""
    columns = ("department_id", "standard")
    departments = DepartmentStandard.objects.order_by().values_list(*columns)
    chosen = company_choice().order_by().values_list(*columns)
    bound: dict[int | None, str] = dict(departments.union(chosen, all=True))
    company = bound.pop(None, "") or settings.SAMEFRAME_STANDARD
    standards = standards_named({company, *bound.values()})
    return StandardsInUse(
        company=standards[company],
        of_departments={one: standards[name] for one, name in bound.items() if one},
    )


def company_standard() -> str:
    """The name of the standard that holds where a department has none: one query."""
    chosen = StandardChoice.objects.filter(department=None).order_by("-pk")
    return chosen.values_list("standard", flat=True).first() or settings.SAMEFRAME_STANDARD


def company_choice() -> QuerySet[StandardChoice]:
    """What was chosen last for the company; nothing where the setting holds."""
    of_company = StandardChoice.objects.filter(department=None).order_by("-pk")
    return StandardChoice.objects.filter(pk=Subquery(of_company.values("pk")[:1]))


def standards_named(names: Iterable[str]) -> dict[str, Standard]:
    """Standards by their names: a query for all own ones among them. Raises KeyError."""
    asked, shipped = set(names), set(standard_names())
    found = {name: load_standard(name) for name in asked & shipped}
    if own := asked - shipped:
        rows = newest_versions().filter(standard__name__in=own)
        found |= {row.standard.name: standard_of(row) for row in rows}
    if missing := asked - set(found):
        raise KeyError(f"There is no standard {', '.join(sorted(missing))}.")
    return found


def standard_named(name: str) -> Standard:
    """One standard, shipped or own. Raises KeyError."""
    return standards_named([name])[name]


def all_standards() -> list[Standard]:
    """The shipped ones, the default first, then the own ones that aren't retired: one query."""
    rows = newest_versions().filter(standard__is_retired=False).order_by("title", "pk")
    return [*map(load_standard, standard_names()), *map(standard_of, rows)]


def newest_versions() -> QuerySet[StandardVersion]:
    """The version in force of every own standard."""
    newest = OwnStandard.objects.annotate(newest=Max("versions__pk")).values("newest")
    return StandardVersion.objects.filter(pk__in=newest).select_related("standard")


def standard_of(version: StandardVersion) -> Standard:
    """The rules of one version. Fetch it with its `standard`."""
    return _read(version.standard.name, file_of(version).as_json())


def file_of(version: StandardVersion) -> OwnFile:
    """One version as it is carried elsewhere. Fetch it with its `standard`."""
    based_on = version.standard.based_on
    return OwnFile(version.title, version.summary, based_on, version.tables)


@lru_cache(maxsize=64)
def _read(name: str, written: str) -> Standard:
    return read_own(name, OwnFile.from_json(written))


def standard_that_judged(judgement: Judgement) -> Standard:
    """The standard as it was when it judged; as it is now, where that version is gone."""
    if judgement.standard in standard_names():
        return load_standard(judgement.standard)
    digest = judgement.standard_version.partition(WITH_USE)[0]
    versions = StandardVersion.objects.filter(standard__name=judgement.standard)
    told = versions.select_related("standard").order_by("-number")
    version = told.filter(digest=digest).first() or told.first()
    return standard_of(version) if version else load_standard(DEFAULT)


def people_under(name: str, company: str, prefix: str = "") -> Q:
    """Who is judged by the standard of that name, where the company's is `company`; `prefix`
    leads to the person, as "person__"."""
    bound = DepartmentStandard.objects.filter(department=OuterRef(f"{prefix}department"))
    own = Exists(bound.filter(standard=name))
    return Q(own) | Q(~Exists(bound)) if name == company else Q(own)


def photos_under(name: str) -> PhotoQuerySet:
    """Photos that this engine measured of everybody whom the standard judges."""
    asked = Photo.objects.filter(people_under(name, company_standard(), "person__"))
    return asked.filter(judgement__assessment__engine_version=ENGINE_VERSION)


def photos_behind(standard: Standard) -> PhotoQuerySet:
    """Those of them whose verdict is by another standard or an earlier version."""
    version = standard.version
    current = Q(judgement__standard_version=version) | Q(
        judgement__standard_version__startswith=f"{version}{WITH_USE}"
    )
    return photos_under(standard.name).exclude(current, judgement__standard=standard.name)


def lock_person(person_id: int) -> Person | None:
    """The person with what judging needs to know of them, for `standard_said_of`, held until the
    transaction ends; None for who is gone.

    One plain query: to put it together would take a worker ten times as long, for each photo.
    """
    hold = "FOR UPDATE OF person" if connection.features.has_select_for_update else ""
    return next(iter(Person.objects.raw(f"{WITH_STANDARD} {hold}", [person_id])), None)


def standard_said_of(person: Person) -> Standard:
    """The standard of somebody whom `lock_person` has read."""
    said = vars(person)
    return standard_named(
        said["of_department"] or said["of_company"] or settings.SAMEFRAME_STANDARD
    )


def standard_for(person: Person) -> Standard:
    """The standard of the person's department, else the company's: at most two queries, cheaper
    than the one for all."""
    own = None
    if person.department_id is not None:
        bound = DepartmentStandard.objects.filter(department=person.department_id).order_by()
        own = bound.values_list("standard", flat=True).first()
    return standard_named(own or company_standard())
