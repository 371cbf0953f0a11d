"""Speeds as ratios taken in one run."""

from argparse import ArgumentParser
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand

from photos.evaluation.benchmarks import assess_speeds

PHOTO = "demo/team/e1001-amara-okafor.jpg"
LABEL_WIDTH = 34


class Command(BaseCommand):
    """`benchmark assess`: what measuring costs beside a plain decode and a peer."""

    help = "Print the speed of measuring beside yardsticks taken in the same run."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", choices=("assess",), default="assess")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        figures = assess_speeds((settings.BASE_DIR / PHOTO).read_bytes())
        if options["json"]:
            self.stdout.write(orjson.dumps(figures).decode())
            return
        for name, figure in figures.items():
            self.stdout.write(f"{name:<{LABEL_WIDTH}}{figure:>10}")
