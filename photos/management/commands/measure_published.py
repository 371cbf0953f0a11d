"""Measure the published pictures again, as the files that browsers get."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from photos.evaluation.published_team import published_section, published_team
from photos.evaluation.table_text import in_text
from photos.evaluation.team_sheet import team_sheet
from photos.models import Publication


class Command(BaseCommand):
    help = (
        "Cut everybody's picture as the directory shows it, measure the files again, and print "
        "how far eye lines and head heights lie apart, before and after."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--department", help="only this department, by its short name")
        parser.add_argument("--sheet", type=Path, help="draw before and after into this JPEG")

    def handle(self, *args: Any, **options: Any) -> None:
        shown = Publication.objects.in_directory().filter(photo__person__status="active")
        if options["department"]:
            shown = shown.filter(photo__person__department__slug=options["department"])
        ordered = shown.select_related("photo__person").order_by(
            "photo__person__last_name", "photo__person__first_name", "pk"
        )
        told = tqdm(published_team(ordered), total=ordered.count(), unit="photo", disable=None)
        team = list(told)
        if not team:
            raise CommandError("Nobody's photo is published there.")
        self.stdout.write(in_text([published_section(team)]))
        if options["sheet"]:
            options["sheet"].write_bytes(team_sheet(team))
            self.stdout.write(f"Before and after: {options['sheet']}")
