"""Hold the machine's verdicts against people's."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate
from tqdm import tqdm

from photos.evaluation.agreement import without_pixel_rules
from photos.evaluation.files import measure_files
from photos.evaluation.fitting import TooFewPhotos
from photos.evaluation.labelled import LabelledPhoto, labelled_photos
from photos.evaluation.labels import Labels, UnusableLabels, labelled_files, read_labels
from photos.evaluation.report import Report, report_on, with_cross_validation, with_proposal
from photos.evaluation.report_page import page, write_private
from photos.evaluation.sections import headline, sections
from photos.evaluation.table_text import in_text
from photos.imports.photo_files import PhotoFile, UnusableSource
from photos.quality.standard import Standard, load_standard, standard_names


class Command(BaseCommand):
    """`evaluate LABELS.csv FOLDER`: the agreement with labels, as tables, JSON or a page."""

    help = (
        "Compare the machine's verdicts with a labels file (columns: file, and verdict_visual "
        "or verdict; others are optional, see docs/evaluation.md). verdict_visual is compared "
        "without the pixel rules. Nothing is stored and no standard is changed."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("labels", type=Path)
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true", help="everything, for programs")
        parser.add_argument(
            "--html", type=Path, metavar="FILE", help="write a page with the pictures it got wrong"
        )
        parser.add_argument(
            "--propose", action="store_true", help="propose edges from the labels, as a dry run"
        )
        parser.add_argument(
            "--cross-validate",
            action="store_true",
            help="fit every blend again without the photos it is then tried on",
        )
        parser.add_argument("--jobs", type=int, default=2, help="processes to use")
        parser.add_argument(
            "--standard", choices=standard_names(), default=settings.SAMEFRAME_STANDARD
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_options(options)
        try:
            labels = read_labels(options["labels"])
            files = labelled_files(options["folder"], labels)
        except UnusableLabels as problem:
            raise CommandError(str(problem)) from problem
        except UnusableSource as problem:
            raise CommandError(problem.message) from problem
        standard = standard_for(labels, options["standard"])
        photos = judged(files, labels, standard, options["jobs"])
        report = report_on(photos, labels, standard)
        if options["cross_validate"]:
            try:
                report = with_cross_validation(report, photos, standard)
            except TooFewPhotos as problem:
                raise CommandError(f"--cross-validate: too few labels. {problem}.") from problem
        if options["propose"]:
            report = with_proposal(report, photos, labels, standard)
        self.stdout.write(
            orjson.dumps(report.as_json()).decode() if options["json"] else as_tables(report)
        )
        if options["html"]:
            write_page(options["html"], page(report, files, options["labels"].name, localdate()))
            self.stderr.write(f"Wrote {options['html']}: it holds people's pictures.")


def refuse_options(options: dict[str, Any]) -> None:
    """Raise CommandError for what would only fail after all photos were measured."""
    if options["jobs"] < 1:
        raise CommandError("--jobs: write 1 or more.")
    if options["html"] and not options["html"].parent.is_dir():
        raise CommandError(f"--html: there is no folder {options['html'].parent}.")


def standard_for(labels: Labels, name: str) -> Standard:
    """The standard, without the pixel rules for labels that ignore them."""
    standard = load_standard(name)
    return without_pixel_rules(standard) if labels.truth == "verdict_visual" else standard


def judged(
    files: list[PhotoFile], labels: Labels, standard: Standard, jobs: int
) -> tuple[LabelledPhoto, ...]:
    """Every labelled photo, measured and judged; a bar tells how far it is on a terminal."""
    assessed = measure_files(files, standard, jobs)
    shown = tqdm(assessed, total=len(files), unit="photo", disable=None)
    return labelled_photos(labels.rows, shown)


def as_tables(report: Report) -> str:
    """The report for a terminal."""
    lines = [headline("all", report.all)]
    if report.tells_ambiguous:
        lines.insert(0, headline("unambiguous", report.unambiguous))
    text = "\n".join([*lines, "", in_text(sections(report))])
    toml = report.proposal.toml if report.proposal else ""
    return f"{text}\nFor a standard's file:\n\n{toml}\n" if toml else text


def write_page(path: Path, html: str) -> None:
    """Write the page. Raises CommandError where that is not possible."""
    try:
        write_private(path, html)
    except OSError as problem:
        raise CommandError(f"{path} cannot be written: {problem.strerror}.") from problem
