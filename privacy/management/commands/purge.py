"""Remove what has been kept long enough."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from privacy.finishing import finish
from privacy.retention import purge


class Command(BaseCommand):
    help = (
        "Remove what has been kept long enough, as the worker does once a day; "
        "SAMEFRAME_KEEP_DAYS says how long that is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would go.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        purged = purge(is_dry=dry_run)
        if not dry_run:
            finish()
        would = " would be" if dry_run else ""
        for one in purged:
            kept = one.kept
            self.stdout.write(
                f"{kept.what}, kept for {kept.how_long}: {one.count:,}{would} removed."
            )
