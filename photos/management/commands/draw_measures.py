"""Draw the pages of docs/measures."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from photos.evaluation.measure_pages.album import Album
from photos.evaluation.measure_pages.pages import NoPage, Pages
from photos.evaluation.measure_pages.readings import Readings
from photos.quality.measures import MEASURES
from photos.quality.standard import DEFAULT, load_standard

SWEEPS, TEAM, OUT = "tests/quality/sweeps", "demo/team", "docs/measures"


class Command(BaseCommand):
    """`draw_measures`: pictures, dose curves and tables of docs/measures, from virtual people."""

    help = (
        "Make the pictures, curves and figures of docs/measures anew: after a measure or the "
        "default standard has changed. What is written around the figures stays."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, default=settings.BASE_DIR / OUT)
        parser.add_argument(
            "--only", nargs="+", choices=[one.name for one in MEASURES], metavar="MEASURE"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        readings = Readings(Album(settings.BASE_DIR / SWEEPS, settings.BASE_DIR / TEAM))
        chosen = [one for one in MEASURES if not options["only"] or one.name in options["only"]]
        pages, standard = Pages(options["out"]), load_standard(DEFAULT)
        for measure in tqdm(chosen, unit="page", disable=None):
            try:
                pages.draw(measure, standard, readings)
            except NoPage as problem:
                raise CommandError(str(problem)) from problem
