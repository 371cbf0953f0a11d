"""`manage.py import_team`: people from a CSV or XLSX, photos from folders and ZIPs."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from audit.context import on_behalf_of
from directory.entries import Entry
from directory.importing import ImportConflict
from directory.roster import LARGEST_FILE_BYTES, Roster, UnreadableRoster, read_roster
from photos import assess
from photos.imports.archives import open_series
from photos.imports.pace import told
from photos.imports.photo_files import PhotoSource, UnusableSource
from photos.imports.report import TeamReport
from photos.imports.taking import Taken, rehearse, take_photos
from photos.imports.team import Team, approve_passing, team_of_list, team_of_photos, with_photo
from photos.storage import StorageAway
from work.patience import Patience

LIST_SUFFIXES = frozenset({".csv", ".txt", ".tsv", ".xlsx"})
SOMETHING_STAYED_OUT = 3  # the exit code; 1 is nothing done, 2 a wrong command line
STOPPED_BY_HAND = 130  # as shells say it


@dataclass(frozen=True)
class Wishes:
    """What is asked of one run."""

    roster: Path | None
    photos: tuple[Path, ...]
    dry_run: bool
    skip_bad: bool
    jobs: int
    assess: bool
    reviewer: User | None  # None: no approving


class Command(BaseCommand):
    help = (
        "Import people from a CSV or XLSX, and their photos from folders and ZIPs. Either may be "
        "missing: photos alone make the people that their names tell (e1001-amara-okafor.jpg, "
        "Amara Okafor.jpg). A photo goes to the person whose CSV line names it, else whose "
        "employee id or e-mail address it is called by. With a bad line in the CSV nothing is "
        "written, unless --skip-bad. Repeatable: what is there already stays unchanged, so that "
        "an import that was stopped goes on when it is run again. "
        "Exit code: 0 everything went in; 3 something stayed out, as the report says; "
        "1 nothing was done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("paths", nargs="*", type=Path, metavar="CSV|PHOTOS", help="a CSV, folders, ZIPs")
        add("--photos", type=Path, nargs="+", default=[], help="folders and ZIPs of photos")
        add("--dry-run", action="store_true", help="say what would happen and write nothing")
        add("--skip-bad", action="store_true", help="import the other lines if some are bad")
        add("--assess", action="store_true", help="measure and judge the photos here and now")
        add("--jobs", type=int, default=1, help="processes at a time (default: 1)")
        add("--approve-passing", action="store_true", help="approve imported photos that pass")
        add("--reviewer", metavar="USERNAME", help="in whose name photos are approved")

    def handle(self, *args: Any, **options: Any) -> None:
        wishes = wishes_from(options)
        self.patience = Patience(self.stderr.write)
        try:
            problems = self.import_team(wishes)
        except (UnreadableRoster, UnusableSource) as refusal:
            raise CommandError(f"Nothing was done. {refusal.message}") from refusal
        except ImportConflict as conflict:
            raise CommandError(str(conflict)) from conflict
        except (OSError, StorageAway) as error:
            raise CommandError(f"The import stopped; run it again to go on. {error}") from error
        except KeyboardInterrupt as stop:
            words = "Stopped. What is in stays in; run it again to go on."
            raise CommandError(words, returncode=STOPPED_BY_HAND) from stop
        if problems:
            raise CommandError(
                "Not everything went in; the reasons are above.",
                returncode=SOMETHING_STAYED_OUT,
            )

    def import_team(self, wishes: Wishes) -> int:
        """Do what is wished and say what was done; how many problems there are."""
        roster = read_list(wishes.roster) if wishes.roster else None
        for note in roster.notes if roster else ():
            self.stdout.write(note)
        with open_series(wishes.photos) if wishes.photos else nullcontext() as source:
            team = self.patience.through(partial(team_of, roster, source, wishes))
            if roster and team.people.plan.problems and not wishes.skip_bad:
                self.refuse(TeamReport(team, source=None), roster)
            taken = self.take(team, source, wishes)
        bare = self.patience.through(partial(without_any_photo, team)) if source else ()
        unused = roster.unused_columns if roster else ()
        report = TeamReport(team, source, taken, bare, unused)
        self.say(report, wishes)
        if not wishes.dry_run:
            self.measure(wishes)
            self.approve(team, wishes)
        return len(report.problems())

    def take(self, team: Team, source: PhotoSource | None, wishes: Wishes) -> tuple[Taken, ...]:
        """Hand the photos to intake, and say how far that is: by a bar on a terminal, else by a
        line now and then."""
        if not source:
            return ()
        pairs = team.matching.pairs
        if wishes.dry_run:
            taken = rehearse(source, pairs, jobs=wishes.jobs)
        else:
            taken = take_photos(source, pairs, self.patience, jobs=wishes.jobs)
        if sys.stderr.isatty():
            return tuple(tqdm(taken, total=len(pairs), unit="photo"))
        return tuple(told(taken, len(pairs), self.stderr.write))

    def refuse(self, report: TeamReport, roster: Roster) -> None:
        """Name every bad line. Raises CommandError."""
        problems = report.people_problems()
        for line in problems:
            self.stdout.write(line)
        lines = len({problem.line for problem in report.team.people.plan.problems})
        good = len(report.team.people.plan.entries)
        raise CommandError(
            f"Nothing was done. Lines that are not right: {lines:,} of {lines + good:,}. "
            "Correct them and run the import again, or leave them out with --skip-bad."
        )

    def say(self, report: TeamReport, wishes: Wishes) -> None:
        """Counts first, then what stayed out, then who has no photo."""
        if wishes.dry_run:
            self.stdout.write("Dry run: nothing was written. This is what would happen.")
        for line in report.counts():
            self.stdout.write(line)
        for title, lines in (("Left out:", report.problems()), ("To note:", report.notes())):
            if lines:
                self.stdout.write(f"\n{title}")
            for line in lines:
                self.stdout.write(f"  {line}")

    def measure(self, wishes: Wishes) -> None:
        """Measure and judge whatever waits, if wished."""
        if not wishes.assess:
            return
        measured = 0
        with tqdm(unit="photo", disable=None) as bar:
            for progress in assess.run_pending(wishes.jobs):
                bar.total = progress.total
                bar.update(progress.done - measured)
                measured = progress.done
        self.stdout.write(f"Photos measured: {measured:,}.")

    def approve(self, team: Team, wishes: Wishes) -> None:
        """Approve what was imported, passes and nobody has decided on, if wished."""
        if not wishes.reviewer:
            return
        ids = {entry.employee_id for entry in team.people.plan.entries}
        ids |= {pair.entry.employee_id for pair in team.matching.pairs}
        with on_behalf_of(wishes.reviewer):
            approved = self.patience.through(
                partial(approve_passing, sorted(ids), wishes.reviewer)
            )
        reviewer = wishes.reviewer.get_username()
        self.stdout.write(f"Photos approved in the name of {reviewer}: {approved:,}.")


def wishes_from(options: dict[str, Any]) -> Wishes:
    """The options, understood. Raises CommandError."""
    lists = [path for path in options["paths"] if path.suffix.lower() in LIST_SUFFIXES]
    sources = [path for path in options["paths"] if path not in lists]
    sources += options["photos"]
    if len(lists) > 1 or not lists + sources:
        raise CommandError("Name one CSV, folders and ZIPs of photos, or both.")
    for path in lists + sources:
        if not path.exists():
            raise CommandError(f"There is no file or folder “{path}”.")
    if options["jobs"] < 1:
        raise CommandError("--jobs is at least 1.")
    return Wishes(
        roster=lists[0] if lists else None,
        photos=tuple(sources),
        dry_run=options["dry_run"],
        skip_bad=options["skip_bad"],
        jobs=options["jobs"],
        assess=options["assess"],
        reviewer=reviewer_from(options),
    )


def reviewer_from(options: dict[str, Any]) -> User | None:
    """Whose name stands under the approvals, if any are wished. Raises CommandError."""
    if not options["approve_passing"]:
        return None
    reviewer = User.objects.filter(username=options["reviewer"], is_active=True).first()
    if reviewer is None:
        raise CommandError("--approve-passing needs --reviewer with the name of an active user.")
    return reviewer


def read_list(path: Path) -> Roster:
    """The list at `path`. Raises UnreadableRoster, OSError."""
    with path.open("rb") as stream:
        return read_roster(stream.read(LARGEST_FILE_BYTES + 1))


def team_of(roster: Roster | None, source: PhotoSource | None, wishes: Wishes) -> Team:
    """The people, written unless it is a dry run, and whose photo is which."""
    names = [photo.name for photo in source.photos] if source else []
    if roster is None:
        return team_of_photos(names, dry_run=wishes.dry_run)
    return team_of_list(roster, names, skip_bad=wishes.skip_bad, dry_run=wishes.dry_run)


def without_any_photo(team: Team) -> tuple[Entry, ...]:
    """The people of the list for whom no photo was found, now or earlier."""
    bare = (*team.matching.missing, *team.matching.without)
    pictured = with_photo(entry.employee_id for entry in bare)
    return tuple(entry for entry in bare if entry.employee_id not in pictured)
