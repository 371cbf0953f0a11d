"""Count today for the trend, and take in new decisions."""

from typing import Any

from django.core.management.base import BaseCommand

from desk.dashboard.day_counts import count_day
from desk.overrules.recording import record_new


class Command(BaseCommand):
    help = (
        "Write how the photos stand today, for the dashboard's trend, and put new decisions "
        "beside what had been found. A worker does the same by itself; twice changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        rows, recorded = count_day(), 0
        while some := record_new():
            recorded += some
        self.stdout.write(f"{rows} counts written, {recorded} decisions recorded.")
