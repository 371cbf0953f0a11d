"""The one way by which events leave the trail: old ones, on purpose, leaving an event."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from audit.guard import opened
from audit.models import Event
from audit.trail import record

KEPT = timedelta(days=3 * 365)  # the usual limitation of claims in German law: three years
KEPT_AT_LEAST = timedelta(days=30)
AT_ONCE = 20_000  # rows a transaction: on PostgreSQL nothing is recorded while it runs


class Command(BaseCommand):
    help = (
        "Remove events older than three years, or than --before, from the audit trail. Says how "
        "many there are; removes them only with --yes, and leaves an event about it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--before", metavar="DATE", help="such as 2026-01-31, UTC")
        parser.add_argument("--yes", action="store_true", help="remove them")

    def handle(self, *args: Any, before: str | None, yes: bool, **options: Any) -> None:
        day = day_from(before)
        old = Event.objects.filter(at__lt=datetime(day.year, day.month, day.day, tzinfo=UTC))
        found = old.count()
        if not yes:
            self.stdout.write(f"{found:,} events before {day}. Remove them with --yes.")
            return
        while removed := remove_some(old.order_by("at", "pk"), day):
            self.stdout.write(f"{removed:,} events before {day} removed.")
        if not found:
            self.stdout.write(f"No event is older than {day}.")


def day_from(text: str | None) -> date:
    """The day before which events go. Raises CommandError for one that is too near."""
    latest = (timezone.now() - KEPT_AT_LEAST).date()
    try:
        day = date.fromisoformat(text) if text else (timezone.now() - KEPT).date()
    except ValueError as error:
        raise CommandError(f"--before: write a date such as 2026-01-31, not {text!r}.") from error
    if day > latest:
        raise CommandError(f"--before: the last {KEPT_AT_LEAST.days} days stay, up to {latest}.")
    return day


@transaction.atomic
def remove_some(old: Any, day: date) -> int:
    """Remove some of these events and record it; how many."""
    some = Event.objects.filter(pk__in=old.values("pk")[:AT_ONCE])
    with opened():
        removed, _ = some.delete()
    if removed:
        record("trail.trim", kind="audit.event", count=removed, after=day.isoformat())
    return removed
