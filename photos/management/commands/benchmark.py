"""What assessing costs, and how often the rules err on photos changed by known doses."""

from argparse import ArgumentParser
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand

from photos.evaluation.benchmarks.cost_tables import cost_section
from photos.evaluation.benchmarks.costs import QUICK, THOROUGH, costs
from photos.evaluation.table_text import in_text

PHOTO = "demo/team/e1001-amara-okafor.jpg"


class Command(BaseCommand):
    """`benchmark assess`: speed and memory beside yardsticks taken in the same run."""

    help = "Print what measuring costs beside yardsticks taken in the same run."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", choices=("assess",), default="assess")
        parser.add_argument("--json", action="store_true", help="print one line for programs")
        parser.add_argument("--quick", action="store_true", help="few runs: a first impression")

    def handle(self, *args: Any, **options: Any) -> None:
        photo = (settings.BASE_DIR / PHOTO).read_bytes()
        found = costs(photo, QUICK if options["quick"] else THOROUGH)
        text = orjson.dumps(found.as_json()).decode() if options["json"] else None
        self.stdout.write(text or in_text([cost_section(found)]))
