"""Whose photos these are: the people list written, every file matched and sorted by clarity."""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from audit.trail import record
from desk.photo_import import arrivals
from desk.photo_import.rows import ImportedFile, PhotoImport
from directory.entries import Entry
from directory.importing import BATCH, ImportConflict, entry_of, plan_import
from directory.models import Person
from directory.reach import Reach
from directory.roster import MOST_ROWS_ON_THE_WEB, Roster, UnreadableRoster, read_roster
from photos.imports.candidates import FoundBy, Guess, guesses
from photos.imports.names import MOST_SUGGESTIONS
from photos.imports.team import write_people

State, Clarity, Kind = ImportedFile.State, ImportedFile.Clarity, ImportedFile.Kind
PROBLEMS_NAMED = 3


class NotMatched(Exception):
    """The import cannot go on; the message says why, for people."""


def people_list(photo_import: PhotoImport) -> Roster | None:
    """The people list that came with the photos, if there is one. Raises NotMatched."""
    rosters = photo_import.files.filter(kind=Kind.PEOPLE, state=State.ARRIVED)
    if not rosters:
        return None
    if len(rosters) > 1:
        raise NotMatched(_("There are several people lists here: remove all but one."))
    try:
        roster = read_roster(arrivals.read(rosters[0].stored), MOST_ROWS_ON_THE_WEB)
    except UnreadableRoster as refusal:
        raise NotMatched(f"{rosters[0].name}: {refusal.message}") from refusal
    problems = plan_import(roster, photo_import.reach).problems
    if problems:
        told = " ".join(str(problem) for problem in problems[:PROBLEMS_NAMED])
        raise NotMatched(
            _("%(name)s has %(count)d lines that are not right. %(told)s")
            % {"name": rosters[0].name, "count": len(problems), "told": told}
        )
    return roster


def match(photo_import: PhotoImport) -> None:
    """Write the list's people, then say of each photo whose it is. Raises NotMatched."""
    roster, reach = people_list(photo_import), photo_import.reach
    if roster:
        try:
            write_people(roster, skip_bad=False, dry_run=False, reach=reach)
        except ImportConflict as conflict:
            raise NotMatched(str(conflict)) from conflict
    ids, entries = _everybody(reach)
    files = list(photo_import.files.undecided())
    names = [file.name for file in files]
    found = guesses(names, entries, roster.entries if roster else ())
    for file, guess in zip(files, found, strict=True):
        _note(file, guess, ids)
    _settle(files)
    with transaction.atomic():
        changed = ["candidates", "matched_by", "clarity", "person", "state", "reason"]
        ImportedFile.objects.bulk_update(files, changed, batch_size=BATCH)
        # It may have been cancelled meanwhile.
        still = PhotoImport.objects.filter(pk=photo_import.pk, state=PhotoImport.State.UPLOADING)
        if still.update(state=PhotoImport.State.CONFIRMING):
            record(
                "photo_import.match",
                kind="desk.photoimport",
                key=photo_import.pk,
                count=len(files),
            )


def _everybody(reach: Reach) -> tuple[dict[str, int], list[Entry]]:
    """The rows' numbers by employee id, and what a list would say of each person within reach."""
    ids: dict[str, int] = {}
    entries: list[Entry] = []
    people = Person.objects.within(reach).select_related("department")
    for person in people.iterator(chunk_size=BATCH):
        ids[person.employee_id] = person.pk
        entries.append(entry_of(person))
    return ids, entries


def _note(file: ImportedFile, guess: Guess, ids: dict[str, int]) -> None:
    people = [ids[entry.employee_id] for entry in guess.entries if entry.employee_id in ids]
    file.candidates = people[:MOST_SUGGESTIONS]
    file.matched_by = guess.found_by or ""
    file.clarity = Clarity.UNCLEAR if people else Clarity.NOBODY
    if guess.is_certain:
        file.clarity = Clarity.SURE


def _settle(files: list[ImportedFile]) -> None:
    """Make certain ones ready, unless another file is meant for the same person too."""
    meant = [file for file in files if len(file.candidates) == 1]
    meant = [file for file in meant if file.matched_by != FoundBy.SIMILAR]
    seen: set[tuple[int, str]] = set()
    for file in meant:
        key = (file.candidates[0], file.sha256)
        if key in seen:
            file.state, file.reason = (
                State.LEFT_OUT,
                gettext_noop("The same picture is here twice."),
            )
        seen.add(key)
    rivals = Counter(file.candidates[0] for file in meant if file.state == State.ARRIVED)
    for file in meant:
        if file.state != State.ARRIVED:
            continue
        if rivals[file.candidates[0]] > 1:
            file.clarity = Clarity.UNCLEAR
        elif file.clarity == Clarity.SURE:
            file.person_id, file.state = file.candidates[0], State.READY
