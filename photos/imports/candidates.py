"""Whom a photo may show: for certain by list, employee id or e-mail, or likely by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from directory.entries import Entry
from photos.imports.matching import People, owners_by_column
from photos.imports.names import PeopleByName

# Comparing a name with all that are near takes time; more strangers than this are no typing slips.
MOST_COMPARED = 200


class FoundBy(StrEnum):
    """What led from a file to its people."""

    LIST = "list"
    EMPLOYEE_ID = "employee_id"
    EMAIL = "email"
    BADGE = "badge"
    NAME = "name"
    SIMILAR = "similar"


@dataclass(frozen=True)
class Guess:
    """A file's name and the people it may be of, likeliest first; none: nobody is like it."""

    name: str
    entries: tuple[Entry, ...] = ()
    found_by: FoundBy | None = None

    @property
    def is_certain(self) -> bool:
        """Whether one person alone is meant, by what is theirs alone."""
        return len(self.entries) == 1 and self.found_by in CERTAIN


CERTAIN = frozenset({FoundBy.LIST, FoundBy.EMPLOYEE_ID, FoundBy.EMAIL, FoundBy.BADGE})


def guesses(
    names: Sequence[str], people: Sequence[Entry], listed: Sequence[Entry] = ()
) -> Iterator[Guess]:
    """A guess for each name, among people; `listed` are those of a list with a photo column."""
    named = owners_by_column(names, listed)
    by_key, by_name = People(people), PeopleByName(people)
    compared = 0
    for name in names:
        guess = _plain_guess(name, named.get(name, []), by_key, by_name)
        if not guess.entries and compared < MOST_COMPARED:
            compared += 1
            alike = tuple(by_name.alike(name))
            guess = Guess(name, alike, FoundBy.SIMILAR if alike else None)
        yield guess


def _plain_guess(name: str, named: list[Entry], by_key: People, by_name: PeopleByName) -> Guess:
    if named:
        return Guess(name, tuple(named), FoundBy.LIST)
    stem = PurePosixPath(name).stem
    fitting = by_key.fitting(stem)
    if fitting:
        return Guess(name, tuple(fitting), _found_by(stem.casefold(), fitting[0]))
    called = by_name.named(name)
    return Guess(name, tuple(called), FoundBy.NAME if called else None)


def _found_by(stem: str, entry: Entry) -> FoundBy:
    """What of the person the file is named by, or begins with."""
    if entry.email.casefold() == stem:
        return FoundBy.EMAIL
    by_badge = entry.badge_number and stem.startswith(entry.badge_number.casefold())
    by_id = stem.startswith(entry.employee_id.casefold())
    return FoundBy.BADGE if by_badge and not by_id else FoundBy.EMPLOYEE_ID
