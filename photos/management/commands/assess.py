"""Judge files without a database."""

import csv
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from directory.entries import defused
from photos.evaluation.files import Assessed, measure_files
from photos.imports.archives import open_photos
from photos.imports.photo_files import PhotoSource, UnusableSource
from photos.quality.explain import same_picture_in
from photos.quality.fingerprint import same_pictures
from photos.quality.limits import UnreadablePhoto
from photos.quality.own_standards import read_file, read_own
from photos.quality.record import Record, unreadable
from photos.quality.standard import (
    SCORED_GROUPS,
    Standard,
    StandardError,
    load_standard,
    standard_names,
)

REFUSED = "refused"
NAME_WIDTH, VERDICT_WIDTH, SCORE_WIDTH = 36, 8, 5
CSV_COLUMNS = ("file", "verdict", "score", "shot_type", *SCORED_GROUPS, "main_reason", "error")


class Command(BaseCommand):
    """`assess PATH...`: a table, JSON lines or CSV of verdicts; stores nothing."""

    help = "Judge photos in files, folders and ZIPs against a standard, without a database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--standard",
            default=settings.SAMEFRAME_STANDARD,
            help=f"{', '.join(standard_names())}, or an exported file (.toml)",
        )
        parser.add_argument("--format", choices=("table", "jsonl", "csv"), default="table")
        parser.add_argument("--jobs", type=int, default=1, help="processes to use")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["jobs"] < 1:
            raise CommandError("--jobs: write 1 or more.")
        standard = standard_asked(options["standard"])
        with ExitStack() as stack:
            try:
                sources = [stack.enter_context(open_photos(path)) for path in options["paths"]]
            except UnusableSource as problem:
                raise CommandError(problem.message) from problem
            photos = [photo for source in sources for photo in source.photos]
            refused = list(refused_files(sources))
            if not photos and not refused:
                raise CommandError("There are no photos there.")
            assessed = measure_files(photos, standard, options["jobs"])
            shown = tqdm(assessed, total=len(photos), unit="photo", disable=not is_terminal())
            write_assessed(chain(shown, refused), options["format"], self.stdout)


def standard_asked(name: str) -> Standard:
    """The shipped standard of that name, or the one in an exported file. Raises CommandError."""
    if name in standard_names():
        return load_standard(name)
    path = Path(name)
    if path.suffix != ".toml":
        known = ", ".join(standard_names())
        raise CommandError(f"--standard {name}: write one of {known}, or a .toml file.")
    try:
        return read_own(path.stem, read_file(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, StandardError) as error:
        raise CommandError(f"--standard {name}: {error}") from error


def refused_files(sources: list[PhotoSource]) -> Iterator[Assessed]:
    """What looks like a photo and is not even opened, with the reason: a link, for example."""
    for file in (file for source in sources for file in source.refused):
        yield Assessed(unreadable(file.name, UnreadablePhoto("not_taken", file.reason), 0))


def is_terminal() -> bool:
    """Whether somebody watches: a progress bar in a log file is noise."""
    return sys.stderr.isatty()


def write_assessed(assessed: Iterable[Assessed], form: str, out: Any) -> None:
    """Print the records: as they come, but for JSON lines, which name files that come later."""
    if form == "jsonl":
        write_jsonl(list(assessed), out)
    elif form == "csv":
        write_csv((one.record for one in assessed), out)
    else:
        write_table(assessed, out)


def write_jsonl(assessed: list[Assessed], out: Any) -> None:
    """A JSON object for each record, with the names of the files that hold its picture too."""
    names = [one.record.file for one in assessed]
    alike = same_pictures([one.fingerprint for one in assessed])
    for one, others in zip(assessed, alike, strict=True):
        line = one.record.as_json() | {"same_picture_as": [names[other] for other in others]}
        out.write(orjson.dumps(line).decode())


def write_csv(records: Iterable[Record], out: TextIO) -> None:
    """A line for each record under a header."""
    writer = csv.writer(out, lineterminator="")
    writer.writerow(CSV_COLUMNS)
    for record in records:
        scores = (record.scores.get(group) for group in SCORED_GROUPS)
        writer.writerow(
            [
                defused(record.file),
                record.verdict,
                record.score,
                record.shot_type,
                *scores,
                record.main_reason,
                record.error,
            ]
        )


def write_table(assessed: Iterable[Assessed], out: Any) -> None:
    """A line for people; at the end who shares a picture, and the count of each verdict."""
    counts: dict[str, int] = {}
    names: list[str] = []
    fingerprints: list[str] = []
    for one in assessed:
        names.append(one.record.file)
        fingerprints.append(one.fingerprint)
        verdict = one.record.verdict or REFUSED
        counts[verdict] = counts.get(verdict, 0) + 1
        out.write(table_line(one.record))
    for note in notes(names, fingerprints):
        out.write(note)
    out.write("\n" + ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())))


def table_line(record: Record) -> str:
    """What a person wants to know of one file, in columns."""
    verdict, score = record.verdict or REFUSED, "" if record.score is None else str(record.score)
    return (
        f"{record.file[-NAME_WIDTH:]:<{NAME_WIDTH}}  {verdict:<{VERDICT_WIDTH}}"
        f"{score:>{SCORE_WIDTH}}  {record.main_reason}"
    )


def notes(names: list[str], fingerprints: list[str]) -> Iterator[str]:
    """A line for each file whose picture is in others as well, after an empty one."""
    shared = zip(names, same_pictures(fingerprints), strict=True)
    lines = [
        f"{name}: {same_picture_in([names[other] for other in others])}"
        for name, others in shared
        if others
    ]
    yield from ["", *lines] if lines else []
