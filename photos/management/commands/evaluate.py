"""Hold the machine's verdicts against people's."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from photos.evaluation.agreement import Agreement, without_pixel_rules
from photos.evaluation.files import measure_files
from photos.evaluation.labelled import agreement_on, labelled_photos
from photos.evaluation.labels import VERDICTS, UnusableLabels, labelled_files, read_labels
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
            labels = read_labels(options["labels"])
            files = labelled_files(options["folder"], labels)
        except UnusableLabels as problem:
            raise CommandError(str(problem)) from problem
        standard = load_standard(options["standard"])
        if labels.truth == "verdict_visual":
            standard = without_pixel_rules(standard)
        photos = labelled_photos(labels.rows, measure_files(files, standard, options["jobs"]))
        clear = [photo for photo in photos if not photo.label.ambiguous]
        report = {"unambiguous": agreement_on(clear), "all": agreement_on(photos)}
        errors = {one.label.file: one.record.error for one in photos if one.record.error}
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


def in_words(name: str, one: Agreement) -> str:
    """An agreement as a small table."""
    lines = [
        f"{name}: {one.photos} photos",
        f"  retakes caught {percent(one.caught.value)}, "
        f"others spared {percent(one.spared.value)}, "
        f"balanced accuracy {percent(one.balanced_accuracy.value)}, "
        f"kappa {number(one.kappa.value)}, "
        f"{one.undecided.part} unsure (counted as wrong)",
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
