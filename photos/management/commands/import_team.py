"""`manage.py import_team`: people from a CSV, photos from a folder or ZIP."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from directory.importing import ImportConflict
from directory.roster import BYTES_PER_MB, LARGEST_FILE_MB, Roster, UnreadableRoster, read_roster
from photos import assess
from photos.archives import open_photos
from photos.photo_files import PhotoSource, UnusableSource
from photos.reviews import Conflict
from photos.team_import import (
    Fate,
    Taken,
    Team,
    approve_passing,
    take_photos,
    team_of_list,
    team_of_photos,
    with_photo,
)

LIST_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
SOMETHING_STAYED_OUT = 3  # the exit code; 1 is nothing done, 2 is the command line's own


@dataclass(frozen=True)
class Inputs:
    """What to import: a list of people, a folder or ZIP of photos, or both."""

    roster: Path | None
    photos: Path | None


class Command(BaseCommand):
    help = """Import people from a CSV and their photos from a folder or ZIP.

Either may be missing: a CSV alone makes people without photos, photos alone make the
people that their names tell (e1001-amara-okafor.jpg, Amara Okafor.jpg). Photos go to
people by the CSV's photo column, else by employee id, else by e-mail address.

With a bad line in the CSV nothing is written, photos included: correct it and run again,
or add --skip-bad. The import can be repeated: what is there already stays unchanged.

Exit code: 0 everything went in; 3 something stayed out, as the report says (bad lines with
--skip-bad, photos that were refused or belong to nobody); 1 nothing was done."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="CSV PHOTOS", help="a CSV, a folder or ZIP, or both"
        )
        parser.add_argument("--photos", type=Path, help="the folder or ZIP of photos")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--skip-bad", action="store_true", help="leave bad lines out, import the others")
        parser.add_argument("--assess", action="store_true", help="measure and judge the photos here and now")
        parser.add_argument("--jobs", type=int, default=1, help="processes for --assess (default: 1)")
        parser.add_argument("--approve-passing", action="store_true", help="approve photos that pass")
        parser.add_argument("--reviewer", metavar="USERNAME", help="in whose name photos are approved")
