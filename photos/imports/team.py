"""A team comes in: people from a list or from the names of photos, and what passes approved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import batched

from django.contrib.auth.models import User
from django.db import transaction

from audit.trail import record
from directory.entries import check
from directory.importing import BATCH, ImportReport, entry_of, import_roster
from directory.models import Person
from directory.reach import EVERYBODY, Reach
from directory.roster import Roster
from photos import reviews
from photos.imports.matching import NO_NAME, Matching, match_photos, people_named
from photos.models import Outcome, Photo
from photos.people import people_were_written
from photos.querysets import PhotoQuerySet


@dataclass(frozen=True)
class Team:
    """The people of an import and whose photo is which."""

    people: ImportReport
    matching: Matching


@transaction.atomic
def write_people(
    roster: Roster, *, skip_bad: bool, dry_run: bool, reach: Reach = EVERYBODY
) -> ImportReport:
    """Write the list's people, and what follows, together. Raises ImportConflict."""
    report = import_roster(roster, skip_bad=skip_bad, dry_run=dry_run, reach=reach)
    people_were_written(report.changed_ids)
    if report.changed_ids:
        record("people.import", kind="directory.person", count=len(report.changed_ids))
    return report


def team_of_list(roster: Roster, names: Sequence[str], *, skip_bad: bool, dry_run: bool) -> Team:
    """The people of a list, and which of the photos are theirs. Raises ImportConflict."""
    report = write_people(roster, skip_bad=skip_bad, dry_run=dry_run)
    return Team(report, match_photos(names, report.plan.entries))


def team_of_photos(names: Sequence[str], *, dry_run: bool) -> Team:
    """The people that photos name: those known by id or e-mail, and new ones.

    Who is known keeps their name, whatever the file calls them. Raises ImportConflict.
    """
    people = Person.objects.select_related("department")
    known = [entry_of(person) for person in people.iterator(chunk_size=BATCH)]
    strangers = match_photos(names, known, NO_NAME).unmatched
    new = check(people_named(photo.name for photo in strangers if photo.fits_no_one))
    report = write_people(Roster(new.entries, new.problems), skip_bad=True, dry_run=dry_run)
    matching = match_photos(names, [*known, *report.plan.created], NO_NAME)
    return Team(report, Matching(matching.pairs, matching.unmatched, missing=(), without=()))


def approve_passing(employee_ids: Iterable[str], reviewer: User) -> int:
    """Approve in the reviewer's name these people's current photos that were imported and pass.

    What came otherwise, as from the people themselves, waits for HR; photos that somebody has
    decided on before are left alone. How many were approved.
    """
    passing = Photo.objects.current().filter(
        source=Photo.Source.IMPORT, state=Photo.State.IN_REVIEW, verdict=Outcome.PASS, reviews=None
    )
    approved = 0
    for some in batched(employee_ids, BATCH):
        for photo in passing.filter(person__employee_id__in=some):
            approved += _approve_if_still(passing, photo, reviewer)
    return approved


@transaction.atomic
def _approve_if_still(passing: PhotoQuerySet, photo: Photo, reviewer: User) -> bool:
    """Approve the photo unless somebody has decided on it, or replaced it, meanwhile."""
    Person.objects.select_for_update().get(pk=photo.person_id)
    still = passing.filter(pk=photo.pk).first()
    if still:
        reviews.approve(still, reviewer)
    return still is not None


def with_photo(employee_ids: Iterable[str]) -> set[str]:
    """Those of the people who have a current photo."""
    found: set[str] = set()
    for some in batched(employee_ids, BATCH):
        photos = Photo.objects.current().filter(person__employee_id__in=some)
        found |= set(photos.values_list("person__employee_id", flat=True))
    return found
