"""Changing standards: copies, new versions and choices, and judging anew what follows."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import slugify

from audit import trail
from directory.models import Department
from photos import assess, consistency
from photos.models import DepartmentStandard, OwnStandard, StandardChoice, StandardVersion
from photos.quality.own_standards import OwnFile, Tables, read_own
from photos.quality.standard import Standard, standard_names
from photos.standards import company_standard, photos_behind, standard_named
from work import jobs

JUDGED_IN_REQUEST = 500  # photos: under a second; more are left to the background
OWN = "photos.ownstandard"
MOST_NAME = 36  # of 40 characters, so that a number fits behind


class ChangedMeanwhile(Exception):
    """Somebody saved another version first; says which number is in force."""

    def __init__(self, newest: StandardVersion) -> None:
        super().__init__(f"version {newest.number} is in force")
        self.newest = newest


@dataclass(frozen=True, slots=True)
class Why:
    """Who changes something, and for what reason."""

    author: User
    note: str


@transaction.atomic
def create(file: OwnFile, why: Why) -> OwnStandard:
    """A new own standard with its first version. Raises StandardError."""
    standard = OwnStandard.objects.create(name=free_name(file.title), based_on=file.based_on)
    write_version(standard, 1, file, why)
    trail.record("standard.create", kind=OWN, key=standard.pk, has_reason=bool(why.note))
    return standard


def free_name(title: str) -> str:
    """A name for a new standard that neither a shipped nor an own one has."""
    wanted = slugify(title)[:MOST_NAME].strip("-") or "own"
    taken = {*standard_names(), *OwnStandard.objects.values_list("name", flat=True)}
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def write_version(standard: OwnStandard, number: int, file: OwnFile, why: Why) -> StandardVersion:
    """Write one version. Raises StandardError."""
    return StandardVersion.objects.create(
        standard=standard,
        number=number,
        title=file.title,
        summary=file.summary,
        tables=file.tables,
        digest=read_own(standard.name, file).version,
        note=why.note,
        author=why.author,
    )


@transaction.atomic
def save(standard: OwnStandard, seen: int, tables: Tables, why: Why) -> StandardVersion:
    """Write the next version and judge everybody under it. `seen` is the number of the version
    that was changed. Raises ChangedMeanwhile, StandardError."""
    held = OwnStandard.objects.select_for_update().get(pk=standard.pk)
    newest = held.versions.select_related("standard", "author")[0]
    if newest.number != seen:
        raise ChangedMeanwhile(newest)
    file = OwnFile(newest.title, newest.summary, held.based_on, tables)
    version = write_version(held, seen + 1, file, why)
    trail.record(
        "standard.change",
        kind=OWN,
        key=held.pk,
        before=f"version {seen}",
        after=f"version {version.number}",
        has_reason=bool(why.note),
    )
    judge_anew(standard_named(held.name), why.author)
    return version


@transaction.atomic
def choose(name: str, department: Department | None, why: Why) -> None:
    """Let the standard of that name judge the department, or without one the company; an empty
    name takes the department's own away. Raises KeyError."""
    standard = standard_named(name or company_standard())
    if department:
        bind(department, name, why)
        consistency.mark([department.pk])  # other standards ask other things of teams
    else:
        record(None, name, why)
        consistency.mark(Department.objects.values_list("pk", flat=True))
    judge_anew(standard, why.author)


def record(department: Department | None, name: str, why: Why) -> None:
    """Remember who chose what."""
    StandardChoice.objects.create(
        department=department, standard=name, note=why.note, author=why.author
    )
    trail.record(
        "standard.choose",
        kind="directory.department" if department else "",
        key=department.pk if department else "",
        after=word_for(name),
        has_reason=bool(why.note),
    )


def word_for(name: str) -> str:
    """A standard for the trail: a shipped one by name, an own one, whose name somebody typed,
    by its id; nothing for none of one's own."""
    if name in standard_names() or not name:
        return name
    return f"standard {OwnStandard.objects.get(name=name).pk}"


def bind(department: Department, name: str, why: Why) -> None:
    """Give the department a standard of its own, or with an empty name take it away. Judging
    anew is left to who calls."""
    record(department, name, why)
    bound = DepartmentStandard.objects.filter(department=department)
    if not name:
        bound.delete()
    elif not bound.update(standard=name):
        DepartmentStandard.objects.create(department=department, standard=name)


def judge_anew(standard: Standard, by: User) -> None:
    """Judge whoever is behind under the standard: a few at once, many as a long job."""
    behind = photos_behind(standard)
    few = list(behind.values_list("pk", flat=True)[: JUDGED_IN_REQUEST + 1])
    if len(few) <= JUDGED_IN_REQUEST:
        assess.judge_again(few)
    else:
        jobs.begin_anew("rejudge", {"standard": standard.name}, by)
