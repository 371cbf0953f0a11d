"""Hold the machine's verdicts against people's."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from photos.evaluation.agreement import (
    VERDICTS,
    Agreement,
    Label,
    UnusableLabels,
    agreement,
    read_labels,
    without_pixel_rules,
)
from photos.evaluation.files import assess_files
from photos.imports.photo_files import BY_COMMAND, PhotoFile, photo_at
from photos.quality.record import Record
from photos.quality.standard import load_standard, standard_names


class Command(BaseCommand):
    """`evaluate LABELS.csv FOLDER`: the agreement with labels, as a table or JSON."""

    help = (
        "Compare the machine's verdicts with a labels file (columns: file, and verdict_visual "
        "or verdict; ambiguous is optional). verdict_visual is compared without the pixel rules."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("labels", type=Path)
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--jobs", type=int, default=2)
        parser.add_argument(
            "--standard", choices=standard_names(), default=settings.SAMEFRAME_STANDARD
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            labels, truth = read_labels(options["labels"])
        except (UnusableLabels, OSError) as problem:
            raise CommandError(str(problem)) from problem
        standard = load_standard(options["standard"])
        if truth == "verdict_visual":
            standard = without_pixel_rules(standard)
        photos = [labelled_photo(options["folder"], label) for label in labels]
        records = {
            record.file: record for record in assess_files(photos, standard, options["jobs"])
        }
        verdicts = {file: verdict_of(record) for file, record in records.items()}
        clear = [label for label in labels if not label.ambiguous]
        report = {"unambiguous": compare(clear, verdicts), "all": compare(labels, verdicts)}
        errors = {file: record.error for file, record in records.items() if record.error}
        self.write_report(report, errors, as_json=options["json"])

    def write_report(
        self, report: dict[str, Agreement], errors: dict[str, str], *, as_json: bool
    ) -> None:
        """Print both agreements and the files that could not be read."""
        if as_json:
            plain = {name: one.as_json() for name, one in report.items()}
            self.stdout.write(orjson.dumps({**plain, "errors": errors}).decode())
            return
        for name, one in report.items():
            self.stdout.write(in_words(name, one))
        for file, error in errors.items():
            self.stdout.write(f"{file}: {error}")


def labelled_photo(folder: Path, label: Label) -> PhotoFile:
    """The file a label speaks of. Raises CommandError where it is missing."""
    path = folder / label.file
    if not path.is_file():
        raise CommandError(f"There is no file “{label.file}” in {folder}.")
    return photo_at(path, label.file, BY_COMMAND)


def verdict_of(record: Record) -> str:
    """A file that cannot be read needs to be sent again: a retake."""
    return record.verdict or "retake"


def compare(labels: list[Label], verdicts: dict[str, str]) -> Agreement:
    """The agreement on these labels."""
    return agreement((label.verdict, verdicts[label.file]) for label in labels)


def in_words(name: str, one: Agreement) -> str:
    """An agreement as a small table."""
    lines = [
        f"{name}: {one.photos} photos",
        f"  retakes caught {percent(one.caught)}, others spared {percent(one.spared)}, "
        f"balanced accuracy {percent(one.balanced_accuracy)}, kappa {number(one.kappa)}, "
        f"{one.unsure} unsure (counted as wrong)",
        "  label \\ verdict " + "".join(f"{verdict:>8}" for verdict in VERDICTS),
    ]
    for label, row in one.table.items():
        if any(row.values()):
            lines.append(f"  {label:<16}" + "".join(f"{row[verdict]:>8}" for verdict in VERDICTS))
    return "\n".join(lines) + "\n"


def percent(share: float | None) -> str:
    """A share as people read it."""
    return "-" if share is None else f"{100 * share:.1f} %"


def number(value: float | None) -> str:
    """A plain number as people read it."""
    return "-" if value is None else f"{value:.2f}"
