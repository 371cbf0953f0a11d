"""Judge measured photos anew, by the standards in use now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.trail import record
from directory.models import Department
from photos import assess


class Command(BaseCommand):
    help = (
        "Judge measured photos anew, by the standards in use now and from stored "
        "measurements. Decisions that people made stay as they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--department", metavar="SLUG", help="Only this department's photos.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say which verdicts would change."
        )

    def handle(self, *args: Any, department: str | None, dry_run: bool, **options: Any) -> None:
        photos = others = 0
        asked = _department(department)
        if not dry_run:
            kind, key = ("directory.department", asked.pk) if asked else ("", "")
            record("photos.rejudge", kind=kind, key=key)
        for change in assess.rejudge(asked, dry_run=dry_run):
            photos += 1
            if change.is_other_verdict:
                others += 1
                self.stdout.write(_line(change))
        changed = "would change" if dry_run else "changed"
        self.stdout.write(f"{photos:,} photos judged, {others:,} verdicts {changed}.")


def _department(slug: str | None) -> Department | None:
    if slug is None:
        return None
    found = Department.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Department.objects.values_list("slug", flat=True))
        raise CommandError(f"There is no department {slug!r}. There are: {known or 'none'}.")
    return found


def _line(change: assess.Change) -> str:
    before = (
        "not judged"
        if change.score_before is None
        else (f"{change.verdict_before} {change.score_before}")
    )
    return (
        f"{change.person}: {before} -> {change.verdict_after} {change.score_after}"
        f"  {change.reason}"
    ).rstrip()
