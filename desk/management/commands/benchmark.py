"""What assessing and comparing cost, and how often the rules err on known doses."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Protocol

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string
from tqdm import tqdm

from desk.review.benchmark import NotPossible, Walk, review_section, walk
from photos.evaluation.benchmarks import admin_lists
from photos.evaluation.benchmarks import api as apis
from photos.evaluation.benchmarks import growth as growths
from photos.evaluation.benchmarks import intake as intakes
from photos.evaluation.benchmarks import scale as scales
from photos.evaluation.benchmarks import work as works
from photos.evaluation.benchmarks.admin_lists import ListCosts, list_costs
from photos.evaluation.benchmarks.admin_tables import list_section
from photos.evaluation.benchmarks.api import ApiCosts, api_costs
from photos.evaluation.benchmarks.api_tables import api_section
from photos.evaluation.benchmarks.cost_tables import cost_section
from photos.evaluation.benchmarks.costs import QUICK, THOROUGH, Costs, costs
from photos.evaluation.benchmarks.error_tables import error_section
from photos.evaluation.benchmarks.errors import Errors, errors
from photos.evaluation.benchmarks.fresh_database import temporary_database
from photos.evaluation.benchmarks.growth import Growth
from photos.evaluation.benchmarks.growth_chart import growth_svg
from photos.evaluation.benchmarks.growth_tables import growth_section
from photos.evaluation.benchmarks.intake import IntakeRates
from photos.evaluation.benchmarks.intake_tables import intake_section
from photos.evaluation.benchmarks.scale import Scale
from photos.evaluation.benchmarks.scale_tables import scale_section
from photos.evaluation.benchmarks.trials import good_photos, judged_unchanged, trials
from photos.evaluation.benchmarks.work import Stalled, WorkCosts, work_costs
from photos.evaluation.benchmarks.work_site import own_site
from photos.evaluation.benchmarks.work_tables import work_section
from photos.evaluation.doses.families import FAMILIES, Family
from photos.evaluation.table_text import in_text
from photos.evaluation.tables import Section

TEAM = "demo/team"
PHOTO = "e1001-amara-okafor.jpg"
QUICK_PHOTOS = 1

WHATS = ("assess", "errors", "api", "scale", "intake", "admin", "review", "work", "growth")


class Measured(Protocol):
    """What a benchmark of a part gives that this one doesn't know (SAMEFRAME_BENCHMARKS)."""

    def as_json(self) -> dict[str, Any]:
        """The figures by their names."""

    def section(self) -> Section:
        """The same as tables."""


type Found = (
    ApiCosts
    | Costs
    | Errors
    | Growth
    | IntakeRates
    | ListCosts
    | Scale
    | Walk
    | WorkCosts
    | Measured
)


