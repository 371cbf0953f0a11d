"""Which lines of a staff list are about people of one's own departments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from directory.entries import Code, Entry, Problem
from directory.models import Department
from directory.names import fold
from directory.reach import Reach


@dataclass(frozen=True)
class Allowed:
    """Entries that may go in, and a problem for each of the others."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def within_reach(entries: Sequence[Entry], before: Mapping[str, Entry], reach: Reach) -> Allowed:
    """Take out who is not, or would not be, in one of the departments within reach."""
    if reach.is_whole:
        return Allowed(tuple(entries), ())
    own = {fold(name) for name in Department.objects.within(reach).values_list("name", flat=True)}
    allowed: list[Entry] = []
    problems: list[Problem] = []
    for entry in entries:
        problem = _not_yours(entry, before.get(entry.employee_id), own)
        if problem:
            problems.append(problem)
        else:
            allowed.append(entry)
    return Allowed(tuple(allowed), tuple(problems))


def _not_yours(entry: Entry, known: Entry | None, own: set[str]) -> Problem | None:
    """Why the entry is out of reach of who sees these departments (folded); None if it isn't."""
    if known is not None and fold(known.department) not in own:
        told = gettext("Employee ID %(id)s belongs to nobody whom you may change.")
        return _beyond(entry, told % {"id": entry.employee_id}, "employee_id")
    department = entry.department or (known.department if known else "")
    if not department:
        told = gettext("Name one of your departments for this person.")
        return _beyond(entry, told, "department")
    if fold(department) not in own:
        told = gettext("“%(department)s” is none of your departments.")
        return _beyond(entry, told % {"department": department}, "department")
    return None


def _beyond(entry: Entry, told: str, field: str) -> Problem:
    return Problem(entry.line, told, field, Code.OUT_OF_REACH)