class Command(BaseCommand):
    """`benchmark assess`: what measuring costs beside yardsticks taken in the same run.
    `benchmark errors`: what is flagged on good photos changed by known doses.
    `benchmark api`: what a page of people costs on the configured kind of database.
    `benchmark scale`: what comparing 100,000 people's photos costs beside measuring them, in a
    database of its own that is gone afterwards.
    `benchmark intake`: photos a second in batches beside one photo a transaction, likewise.
    `benchmark admin`: what HR's list pages cost with 30,000 people beside 300, likewise.
    `benchmark work`: what queue, rows and locks cost beside measuring, and what two workers do.
    `benchmark growth`: how pages, searches, work and storage grow with the company, likewise.
    `benchmark upload`: how long an employee waits for the findings on a photo they send.
    `benchmark review`: how long a reviewer waits for the next photo, in a real browser."""

    help = (
        "Print what measuring costs, how often the rules err on photos changed by doses, what the "
        "API's lists cost, what comparing a large company's photos costs, or how long a reviewer "
        "waits for the next photo."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what",
            nargs="?",
            choices=(*WHATS, *settings.SAMEFRAME_BENCHMARKS),
            default="assess",
        )
        parser.add_argument("--json", action="store_true", help="print one line for programs")
        parser.add_argument("--quick", action="store_true", help="a first impression")
        parser.add_argument("--jobs", type=int, default=2, help="processes for errors and intake")
        parser.add_argument("--sizes", default="", help="people, for growth: 1000,10000")
        parser.add_argument("--chart", type=Path, help="an SVG file, for growth")
        parser.add_argument(
            "--family",
            action="append",
            choices=[one.name for one in FAMILIES],
            help="for errors: only this family of doses; may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["jobs"] < 1:
            raise CommandError("--jobs: write 1 or more.")
        path = settings.SAMEFRAME_BENCHMARKS.get(options["what"])
        found = import_string(path)(quick=options["quick"]) if path else found_by(options)
        self.stdout.write(
            orjson.dumps(found.as_json()).decode() if options["json"] else text(found)
        )


def found_by(options: dict[str, Any]) -> Found:
    """What the benchmark finds that is asked for."""
    if options["what"] == "errors":
        wanted = options["family"]
        families = [one for one in FAMILIES if not wanted or one.name in wanted]
        found: Found = errors_of(families, options["jobs"], quick=options["quick"])
    elif options["what"] == "api":
        found = api_of(quick=options["quick"])
    elif options["what"] == "admin":
        effort = admin_lists.QUICK if options["quick"] else admin_lists.THOROUGH
        found = list_costs(effort, temporary_database)
    elif options["what"] == "scale":
        found = scale_of(quick=options["quick"])
    elif options["what"] == "growth":
        found = growth_of(options["sizes"], options["chart"], quick=options["quick"])
    elif options["what"] == "intake":
        found = intake_of(options["jobs"], quick=options["quick"])
    elif options["what"] == "review":
        found = review_of()
    elif options["what"] == "work":
        found = work_of(quick=options["quick"])
    else:
        found = costs_of(quick=options["quick"])
    return found


def costs_of(*, quick: bool) -> Costs:
    """What assessing costs, on one of the demo team's photos."""
    photo = (settings.BASE_DIR / TEAM / PHOTO).read_bytes()
    return costs(photo, QUICK if quick else THOROUGH)


def errors_of(families: list[Family], jobs: int, *, quick: bool) -> Errors:
    """The errors on the demo team's good photos; a bar tells how far it is on a terminal."""
    photos = good_photos(settings.BASE_DIR / TEAM)[: QUICK_PHOTOS if quick else None]
    tried = trials(photos, families, jobs)
    shown = tqdm(tried, total=len(photos) * len(families), unit="trial", disable=None)
    return errors(families, shown, [judged_unchanged(photo) for photo in photos])


def api_of(*, quick: bool) -> ApiCosts:
    """What the API costs, with the cuts of one of the demo team's photos."""
    photo = (settings.BASE_DIR / TEAM / PHOTO).read_bytes()
    return api_costs(photo, apis.QUICK if quick else apis.THOROUGH, temporary_database)


def scale_of(*, quick: bool) -> Scale:
    """What comparing a large company costs, beside one of the demo team's photos."""
    photo = (settings.BASE_DIR / TEAM / PHOTO).read_bytes()
    with temporary_database():
        return scales.scale(photo, scales.QUICK if quick else scales.THOROUGH)


def growth_of(sizes: str, chart: Path | None, *, quick: bool) -> Growth:
    """What grows with the company. Raises CommandError for sizes that are none."""
    try:
        wanted = [int(one) for one in sizes.split(",")] if sizes else list(growths.SIZES)
    except ValueError as error:
        raise CommandError("--sizes: write numbers of people, as in 1000,10000.") from error
    rounds = 1 if quick else growths.ROUNDS
    measured = growths.measured_in(settings.BASE_DIR / TEAM)
    found = growths.growth(wanted, measured, temporary_database, rounds)
    if chart:
        chart.write_text(growth_svg(found), encoding="utf-8")
    return found


def intake_of(jobs: int, *, quick: bool) -> IntakeRates:
    """How fast one of the demo team's photos comes in again and again."""
    photo = (settings.BASE_DIR / TEAM / PHOTO).read_bytes()
    with temporary_database():
        return intakes.intake_rates(photo, intakes.QUICK if quick else intakes.THOROUGH, jobs)


def work_of(*, quick: bool) -> WorkCosts:
    """What a worker's work costs beside measuring. Raises CommandError where it stalls."""
    effort = works.QUICK if quick else works.THOROUGH
    with own_site(effort.photos) as site:
        try:
            return work_costs(site, effort)
        except Stalled as reason:
            raise CommandError(str(reason)) from reason


def review_of() -> Walk:
    """How the demo team is reviewed in a browser. Raises CommandError where there is none."""
    try:
        return walk()
    except NotPossible as reason:
        raise CommandError(str(reason)) from reason


def text(found: Found) -> str:
    """Tables for a terminal."""
    match found:
        case ApiCosts():
            section = api_section(found)
        case Growth():
            section = growth_section(found)
        case Errors():
            section = error_section(found)
        case IntakeRates():
            section = intake_section(found)
        case ListCosts():
            section = list_section(found)
        case Scale():
            section = scale_section(found)
        case WorkCosts():
            section = work_section(found)
        case Walk():
            section = review_section(found)
        case Costs():
            section = cost_section(found)
        case _:
            section = found.section()
    return in_text([section])
